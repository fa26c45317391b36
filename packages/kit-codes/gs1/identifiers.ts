/**
 * Application identifiers of the GS1 General Specifications. Each line: identifier or range, `*` where its length is
 * known beforehand so that no separator follows, and its parts: N digits, X any of GS1's 82 signs, Y of 39, Z of base
 * 64; a number is a length, two a least and a most; `c` ends in a check digit, `d` is a date whose day may be 00.
 */
const table = `
00 * N18c
01-03 * N14c
10 X1-20
11-13 * N6d
15-17 * N6d
20 * N2
21-22 X1-20
235 X1-28
240-241 X1-30
242 N1-6
243 X1-20
250-251 X1-30
253 N13c X0-17
254 X1-20
255 N13c N0-12
30 N1-8
3100-3105 * N6
3110-3115 * N6
3120-3125 * N6
3130-3135 * N6
3140-3145 * N6
3150-3155 * N6
3160-3165 * N6
3200-3205 * N6
3210-3215 * N6
3220-3225 * N6
3230-3235 * N6
3240-3245 * N6
3250-3255 * N6
3260-3265 * N6
3270-3275 * N6
3280-3285 * N6
3290-3295 * N6
3300-3305 * N6
3310-3315 * N6
3320-3325 * N6
3330-3335 * N6
3340-3345 * N6
3350-3355 * N6
3360-3365 * N6
3370-3375 * N6
3400-3405 * N6
3410-3415 * N6
3420-3425 * N6
3430-3435 * N6
3440-3445 * N6
3450-3455 * N6
3460-3465 * N6
3470-3475 * N6
3480-3485 * N6
3490-3495 * N6
3500-3505 * N6
3510-3515 * N6
3520-3525 * N6
3530-3535 * N6
3540-3545 * N6
3550-3555 * N6
3560-3565 * N6
3570-3575 * N6
3600-3605 * N6
3610-3615 * N6
3620-3625 * N6
3630-3635 * N6
3640-3645 * N6
3650-3655 * N6
3660-3665 * N6
3670-3675 * N6
3680-3685 * N6
3690-3695 * N6
37 N1-8
3900-3909 N1-15
3910-3919 N3 N1-15
3920-3929 N1-15
3930-3939 N3 N1-15
3940-3943 N4
3950-3955 N6
400 X1-30
401 X1-30
402 N17c
403 X1-30
410-417 * N13c
420 X1-20
421 N3 X1-9
422 N3
423 N3 N0-12
424 N3
425 N3 N0-12
426 N3
427 X1-3
4300-4301 X1-35
4302-4306 X1-70
4307 X2
4308 X1-30
4309 N20
4310-4311 X1-35
4312-4316 X1-70
4317 X2
4318 X1-20
4319 X1-30
4320 X1-35
4321-4323 N1
4324-4325 N10
4326 N6
4330-4333 N6 X0-1
7001 N13
7002 X1-30
7003 N10
7004 N1-4
7005 X1-12
7006 N6
7007 N6 N0-6
7008 X1-3
7009 X1-10
7010 X1-2
7011 N6 N0-4
7020-7022 X1-20
7023 X1-30
7030-7039 N3 X1-27
7040 N1 X3
7041 X1-4
710-717 X1-20
7230-7239 X2 X1-28
7240 X1-20
7241 N2
7242 X1-25
7250 N8
7251 N12
7252 N1
7253-7254 X1-40
7255 X1-10
7256 X1-90
7257 X1-70
7258 X3
7259 X1-40
8001 N14
8002 X1-20
8003 N14c X0-16
8004 X1-30
8005 N6
8006 N14c N4
8007 X1-34
8008 N8 N0-4
8009 X1-50
8010 Y1-30
8011 N1-12
8012 X1-20
8013 X1-25
8014 X1-25
8017-8018 N18c
8019 N1-10
8020 X1-25
8026 N14c N4
8030 Z1-90
8040-8041 N15
8042 N32
8043 N18 N0-2
8110 X1-70
8111 N4
8112 X1-70
8200 X1-70
90 X1-30
91-99 X1-90
`

/** Signs of each class (GS1 General Specifications 7.11), as the inside of a class of a regular expression. */
const signs: Readonly<Record<string, string>> = {
  N: '0-9',
  X: '!"%&\'()*+,\\-./0-9:;<=>?A-Z_a-z',
  Y: '#\\-/0-9A-Z',
  Z: '\\-0-9A-Z_a-z',
}

export type Identifier = {
  ai: string
  /** Signs of its value. */
  least: number
  most: number
  /** Whether its length is known beforehand: no separator follows. */
  isPredefined: boolean
  /** Digits at its start of which the last is a check digit; 0 where there is none. */
  checked: number
  isDate: boolean
  /** Whether a text may be its value, by length and signs. */
  fits: (value: string) => boolean
}

const partOf = (text: string): { sign: string; least: number; most: number; mark: string } => {
  const [, sign = '', least = '', most, mark = ''] = /^([NXYZ])(\d+)(?:-(\d+))?([cd]?)$/.exec(text) ?? []
  return { sign, least: Number(least), most: Number(most ?? least), mark }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const identifiersOf = (line: string): Identifier[] => {
  const [range = '', ...words] = line.split(' ')
  const [first = '', last = first] = range.split('-')
  const parts = words.filter((word) => word !== '*').map(partOf)
  const pattern = new RegExp(
    `^${parts.map(({ sign, least, most }) => `[${signs[sign]}]{${least},${most}}`).join('')}$`,
  )
  const isPredefined = words[0] === '*'
  const checked = sum(parts.filter(({ mark }) => mark === 'c').map(({ most }) => most))
  const what = {
    least: sum(parts.map(({ least }) => least)),
    most: sum(parts.map(({ most }) => most)),
    isPredefined,
    checked,
    isDate: parts.some(({ mark }) => mark === 'd'),
    fits: (value: string) => pattern.test(value),
  }
  const count = Number(last) - Number(first) + 1
  return Array.from({ length: count }, (_, at) => ({
    ai: String(Number(first) + at).padStart(first.length, '0'),
    ...what,
  }))
}

/** Every application identifier by its digits. */
export const identifiers: ReadonlyMap<string, Identifier> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap(identifiersOf)
    .map((each) => [each.ai, each]),
)

/** The identifier that a text begins with; its first two digits say how long it is, so that there is one at most. */
export const identifierAt = (text: string): Identifier | undefined =>
  identifiers.get(text.slice(0, 2)) ?? identifiers.get(text.slice(0, 3)) ?? identifiers.get(text.slice(0, 4))
