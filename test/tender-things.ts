import type pg from 'pg'
import type { TenderDraft } from '../apps/server/rooms/account/tenders/shape.ts'

/** A tender that lacks nothing; bids may come until the end of the century. */
export const wholeTender: TenderDraft = {
  title: 'Kits for four years',
  net: 448_000_000,
  gross: 537_600_000,
  beginsOn: '2026-11-02',
  closesOn: '2099-12-31',
  closesAt: '12:00',
  startsOn: '2027-08-01',
  years: 4,
  sections: {
    requirements: 'Kits with a code each.',
    'data protection': 'The supplier signs a sharing agreement.',
    equality: 'Leaflets in five languages.',
    exit: 'Codes are given back and erased.',
  },
  lots: [{ key: '1', title: 'Kits', kits: 88_000 }],
  criteria: [
    { key: 'price', title: 'Price', kind: 'price', weight: 4000 },
    { key: 'q1', title: 'Service', kind: 'quality', weight: 4000 },
    { key: 'q2', title: 'Laboratory', kind: 'quality', weight: 2000 },
  ],
  indicators: [
    { key: 'k1', title: 'Turn-around of samples', target: '10 working days', credit: 50_000 },
    { key: 'k2', title: 'Faulty kits', target: 'at most 1 in 1,000', credit: null },
    { key: 'k3', title: 'Stock', target: '4 weeks', credit: null },
  ],
}

/** A bid as it might come: one price, lower from a number of kits on. */
export const bidFile = (each: string, from = 100_000, then = each): Buffer =>
  Buffer.from(`lot,from_kits,price\n1,0,${each}\n1,${from},${then}\n`)

/** The last time for bids goes by. */
export const closeBids = async (owner: pg.Client, tender: string): Promise<void> => {
  await owner.query(
    `update account.tender_version set closes_at = clock_timestamp() - interval '1 second' where tender = $1`,
    [tender],
  )
}

/** Puts in a tender; `number` tells those of two apart. It is issued, with one sealed bid. */
export const putTender = async (
  owner: pg.Client,
  number: 1 | 2,
): Promise<{ tender: string; bid: string }> => {
  const [tender, bid] = [
    `00000000-0000-7000-8000-00000000${number}de1`,
    `00000000-0000-7000-8000-00000000${number}de2`,
  ]
  const by = 'command line: example'
  await owner.query(`insert into account.tender (id, reference, actor) values ($1, $2, $3)`, [
    tender,
    `T-2026-${number}0`,
    by,
  ])
  await owner.query(
    `insert into account.tender_version (id, tender, number, title, net_pence, gross_pence, begins_on, closes_at, starts_on, years,
       sections, lots, criteria, indicators, digest, actor)
     values ($1, $1, 1, $2, $3, $4, '2026-01-01', '2099-12-31T12:00Z', '2027-08-01', 4, $5, $6, $7, $8, repeat('0', 64), $9)`,
    [
      tender,
      wholeTender.title,
      wholeTender.net,
      wholeTender.gross,
      JSON.stringify(wholeTender.sections),
      JSON.stringify(wholeTender.lots),
      JSON.stringify(wholeTender.criteria),
      JSON.stringify(wholeTender.indicators),
      by,
    ],
  )
  await owner.query(
    `insert into account.tender_issue (tender, number, actor) values ($1, 1, 'command line: other example')`,
    [tender],
  )
  const [content, salt] = [bidFile('12.72'), Buffer.alloc(32, number)]
  await owner.query(
    `insert into account.bid (id, tender, supplier, digest, actor)
     values ($1, $2, 'Example Ltd', encode(sha256($3), 'hex'), $4)`,
    [bid, tender, Buffer.concat([salt, content]), by],
  )
  await owner.query(
    'insert into account.bid_content (bid, tender, content, salt, actor) values ($1, $2, $3, $4, $5)',
    [bid, tender, content, salt, by],
  )
  return { tender, bid }
}
