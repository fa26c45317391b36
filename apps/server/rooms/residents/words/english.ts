import type { ResidentWords } from './resident-words.ts'

export const english: ResidentWords = {
  service: 'Police property marking',
  skip: 'Skip to main content',
  languages: 'Languages',
  machine: '',
  back: 'Back',
  privacy: 'How we use what you tell us',
  start: {
    title: 'You were out when we called',
    lead: 'A police officer left a card at your door. With the code on the card you can:',
    visit: 'Book a visit',
    decline: 'Say no, so that nobody calls again',
    needs: 'Ask for another language, or tell us what you need',
  },
  code: {
    label: 'Code on the card',
    hint: 'Seven letters and numbers, such as K7M PX5X',
  },
  postcode: {
    label: 'Postcode of your home',
    hint: 'So that nobody else can answer for you',
  },
  visit: {
    title: 'Book a visit',
    lead: 'An officer in uniform brings the kit and shows you how to use it. It takes about 15 minutes.',
    day: 'Day',
    choose: 'Choose a day',
    part: 'Time of day',
    parts: {
      morning: 'Morning, 9am to 12 noon',
      afternoon: 'Afternoon, 12 noon to 5pm',
      evening: 'Evening, 5pm to 8pm',
    },
    send: 'Book the visit',
  },
  decline: {
    title: 'Say no to a kit',
    lead: 'We will not call about this again. If you change your mind, book a visit with the same card.',
    send: 'Do not call again',
  },
  needs: {
    title: 'Tell us what you need',
    lead: 'We tell the officer before they come.',
    language: 'Language you would like to speak',
    none: 'No preference',
    needs: 'What would help you?',
    list: {
      'large-print': 'Large print',
      'easy-read': 'Easy read, with short words and pictures',
      interpreter: 'An interpreter',
      hearing: 'I am deaf or hard of hearing',
      'help-with-marking': 'Help with marking my things',
    },
    send: 'Send',
  },
  said: {
    title: 'We have your message',
    visit: 'You asked for a visit on {day}. {part}.',
    decline: 'You asked us not to call again.',
    needs: 'You told us what you need.',
    check:
      'We act on it if the code and the postcode belong together. This page does not say whether they do, so that nobody can find out by guessing where we have called.',
    again:
      'Changed your mind, or made a mistake? Send the form again: your last message counts. Or call 101.',
  },
  errors: {
    title: 'There is a problem',
    code: 'Enter the code on the card: seven letters and numbers',
    check: 'Check the code: a letter or number differs from the card',
    postcode: 'Enter a full postcode, such as SW1A 1AA',
    day: 'Choose a day',
    part: 'Choose a time of day',
    needs: 'Choose a language, or what would help you',
  },
  notice: [
    'We keep the code, your postcode, and what you asked for. We use it to come when it suits you, or not to come.',
    'We do not ask for your name here. This page sets no cookies and runs no scripts.',
    'If the code and the postcode do not belong together, we delete your message after 30 days.',
    'Officers who walk your street see what you asked for. Nobody outside the police does.',
    'You can ask the police what is held about you, have it corrected or erased, or complain. Call 101 and ask for the data protection officer, or complain to the Information Commissioner at ico.org.uk.',
  ],
}
