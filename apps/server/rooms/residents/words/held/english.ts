import type { HeldWords } from './held-words.ts'

export const heldInEnglish: HeldWords = {
  link: 'See what we hold about you, or have it corrected',
  title: 'See what we hold about you',
  lead: 'If you are registered with us, we send a code to the e-mail address that we hold, or by post to your home. With the code you see your name, your kits and our visits, and can say what is wrong.',
  kept: 'We use what you type here only to find you, and delete it within a day.',
  onPaper: 'Send the code by post, even if you have my e-mail address',
  send: 'Send me a code',
  haveCode: 'I have a code',
  code: {
    title: 'Enter your code',
    lead: 'The code works once. After that the page stays open for half an hour.',
    label: 'Code in the e-mail or letter',
    hint: 'Twelve letters and numbers, such as H4TK W7QD 2MAY',
    send: 'Show what is held',
  },
  seen: {
    title: 'What we hold about you',
    who: 'You',
    since: 'Registered since',
    notGiven: 'Not given',
    kits: 'Kits in your home',
    noKits: 'We know of no kit in your home.',
    given: 'Came on {day}.',
    before: 'Was there before you registered.',
    used: 'Used on {day}.',
    notUsed: 'We do not know whether it was used.',
    visits: 'Our visits',
    noVisits: 'We know of no visit since you registered.',
    outcomes: {
      protected: 'We brought a kit and marked things with you',
      delivered: 'We brought a kit',
      refused: 'A kit was not wanted',
      'come-back': 'We were asked to come again',
      'tell-sergeant': 'The officer asked a sergeant to look at it',
      'no-answer': 'Nobody answered',
      'leave-out': 'The officer proposed not to call here',
    },
    asked: 'What was asked for by card',
    asks: { visit: 'A visit', decline: 'Not to call again', needs: 'A language or other needs' },
    all: 'This is what officers work with. For a copy of everything we hold, or to have it erased, call 101 and ask for the data protection officer.',
    correct: 'Is something wrong?',
    correctLead:
      'Write what is wrong and what it should be. A sergeant reads it and has it put right. Nothing changes by itself.',
    words: 'What should be corrected',
    send: 'Ask for a correction',
  },
  said: {
    asked: 'If we hold something about you, a code is on its way.',
    askedCheck:
      'By e-mail it takes minutes, by post some days. This page does not say whether we hold anything, so that nobody can find out by guessing who has a kit.',
    askedAgain:
      'No code came? The name must be as it was registered, and the postcode that of the home. Or call 101.',
    corrected: 'We have what you wrote.',
    correctedNext:
      'A sergeant of your area reads it and has it put right. To add something, ask for another code.',
  },
  errors: {
    code: 'Enter the code: twelve letters and numbers',
    check: 'Check the code: a letter or number differs from the letter',
    wrong:
      'This code and postcode open nothing: they do not belong together, or the code was used or is too old. You can ask for another code.',
    words: 'Write what should be corrected, in at most 1,000 characters',
    late: 'The half hour is over. Ask for another code.',
  },
  letter: {
    subject: 'The code that you asked for',
    household: 'To the household',
    code: 'You asked to see what the police hold about you and the marking of your property. This is your code:',
    where: 'Go to {address} and enter the code and your postcode. The code works once, until {day}.',
    notYou: 'You did not ask for this? Destroy this message: without the code nobody sees anything.',
    visit: 'You asked for a visit. An officer in uniform comes on {day}, between {from} and {to}.',
    change:
      'Another day suits you better, or you have changed your mind? Go to {address} with the code on your card, or call 101.',
  },
}
