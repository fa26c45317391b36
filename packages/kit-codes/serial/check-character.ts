/** The 36 characters of ISO 7064 MOD 37,36, in the order of their values. Capitals only. */
export const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const modulus = 36

/** Value of a character, 0 to 35; -1 for any other sign. */
export const valueOf = (character: string): number =>
  character.length === 1 ? characters.indexOf(character) : -1

/** What the check has come to before the first character. */
export const firstState = modulus

/**
 * One step of the hybrid system (ISO 7064:2003, 8): from what the check has come to, 1 to 36, past a character of a
 * value. It permutes the states for each character and the characters for each state, so that one wrong character
 * leaves a difference that nothing after it takes away.
 */
export const nextState = (state: number, value: number): number =>
  (((state + value) % modulus || modulus) * 2) % (modulus + 1)

/**
 * The check character of ISO 7064 MOD 37,36 for a text of its 36 characters.
 * Errors: a RangeError for any other sign.
 */
export const checkCharacterOf = (text: string): string => {
  let state = firstState
  for (const character of text) {
    const value = valueOf(character)
    if (value < 0) throw new RangeError(`${character} is no character of a serial.`)
    state = nextState(state, value)
  }
  return characters[(modulus + 1 - state) % modulus] ?? ''
}

/** Whether the last character of a text is its check character; false for other signs, and for less than two. */
export const checkHolds = (text: string): boolean => {
  const body = text.slice(0, -1)
  if (body === '' || [...text].some((character) => valueOf(character) < 0)) return false
  return checkCharacterOf(body) === text.at(-1)
}
