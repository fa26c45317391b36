import { expect, test } from 'vitest'
import { parseCheckpoint } from './checkpoint.ts'
import { formatConsistencyRequest, parseConsistencyRequest } from './consistency-request.ts'

/** Example of C2SP tlog-witness, add-checkpoint. */
const example = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`

test('the request of the specification is read as it says, and written the same', () => {
  const request = parseConsistencyRequest(example)
  expect(request.old).toBe(20_852_014)
  expect(request.proof).toHaveLength(4)
  expect(parseCheckpoint(request.checkpoint.text).size).toBe(20_852_163)
  expect(formatConsistencyRequest(request)).toBe(example)
})

test.each([
  ['no old size', example.replace('old 20852014\n', '')],
  ['a leading zero', example.replace('old 2', 'old 02')],
  ['a hash cut short', example.replace('PlRN', '')],
  [
    'more hashes than any tree has',
    example.replace('\nexample', `${`${'A'.repeat(43)}=\n`.repeat(60)}\nexample`),
  ],
  ['no checkpoint', example.slice(0, example.indexOf('\n\n'))],
])('a request is refused with %s', (_, body) => {
  expect(() => parseConsistencyRequest(body)).toThrow(RangeError)
})
