import { expect, test } from 'vitest'
import { deploymentReasons, missReason, type MissFacts } from './deployment-reasons.ts'

test('what is said of deployment areas and of those that just missed', () => {
  const member = { code: 'E1', homes: 600, expected: 9, rank: 3, asked: false }
  const city = {
    months: 12,
    lastTwelveMonths: 14,
    areas: 800,
    cityExpected: 4000,
    cityHomes: 500_000,
    smallest: 1000,
  }
  const small = { code: 'E2', homes: 450, expected: 1.2, rank: 500, asked: true }
  const facts: MissFacts = {
    homes: 700,
    kits: 595,
    kitsLeft: 600,
    smallest: 500,
    largest: 900,
    capped: false,
    besideChosen: false,
  }
  expect([
    deploymentReasons({ ...city, members: [member] }),
    deploymentReasons({ ...city, members: [member, small] }),
    deploymentReasons({
      ...city,
      smallest: 500,
      lastTwelveMonths: null,
      months: 1,
      members: [member, { ...small, expected: 8, asked: false }],
    }),
    deploymentReasons({ ...city, members: [member, small, { ...small, code: 'E3' }] }),
    ...[true, false].flatMap((besideChosen) =>
      [true, false].flatMap((capped) =>
        [100, 594.9, 595, 2000].flatMap((kitsLeft) =>
          [400, 700, 1000].map((homes) => missReason({ ...facts, homes, kitsLeft, capped, besideChosen })),
        ),
      ),
    ),
  ]).toMatchSnapshot()
})
