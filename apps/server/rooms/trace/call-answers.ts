import type { CallKind } from './caller.ts'

/** What whoever takes a call may say, asks, and does. It depends on who rings and on nothing that MetTrace knows. */
export type CallAnswer = { words: string; hint: string; say: string[]; ask: string[]; next: string[] }

export const callAnswers: Readonly<Record<CallKind, CallAnswer>> = {
  burgled: {
    words: 'They were burgled, and their property is marked',
    hint: 'Or somebody they speak for was.',
    say: [
      'Please do not clean, move or wipe anything that the burglar may have touched.',
      'Officers will be told that your property is marked, and look for the mark with an ultraviolet lamp.',
      'If property is found, the mark can show that it is yours.',
    ],
    ask: [
      'Which marked items were taken, and which did the burglar touch?',
      'Is there a window sticker or a sign outside?',
      'Have you still got the bottle? What is the serial on it?',
    ],
    next: [
      'Record and grade the burglary as you always do.',
      'Put “property forensically marked” and the serial in the incident, where the first officer sees it.',
      'Ask for an ultraviolet lamp to be brought, and for crime scene staff to be told.',
    ],
  },
  found: {
    words: 'They found or were offered something that is marked',
    hint: 'A shop, a buyer, or somebody who saw a glow or a sticker.',
    say: [
      'Please keep it apart from other things, do not clean it, and touch it as little as you can.',
      'An officer will read the mark. I cannot tell you whose it is.',
    ],
    ask: [
      'Are you safe? Is the person who brought it still there?',
      'What is it, where is it now, and who has touched it?',
      'How do you know that it is marked: a lamp, a label, what somebody said?',
      'If you can read a code or serial without handling it again, what is it?',
    ],
    next: [
      'If the person is there, grade it as a crime in progress.',
      'Otherwise send an officer with an ultraviolet lamp and exhibit bags, and put the code in the incident.',
      'Pass the incident to an investigator, who traces the code. A glow is intelligence and not evidence.',
    ],
  },
  'own kit': {
    words: 'They have a kit, and a question about it',
    hint: 'They are moving home, lost the bottle, or have not used it yet.',
    say: [
      'I cannot see who a kit is registered to, yours included.',
      'Your neighbourhood team can register it, change what is held, and help you use it.',
      'If a card was left at your door, its code lets you book a visit or decline on our web page.',
    ],
    ask: [
      'What is your postcode, and the serial on the bottle?',
      'Have you moved or are you moving? When?',
      'How and when may an officer reach you?',
    ],
    next: [
      'Send the question to the neighbourhood team as you send other messages to it, with the serial.',
      'If they ask what is held about them, send them to the data protection officer.',
    ],
  },
}

/** What is never said to a caller, whoever they are. */
export const neverSaid = [
  'Whose a mark or a kit is, or whether we know the code.',
  'Whether another home, or a street, has kits.',
  'Where on an item a mark is found, or how officers look for it.',
]
