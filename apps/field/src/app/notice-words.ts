/** The privacy notice as it is read out at the door, with the version that a consent names. */
export const privacyNotice = {
  version: 3,
  day: '2026-10-01',
  words: {
    en: 'May the police keep your name with the number of this kit, so that marked things can be brought back to you? You may say no and still have the kit. You can change your mind at any time.',
  },
} as const
