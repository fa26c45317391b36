import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { sharedData } from '../../../../../test/shared-data.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { bidFile, closeBids, wholeTender } from '../../../../../test/tender-things.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { awardsOf, latestAwards, proposeAward, signAwards } from './award.ts'
import { bidsOf, giveKey, takeBid } from './bids.ts'
import { assess, contractsListed } from './contracts.ts'
import { judgedTender } from './judged-tender.ts'
import { publishStage, recordOf, releasesOf } from './publish.ts'
import { beginTender, issueTender, saveTenderVersion, sha256Of } from './register.ts'
import { checkBid, closeScoring, declareInterest, moderateBid, scoreBid, sheetsOf } from './scoring.ts'
import { missingOf, type TenderDraft } from './shape.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let people: Record<
  'planner' | 'finance' | 'lead' | 'second' | 'protection' | 'auditor' | 'officer',
  TestPerson
>
beforeAll(async () => {
  people = {
    planner: await signIn(database, 'planner', { name: 'Priya Nair' }),
    finance: await signIn(database, 'finance', { name: 'Colin Mensah' }),
    lead: await signIn(database, 'programme_lead', { name: 'Ruth Adeyemi' }),
    second: await signIn(database, 'programme_lead', { name: 'Samir Haddad' }),
    protection: await signIn(database, 'data_protection', { name: 'Ines Okoro' }),
    auditor: await signIn(database, 'auditor'),
    officer: await signIn(database, 'ward_officer', { place: 'W1' }),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'tenders', (tx) => work(tx, people[who].actor.id))
const get = (who: Who, url: string) => app.inject({ url, headers: people[who].headers })
const post = (who: Who, url: string, form: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...people[who].headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })

const drafted = async (change: Partial<TenderDraft> = {}): Promise<string> => {
  const id = uuidv7()
  await as('finance', (tx, actor) =>
    beginTender(tx, actor, { id, year: 2026, draft: { ...wholeTender, ...change } }),
  )
  return id
}
const issue = (who: Who, tender: string, number = 1): Promise<void> =>
  as(who, (tx, actor) => issueTender(tx, actor, { tender, number }))
const bidOf = (tender: string, supplier: string, content: Buffer): Promise<string> =>
  as('finance', (tx, actor) => takeBid(tx, actor, { tender, supplier, company: null, content }))
const key = (who: Who, tender: string): Promise<void> =>
  as(who, (tx, actor) => giveKey(tx, actor, { tender }))

/** Issued, with bids of three suppliers, the last of whom is far below the others. */
const withBids = async (): Promise<{ tender: string; bids: [string, string, string] }> => {
  const tender = await drafted()
  await issue('lead', tender)
  return {
    tender,
    bids: [
      await bidOf(tender, 'Alder Ltd', bidFile('12.72', 300_000, '11.90')),
      await bidOf(tender, 'Birch Ltd', bidFile('12.00')),
      await bidOf(tender, 'Cedar Ltd', bidFile('9.00')),
    ],
  }
}
const opened = async (): Promise<{ tender: string; bids: [string, string, string] }> => {
  const made = await withBids()
  await closeBids(owner, made.tender)
  await key('finance', made.tender)
  await key('second', made.tender)
  return made
}
const clear = (who: Who, bid: string): Promise<void> =>
  as(who, (tx, actor) => declareInterest(tx, actor, { bid, conflict: false, words: null }))
const check = (bid: string, equality = true): Promise<void> =>
  as('protection', async (tx, actor) => {
    await checkBid(tx, actor, { bid, gate: 'data protection', passed: true, reason: 'Has an agreement.' })
    await checkBid(tx, actor, { bid, gate: 'equality', passed: equality, reason: 'Has a policy.' })
  })
const score = (who: Who, bid: string, q1: number, q2: number): Promise<void> =>
  as(who, (tx, actor) =>
    scoreBid(tx, actor, { bid, scores: { q1, q2 }, reasons: { q1: 'Because.', q2: 'Because.' } }),
  )
/** Two people gave every bid their scores, and scoring is closed. */
const scored = async (): Promise<{ tender: string; bids: [string, string, string] }> => {
  const made = await opened()
  for (const bid of made.bids) {
    await check(bid)
    for (const who of ['planner', 'second'] as const) {
      await clear(who, bid)
      await score(who, bid, who === 'planner' ? 60 : 80, 50)
    }
  }
  await as('finance', (tx, actor) => closeScoring(tx, actor, { tender: made.tender }))
  return made
}
const moderate = (bid: string, q1: number): Promise<void> =>
  as('planner', (tx, actor) =>
    moderateBid(tx, actor, { bid, scores: { q1, q2: 50 }, reason: 'Agreed together.' }),
  )
const propose = (who: Who, tender: string, bid: string, lowBecause: string | null = null): Promise<void> =>
  as(who, (tx, actor) => proposeAward(tx, actor, { tender, bid, reason: 'Most points.', lowBecause }))
const shownTo = (who: Who, tender: string): Promise<string[]> =>
  as(who, async (tx) => latestAwards(await awardsOf(tx, tender)).map(({ id }) => id))
const sign = async (who: Who, tender: string): Promise<void> => {
  const shown = await shownTo(who, tender)
  await as(who, (tx, actor) => signAwards(tx, actor, { tender, shown }))
}

describe('what is asked for', () => {
  test('is issued by somebody who wrote none of it, once its sections and weights are whole', async () => {
    for (const change of [
      { sections: { ...wholeTender.sections, 'data protection': ' – ' } },
      { sections: { ...wholeTender.sections, equality: '' } },
      { criteria: wholeTender.criteria.map((each) => ({ ...each, weight: 3000 })) },
      { lots: [] },
      { indicators: wholeTender.indicators.slice(1) },
    ] satisfies Partial<TenderDraft>[]) {
      expect(missingOf({ ...wholeTender, ...change })).toHaveLength(1)
      await expect(issue('lead', await drafted(change))).rejects.toThrow('Something is missing')
    }
    const tender = await drafted()
    await expect(issue('finance', tender)).rejects.toMatchObject({ code: 'not_allowed' })
    await as('lead', (tx, actor) => saveTenderVersion(tx, actor, { tender, after: 1, draft: wholeTender }))
    await expect(issue('lead', tender, 2)).rejects.toThrow('A second person must issue it')
    await expect(issue('second', tender, 1)).rejects.toThrow('There is a later version')
    await issue('second', tender, 2)
    await expect(issue('second', tender, 2)).rejects.toThrow('issued already')
  })

  test('changes no more once it is issued, whoever asks', async () => {
    const { tender } = await withBids()
    const criteria = wholeTender.criteria.map((each, at) => ({ ...each, weight: [6000, 2000, 2000][at]! }))
    await expect(
      as('finance', (tx, actor) =>
        saveTenderVersion(tx, actor, { tender, after: 1, draft: { ...wholeTender, criteria } }),
      ),
    ).rejects.toThrow('criteria and their weights are fixed')
    await expect(
      as('finance', (tx) =>
        tx.query(`update account.tender_version set criteria = '[]' where tender = $1`, [tender]),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    expect((await get('finance', `/account/tenders/${tender}/change`)).statusCode).toBe(404)
  })

  test('of a past time for bids is not issued', async () => {
    await expect(issue('lead', await drafted({ closesOn: '2020-01-01' }))).rejects.toThrow('is past')
  })
})

/** How many bids of a tender somebody reads. */
const contents = (who: Who, tender: string): Promise<number | null> =>
  as(
    who,
    async (tx) => (await tx.query('select from account.bid_content where tender = $1', [tender])).rowCount,
  )

describe('bids', () => {
  test('are read by nobody before two people opened them together, after their time', async () => {
    const { tender } = await withBids()
    await expect(key('finance', tender)).rejects.toThrow('stay sealed until')
    await closeBids(owner, tender)
    await expect(bidOf(tender, 'Late Ltd', bidFile('1.00'))).rejects.toThrow('A late bid is not taken')
    await key('finance', tender)
    await key('finance', tender)
    for (const who of ['finance', 'lead', 'planner', 'protection', 'auditor'] as const)
      expect([who, await contents(who, tender)]).toEqual([who, 0])
    expect((await get('finance', `/account/tenders/${tender}`)).body).not.toContain('£12.72')
    // A key of an hour ago opens nothing.
    await owner.query(`update account.bid_key set at = at - interval '1 hour' where tender = $1`, [tender])
    await key('second', tender)
    expect(await contents('finance', tender)).toBe(0)
    await key('lead', tender)
    expect(await contents('auditor', tender)).toBe(3)
    await expect(key('finance', tender)).rejects.toThrow('open already')
    expect((await get('finance', `/account/tenders/${tender}`)).body).toContain('£11.90')
  })

  test('tell nobody their size or a checksum that trying prices would find, before they are open', async () => {
    const { tender, bids } = await withBids()
    const plain = sha256Of(bidFile('12.00'))
    const sealed = await as('finance', (tx, actor) => bidsOf(tx, tender, actor))
    expect(sealed.map(({ size, salt }) => [size, salt])).toEqual(bids.map(() => [null, null]))
    expect(sealed[1]!.digest).not.toBe(plain)
    expect((await get('planner', `/account/bids/${bids[1]}`)).body).not.toMatch(/\d bytes|>Salt</)
    await closeBids(owner, tender)
    await key('finance', tender)
    await key('second', tender)
    const [, open] = await as('planner', (tx, actor) => bidsOf(tx, tender, actor))
    expect(open!.size).toBe(bidFile('12.00').length)
    expect(sha256Of(Buffer.concat([Buffer.from(open!.salt!, 'hex'), bidFile('12.00')]))).toBe(open!.digest)
    expect((await get('planner', `/account/bids/${bids[1]}`)).body).toContain(open!.salt)
  })

  test('were opened by the pair that did, not by each who pressed', async () => {
    const { tender } = await withBids()
    await closeBids(owner, tender)
    await key('lead', tender)
    await owner.query(`update account.bid_key set at = at - interval '1 hour' where tender = $1`, [tender])
    await key('finance', tender)
    await key('second', tender)
    const told = /Opened by ([^<]*)/.exec((await get('auditor', `/account/tenders/${tender}`)).body)?.[1]
    expect(told).toMatch(/^Colin Mensah, [^;]*; Samir Haddad, [^;]*$/)
  })

  test('come once of each supplier, and a file that is none is told by line and column', async () => {
    const tender = await drafted()
    await expect(bidOf(tender, 'Early Ltd', bidFile('1.00'))).rejects.toThrow('is not issued')
    await issue('lead', tender)
    const bid = await bidOf(tender, 'Alder Ltd', Buffer.from('lot,from_kits,price\n1,0,£3\n'))
    await expect(bidOf(tender, 'Alder Ltd', bidFile('1.00'))).rejects.toThrow('has a bid in this tender')
    await closeBids(owner, tender)
    await key('finance', tender)
    await key('lead', tender)
    expect((await get('planner', `/account/bids/${bid}`)).body).toContain('line 2, column 3, found “£3”')
  })

  test('whose file is another than the one that came are told', async () => {
    const { tender, bids } = await opened()
    await owner.query(`update account.bid_content set content = '\\x01' where bid = $1`, [bids[0]])
    const { rows } = await as('finance', (tx, actor) => judgedTender(tx, tender, actor))
    expect(rows.map(({ offer }) => offer && 'fault' in offer && offer.fault)).toEqual([
      'changed',
      false,
      false,
    ])
  })

  test('are held beside each other on price and kits, and one far below the others is flagged', async () => {
    const { tender } = await opened()
    const { rows } = await as('finance', (tx, actor) => judgedTender(tx, tender, actor))
    expect(rows.map(({ price }) => price)).toEqual([1190 * 352_000, 1200 * 352_000, 900 * 352_000])
    expect(rows.map(({ lots }) => lots[0]?.kitsForBudget)).toEqual([376_470, 373_333, 497_777])
    expect(rows.map(({ isLow }) => isLow)).toEqual([false, false, true])
  })
})

describe('scores', () => {
  test('are given by whom it concerns not, of bids that passed both checks, whole and once', async () => {
    const { bids } = await opened()
    const [bid, other] = bids
    await expect(score('planner', bid, 50, 50)).rejects.toThrow('Declare first')
    await clear('planner', bid)
    await expect(score('planner', bid, 50, 50)).rejects.toThrow('did not pass')
    await check(bid, false)
    await expect(score('planner', bid, 50, 50)).rejects.toThrow('did not pass')
    await check(bid)
    await expect(score('planner', bid, 101, 50)).rejects.toThrow('0 to 100')
    await expect(
      as('planner', (tx, actor) => scoreBid(tx, actor, { bid, scores: { q1: 1 }, reasons: { q1: 'a' } })),
    ).rejects.toThrow('Give each criterion')
    await score('planner', bid, 50, 50)
    await expect(score('planner', bid, 60, 50)).rejects.toThrow('already')
    await as('lead', (tx, actor) =>
      declareInterest(tx, actor, { bid: other, conflict: true, words: 'My brother works there.' }),
    )
    await check(other)
    await expect(score('lead', other, 50, 50)).rejects.toThrow('conflict of interest')
    // Taking it back takes nothing away.
    await clear('lead', other)
    await expect(score('lead', other, 50, 50)).rejects.toThrow('conflict of interest')
  })

  test('of others are seen by nobody before they gave theirs, or scoring is closed', async () => {
    const { tender, bids } = await opened()
    const [bid, other] = bids
    for (const each of bids) await check(each)
    await clear('planner', bid)
    await clear('second', bid)
    await score('planner', bid, 37, 41)
    const seen = async (who: Who): Promise<number> => (await as(who, (tx) => sheetsOf(tx, tender))).length
    expect([await seen('planner'), await seen('second'), await seen('lead'), await seen('auditor')]).toEqual([
      1, 0, 0, 0,
    ])
    expect((await get('second', `/account/bids/${bid}`)).body).not.toContain('<strong>37</strong>')
    await score('second', bid, 50, 50)
    expect([await seen('planner'), await seen('second'), await seen('lead')]).toEqual([2, 2, 0])
    await clear('planner', other)
    await score('planner', other, 10, 10)
    expect([await seen('planner'), await seen('second')]).toEqual([3, 2])
    const close = (): Promise<void> => as('finance', (tx, actor) => closeScoring(tx, actor, { tender }))
    await expect(close()).rejects.toThrow('At least two people')
    await clear('second', other)
    await score('second', other, 10, 10)
    const [, , third] = bids
    for (const who of ['planner', 'second'] as const) {
      await clear(who, third)
      await score(who, third, 20, 20)
    }
    await close()
    expect(await seen('lead')).toBe(6)
    await clear('lead', bid)
    await expect(score('lead', bid, 1, 1)).rejects.toThrow('Scoring is closed')
  })
})

describe('an award', () => {
  test('goes to the bid with the most moderated points, is signed by a second person, and is published', async () => {
    const { tender, bids } = await scored()
    const [alder, birch, cedar] = bids
    await moderate(alder, 70)
    await moderate(birch, 70)
    await expect(propose('finance', tender, alder)).rejects.toThrow('must be moderated')
    await moderate(cedar, 40)
    await moderate(cedar, 70)
    await expect(propose('finance', tender, alder)).rejects.toThrow('Cedar Ltd has the most points')
    await expect(propose('finance', tender, cedar)).rejects.toThrow('abnormally low')
    await propose('lead', tender, cedar, 'A new line of bottles.')
    await expect(sign('lead', tender)).rejects.toThrow('A second person')
    await expect(
      as('finance', (tx, actor) => publishStage(tx, actor, { tender, stage: 'award', now: new Date() })),
    ).rejects.toThrow('No award is signed')
    await moderate(cedar, 69)
    await expect(sign('second', tender)).rejects.toThrow('Propose it again')
    await propose('finance', tender, cedar, 'A new line of bottles.')
    await sign('second', tender)
    await expect(moderate(cedar, 10)).rejects.toThrow('is awarded')
    // What was agreed on before stays beside it.
    const page = await get('auditor', `/account/bids/${cedar}`)
    for (const words of ['Service: 40', 'Service: 70', 'Service: 69']) expect(page.body).toContain(words)

    for (const stage of ['tender', 'award', 'contract'] as const)
      await as('finance', (tx, actor) => publishStage(tx, actor, { tender, stage, now: new Date() }))
    const whole = recordOf(await as('finance', (tx) => releasesOf(tx, tender)), 'urn:mettrace:ocds:test')
    expect(whole).toMatchObject({
      records: [{ compiledRelease: { awards: [{ value: { amount: 3_168_000, amountGross: 3_801_600 } }] } }],
    })
    for (const { actor } of Object.values(people)) expect(JSON.stringify(whole)).not.toContain(actor.id)
    const file = await get('auditor', `/account/tenders/${tender}/record.json`)
    expect(file.json()).toMatchObject({ records: [{ ocid: expect.stringContaining('ocds-unregistered-') }] })
    const shared = sharedData('records/ocds-1.1.5')
    if (shared === undefined) return
    const ajv = new AjvDraft04.default({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const schema = (name: string): object =>
      JSON.parse(readFileSync(join(shared, `${name}.json`), 'utf8')) as object
    for (const name of ['release-schema', 'versioned-release-validation-schema'])
      ajv.addSchema(schema(name), `https://standard.open-contracting.org/schema/1__1__5/${name}.json`)
    const validate = ajv.compile(schema('record-package-schema'))
    expect(validate(whole) ? [] : validate.errors).toEqual([])
  })

  test('is signed as it was shown, and its reasons are cut nowhere', async () => {
    const { tender, bids } = await scored()
    for (const bid of bids) await moderate(bid, 70)
    const long = { bid: bids[2], reason: 'Most points.', lowBecause: 'a'.repeat(501) }
    const cut = await post('finance', `/account/tenders/${tender}/award`, long)
    expect([cut.statusCode, cut.body.includes('href="#lowBecause"')]).toEqual([400, true])
    await propose('finance', tender, bids[2], 'A first reason.')
    const page = await get('second', `/account/tenders/${tender}`)
    const [, award = ''] = /name="award" value="([^"]+)"/.exec(page.body) ?? []
    await propose('finance', tender, bids[2], 'Quite another reason.')
    const stale = await post('second', `/account/tenders/${tender}/sign`, { award })
    expect([stale.statusCode, stale.body.includes('Another award was proposed since')]).toEqual([400, true])
    expect((await post('second', `/account/tenders/${tender}/sign`)).statusCode).toBe(400)
    const [latest = ''] = await shownTo('second', tender)
    expect((await post('second', `/account/tenders/${tender}/sign`, { award: latest })).statusCode).toBe(303)
  })

  test('waits for an act on its tender that began before, and looks at what that left', async () => {
    const { tender, bids } = await scored()
    for (const bid of bids) await moderate(bid, 70)
    const awaited: Promise<unknown>[] = []
    await as('planner', async (tx, actor) => {
      await moderateBid(tx, actor, {
        bid: bids[2],
        scores: { q1: 0, q2: 0 },
        reason: 'Looked again.',
      })
      awaited.push(propose('finance', tender, bids[2], 'Explained.').catch((error: unknown) => error))
      await expect
        .poll(async () => {
          const { rows } = await owner.query<{ waits: boolean }>(
            `select exists (select from pg_locks where locktype = 'advisory' and not granted) as waits`,
          )
          return rows[0]?.waits
        })
        .toBe(true)
    })
    expect(String(await awaited[0])).toContain('has the most points. Another cannot be awarded')
  })

  test('is not moderated or signed by who declared a conflict', async () => {
    const { tender, bids } = await scored()
    for (const bid of bids) await moderate(bid, 70)
    await propose('finance', tender, bids[2], 'Explained.')
    await as('second', (tx, actor) =>
      declareInterest(tx, actor, { bid: bids[0], conflict: true, words: 'I hold shares.' }),
    )
    await expect(sign('second', tender)).rejects.toThrow('Somebody else signs')
    // Scores of who then declared a conflict do not count.
    const { rows } = await as('lead', (tx, actor) => judgedTender(tx, tender, actor))
    expect(rows.map(({ means }) => means['q1'])).toEqual([60, 70, 70])
  })
})

describe('a contract', () => {
  test('is what was signed, and is assessed by its own indicators, whose missed targets cost their credit', async () => {
    const { tender, bids } = await scored()
    for (const bid of bids) await moderate(bid, 70)
    await propose('finance', tender, bids[2], 'Explained.')
    expect(
      (await as('auditor', (tx) => contractsListed(tx))).contracts.map((each) => each.tender),
    ).not.toContain(tender)
    await sign('second', tender)
    const { contracts } = await as('auditor', (tx) => contractsListed(tx))
    const { id } = contracts.find((each) => each.tender === tender)!
    const period = { contract: id, from: '2026-01-01', to: '2026-03-31', figure: '80%', source: 'its report' }
    const enter = (indicator: string, met: boolean): Promise<void> =>
      as('finance', (tx, actor) => assess(tx, actor, { ...period, indicator, met }))
    await expect(enter('k9', true)).rejects.toThrow('no such indicator')
    await enter('k1', false)
    const address = `/account/contracts/${id}`
    expect((await get('planner', address)).body).toContain('>£500<')
    await enter('k1', true)
    const page = await get('planner', address)
    expect([page.body.includes('>£500<'), page.body.includes('Codes are given back and erased.')]).toEqual([
      false,
      true,
    ])
    const form = {
      indicator: 'k2',
      from: '2026-02-01',
      to: '2026-01-01',
      figure: 'kept words',
      met: 'no',
      source: 's',
    }
    const refused = await post('finance', `${address}/assessments`, form)
    expect([refused.statusCode, refused.body.includes('value="kept words"')]).toEqual([400, true])
    expect((await post('finance', `${address}/assessments`, { ...form, to: '2026-02-28' })).statusCode).toBe(
      303,
    )
    expect((await get('auditor', '/account/contracts')).body).toContain(address)
    // The indicator that was never assessed is owed first.
    expect((await get('auditor', address)).body).toContain('by 31 July 2028')
    expect((await get('auditor', `/account/contracts/${tender}`)).statusCode).toBe(404)
  })
})

describe('pages', () => {
  const form = {
    title: 'Kits <b>',
    net: '4,480,000',
    beginsOn: '2026-11-02',
    closesOn: '2099-12-31',
    closesAt: '12:00',
    startsOn: '2027-08-01',
    years: '4',
    lot1: 'Kits',
    kits1: '88,000',
    weightPrice: '40',
    criterion1: 'Service',
    weight1: '60%',
    indicator1: 'Faults',
    target1: 'none',
    credit1: '500',
    requirements: 'One.\nTwo.',
  }

  test('a tender goes in by its form and comes out in it; what is wrong stays and is told beside its field', async () => {
    const wrong = await post('finance', '/account/tenders/new', { ...form, net: 'much', weight1: '' })
    expect(wrong.statusCode).toBe(400)
    for (const id of ['net', 'weight1']) expect(wrong.body).toContain(`href="#${id}"`)
    expect(wrong.body).toContain('value="much"')
    const made = await post('finance', '/account/tenders/new', form)
    const page = await get('finance', String(made.headers.location))
    expect(page.body).toContain('Kits &lt;b&gt;')
    expect(page.body).toContain('£5,376,000 with VAT')
    const again = await get('finance', `${String(made.headers.location)}/change`)
    for (const value of ['4480000', '88000', '60', '500']) expect(again.body).toContain(`value="${value}"`)
    expect((await get('officer', '/account/tenders')).statusCode).toBe(403)
    expect((await post('auditor', '/account/tenders/new', form)).statusCode).toBe(403)
    const csv = await get('auditor', '/account/tenders.csv')
    expect(csv.body).toContain('4480000.00,5376000.00')
  })

  test('acts that are refused say why and lose nothing that was typed', async () => {
    const { tender, bids } = await opened()
    const bid = bids[0]
    const declared = await post('planner', `/account/bids/${bid}/interest`, { conflict: 'yes' })
    expect([declared.statusCode, declared.body.includes('Enter what the conflict is')]).toEqual([400, true])
    expect((await post('planner', `/account/bids/${bid}/interest`, { conflict: 'no' })).statusCode).toBe(303)
    const checked = await post('protection', `/account/bids/${bid}/checks`, {
      gate: 'equality',
      'passed-equality': 'yes',
    })
    expect(checked.body).toContain('Enter what that rests on')
    await check(bid)
    const half = await post('planner', `/account/bids/${bid}/scores`, {
      'score-q1': '55',
      'reason-q1': 'Good shop',
    })
    expect([half.statusCode, half.body.includes('value="Good shop"')]).toEqual([400, true])
    const whole = { 'score-q1': '55', 'reason-q1': 'a', 'score-q2': '5', 'reason-q2': 'b' }
    expect((await post('planner', `/account/bids/${bid}/scores`, whole)).statusCode).toBe(303)
    expect((await get('planner', `/account/bids/${bid}`)).body).toContain('<strong>55</strong>')
    const closed = await post('finance', `/account/tenders/${tender}/close`)
    expect([closed.statusCode, closed.body.includes('must be checked')]).toEqual([400, true])
    const none = await post('finance', `/account/tenders/${tender}/award`, { bid, reason: 'Kept words' })
    expect([none.statusCode, none.body.includes('No bid has the most points')]).toEqual([400, true])
    expect((await get('planner', `/account/bids/${tender}`)).statusCode).toBe(404)
  })
})
