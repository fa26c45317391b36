/**
 * Check digit of GS1 keys (General Specifications 7.9): weights 3 and 1 by turns from the right, up to the next ten.
 * `digits` are those before it.
 */
export const checkDigitOf = (digits: string): string => {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const weight = (digits.length - at) % 2 === 1 ? 3 : 1
    sum += weight * Number(digits[at])
  }
  return String((10 - (sum % 10)) % 10)
}

/** Whether the last digit of a key is its check digit. */
export const checkDigitHolds = (key: string): boolean =>
  /^\d{2,}$/.test(key) && checkDigitOf(key.slice(0, -1)) === key.at(-1)
