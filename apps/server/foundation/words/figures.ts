const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const one = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const percentage = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-GB', {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
const percentOne = percentage(1)
const percentThree = percentage(3)

export const wholeNumber = (value: number): string => whole.format(value)
/** A dash where a figure is not known. */
export const numberOrDash = (value: number | null): string => (value === null ? '–' : wholeNumber(value))
export const oneDecimal = (value: number): string => one.format(value)
export const percent = (share: number): string => percentOne.format(share)

/** A gap in per cent; what is not zero never reads as zero. */
export const smallPercent = (share: number): string =>
  share > 0 && share < 0.00001 ? 'less than 0.001%' : percentThree.format(share)

/** `1 home`, `2,000 homes`: of the number as it is printed. */
export const count = (value: number, singular: string, plural = `${singular}s`): string =>
  `${wholeNumber(value)} ${Math.round(value) === 1 ? singular : plural}`

/** Words at the beginning of a sentence. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** `low to high`, the way an interval is printed everywhere. */
export const interval = ({ low, high }: { low: number; high: number }): string =>
  `${wholeNumber(low)} to ${wholeNumber(high)}`

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
/** `2014-12` as December 2014. */
export const monthInWords = (month: string): string => monthNames.format(new Date(`${month}-01T00:00:00Z`))

export const periodInWords = (from: string, to: string): string =>
  from === to ? monthInWords(from) : `${monthInWords(from)} to ${monthInWords(to)}`

const kindNames: Record<string, { one: string; many: string }> = {
  oa: { one: 'output area', many: 'output areas' },
  lsoa: { one: 'LSOA', many: 'LSOAs' },
  ward: { one: 'ward', many: 'wards' },
  borough: { one: 'borough', many: 'boroughs' },
  bcu: { one: 'BCU', many: 'BCUs' },
}

export const kindInWords = (kind: string): { one: string; many: string } =>
  kindNames[kind] ?? { one: 'area', many: 'areas' }
