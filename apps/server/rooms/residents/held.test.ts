import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import { newOneTimeCode, readOneTimeCode, spelledOneTime } from '@mettrace/protocol/codes/one-time-code'
import { checkPdfUa } from '@mettrace/pdf-ua/check'
import type { Fact } from '@mettrace/protocol/events/facts'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { asker, type Answer } from '../../../../test/ask.ts'
import { comparable } from '../../../../test/comparable-answer.ts'
import { testDatabase } from '../../../../test/database.ts'
import { readPdf } from '../../../../test/read-pdf.ts'
import { testEqualTimes } from '../../../../test/equal-times.ts'
import { leaveCard } from '../../../../test/left-card.ts'
import { mailHouse, textIn } from '../../../../test/mail-house.ts'
import { deliveredAt, noAnswerAt } from '../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../test/phone-town.ts'
import { signIn, withoutProvider } from '../../../../test/signed-in.ts'
import { unlimited } from '../../../../test/unlimited.ts'
import { buildApp } from '../../app.ts'
import { actingAs } from '../../foundation/access/acting-as.ts'
import { databaseOn } from '../../foundation/database.ts'
import { londonDay } from '../../foundation/days.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { openMailServer } from '../../foundation/messages/mail-server.ts'
import { heldCode } from '../../foundation/records/sealed-fields.ts'
import { usualLimits } from '../../foundation/rate-limits.ts'
import { secretsOf } from '../../foundation/secrets.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { homeOf } from '../../places/register.ts'
import { eraseResident } from '../deliver/erase-resident.ts'
import { corrections, rewrapSomeCorrections } from '../deliver/letters/corrections.ts'
import { sendLetters } from '../deliver/letters/send-letters.ts'
import { takeMessages } from '../deliver/card-requests/take-messages.ts'
import { takeHeldAsks } from '../deliver/letters/take-held-asks.ts'
import { registerResident } from '../deliver/residents.ts'
import { subjectAccess } from '../deliver/subject-access.ts'
import { meetPhone } from '../deliver/sync/phones/phones.ts'
import { takeBatch } from '../deliver/sync/judge/take-batch.ts'
import { pageLanguages } from './words/in-language.ts'

const { database, owner, urls } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const sergeant = town.people.of('sergeant', 'North').person
const elsewhere = town.people.of('sergeant', 'South').person
const appWith = (limits = unlimited) =>
  buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider(() => new Date()), limits })
const app = await appWith()
/** A name whose answer is held back for two milliseconds, for the test to be tested. */
let planted: string | undefined
app.addHook('onSend', async (request) => {
  const { name } = (request.body ?? {}) as { name?: string }
  if (planted !== undefined && name === planted) await sleep(2)
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const house = await mailHouse()
const server = openMailServer(house.settings)
afterAll(async () => {
  server.close()
  await Promise.all([house.close(), app.close()])
})
const { ask } = asker(address, 1)
const page = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
const site = 'https://mettrace.example'

const postcodeOf = async (home: string): Promise<string> =>
  (await owner.query<{ postcode: string }>('select postcode from engagement.home where id = $1', [home]))
    .rows[0]!.postcode
const home = khan.homes[0]!
const postcode = await postcodeOf(home)
const register = (
  name: string,
  contact: string,
  at: string = home,
  fromDay = '2026-01-01',
): Promise<string> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'registers', async (tx) =>
    registerResident(tx, await homeOf(tx, at), { name, contact, vulnerability: '', fromDay }),
  )
const ada = await register('Ada Example', '020 7946 0000')
await register('Grace Example', 'grace@example.org', khan.homes[1]!)

await database.withActor(khan.mover.person.actor, 'a phone of a test', (tx) =>
  meetPhone(
    tx,
    { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
    receivedAt,
  ),
)
const [kit] = await town.kitsOf(khan, 1)
const events = [noAnswerAt(home), deliveredAt(home, kit!)].map((fact, at) => khan.event(at + 1, fact as Fact))
const told = await takeBatch(database, khan.mover.person.actor, batchOf(khan, events), receivedAt)
expect(told.map(({ answer }) => answer)).toEqual(['accepted', 'accepted'])

const send = (path: string, form: Record<string, string>): Promise<Answer> =>
  ask({ method: 'POST', path: `/card${path}`, headers: page, form })
const asks = async (name: string, more: Record<string, string> = {}): Promise<void> => {
  expect(await send('/held', { name, postcode, ...more })).toMatchObject({ status: 200 })
}
const desk = (path: string, who = sergeant): Promise<Answer> =>
  ask({ method: 'GET', path: `/deliver${path}`, headers: { ...page, ...who.headers } })
const act = (path: string, form: Record<string, string>, who = sergeant): Promise<Answer> =>
  ask({
    method: 'POST',
    path: `/deliver${path}`,
    headers: { ...page, ...who.headers },
    form,
  })
const codeIn = (text: string): string => {
  const [found = ''] = /(?:[2-9A-Y]{4} ){2}[2-9A-Y]{4}/.exec(text) ?? []
  expect(readOneTimeCode(found)).toHaveProperty('code')
  return found
}
/** An answer without the ids that each form is given anew. */
const withoutActs = (answer: Answer): ReturnType<typeof comparable> =>
  comparable({ ...answer, body: answer.body.replaceAll(/name="act" value="[^"]+"/g, '') })
const waiting = async (who = sergeant): Promise<string[]> =>
  Array.from((await desk('/letters', who)).body.matchAll(/name="letter" value="([^"]+)"/g), ([, id]) => id!)
const printed = async (): Promise<string> => {
  const [letter = ''] = await waiting()
  const { status, body } = await act('/letters/printed', { letter })
  expect(status).toBe(200)
  return body
}
/** A code on paper for Ada. */
const onPaper = async (): Promise<string> => {
  await asks('Ada Example')
  await takeHeldAsks(database, false)
  return codeIn(await printed())
}
/** All that is kept of a resident, as it stands in the database. */
const keptOf = async (resident: string): Promise<unknown> => {
  const { rows } = await owner.query('select * from engagement.resident where id = $1', [resident])
  expect(rows).toHaveLength(1)
  return rows[0]
}
const older = async (interval: string): Promise<void> => {
  for (const [table, column] of [
    ['letter', 'made_at'],
    ['letter_attempt', 'at'],
    ['held_ask', 'at'],
  ])
    await owner.query(
      `set session_replication_role = replica; update engagement.${table} set ${column} = ${column} - interval '${interval}'; set session_replication_role = origin`,
    )
}

describe('somebody who asks what is held of them', () => {
  test('is written to on paper, sees it once, and has it corrected', async () => {
    await asks('  ada   EXAMPLE ')
    expect(await takeHeldAsks(database, false)).toBe(1)
    expect(await takeHeldAsks(database, false)).toBe(0)
    expect(await waiting(elsewhere)).toEqual([])
    const letter = await printed()
    expect(letter).toContain('<bdi>Ada Example</bdi>')
    expect(await waiting()).toEqual([])
    const code = codeIn(letter)

    const { status, headers, body } = await send('/code', { code: code.toLowerCase(), postcode })
    expect(status).toBe(200)
    for (const held of ['Ada Example', '020 7946 0000', spelled(kit!), 'We brought a kit', 'Nobody answered'])
      expect(body, held).toContain(held)
    expect(body).not.toContain('Grace')
    expect(headers.filter(([name]) => name === 'set-cookie')).toEqual([])
    expect(body).not.toContain('<script')
    expect(await send('/code', { code, postcode })).toMatchObject({ status: 400 })

    const opening = /name="opening" value="([^"]+)"/.exec(body)![1]!
    expect(await send('/correct', { opening, words: ' ' })).toMatchObject({ status: 400 })
    const before = await keptOf(ada)
    const correction = { opening, act: uuidv7(), words: 'My name is Ada Exemplar' }
    for (const sent of ['once', 'twice'])
      expect((await send('/correct', correction)).body, sent).toContain('We have what you wrote')
    expect(await send('/correct', { opening: 'guessed', words: 'Mine' })).toMatchObject({ status: 400 })

    expect((await desk('/corrections', elsewhere)).body).not.toContain('Exemplar')
    const listed = await desk('/corrections')
    expect(listed.body.split('My name is Ada Exemplar')).toHaveLength(2)
    const id = /corrections\/([^/]+)\/answer/.exec(listed.body)![1]!
    expect((await act(`/corrections/${id}/answer`, { done: 'yes', reason: '' })).status).toBe(400)
    await act(`/corrections/${id}/answer`, { done: 'yes', reason: 'Registered anew' }, elsewhere)
    expect((await desk('/corrections')).body).not.toContain('Registered anew')
    expect((await act(`/corrections/${id}/answer`, { done: 'yes', reason: 'Registered anew' })).status).toBe(
      303,
    )
    expect((await desk('/corrections')).body).toContain('Corrected: Registered anew')
    expect(await keptOf(ada)).toEqual(before)
  })

  test('leaves in the log whose record was disclosed, and a name nowhere', async () => {
    const { rows } = await owner.query<{ purpose: string; operation: string; kind: string }>(
      `select distinct purpose, operation, kind from log.entry
       where purpose in ('a code for once', 'letters are printed', 'asks what is held') and operation is not null order by 1, 2, 3`,
    )
    expect(rows.map(({ purpose, operation, kind }) => [purpose, operation, kind])).toEqual(
      expect.arrayContaining([
        ['a code for once', 'disclosure', 'resident'],
        ['asks what is held', 'collection', 'resident'],
        ['letters are printed', 'disclosure', 'home'],
      ]),
    )
    const { rows: named } = await owner.query(
      'select id from log.entry e where to_jsonb(e)::text ~* any ($1)',
      [['Ada Ex', '7946 0000', postcode]],
    )
    expect(named).toEqual([])
    const { rows: kept } = await owner.query<{ n: number }>(
      'select count(*)::int4 as n from engagement.held_ask',
    )
    expect(kept).toEqual([{ n: 0 }])
  })

  test('gets one letter at a time, and three a day', async () => {
    await older('25 hours')
    for (let at = 0; at < 3; at++) {
      await asks('Ada Example')
      await asks('Ada Example')
      expect(await takeHeldAsks(database, false)).toBe(1)
      await printed()
    }
    await asks('Ada Example')
    expect(await takeHeldAsks(database, false)).toBe(0)
    await older('25 hours')
  })

  test('is nobody where the name or the postcode is another’s, and that is forgotten in a day', async () => {
    await asks('Grace Hopper')
    await send('/held', { name: 'Ada Example', postcode: 'SW1A 1AA' })
    expect(await takeHeldAsks(database, false)).toBe(0)
    await older('25 hours')
    await takeHeldAsks(database, false)
    const { rows } = await owner.query('select from engagement.held_ask')
    expect(rows).toEqual([])
  })
})

describe('a code', () => {
  test('with another postcode opens nothing, and after five of them nothing at all', async () => {
    await older('25 hours')
    const code = await onPaper()
    for (let at = 0; at < 5; at++)
      expect(await send('/code', { code, postcode: 'SW1A 1AA' })).toMatchObject({ status: 400 })
    expect(await send('/code', { code, postcode })).toMatchObject({ status: 400 })
  })

  test('has five tries, also where the sixth comes before the fifth is done', async () => {
    await older('25 hours')
    const code = await onPaper()
    const before = (await owner.query('select from engagement.held_try')).rowCount!
    for (let at = 0; at < 4; at++) await send('/code', { code, postcode: 'SW1A 1AA' })
    const read = readOneTimeCode(code) as { code: string }
    const typed = (then: () => Promise<void>): Promise<void> =>
      database.withActor(actingAs('residentPages', 'visitor'), 'a code of a test', async (tx) => {
        await tx.query('select from engagement.open_held($1, $2, $3, $4)', [
          tx.fields.digest(heldCode, read.code),
          'SW1A1AA',
          uuidv7(),
          Buffer.alloc(32),
        ])
        await then()
      })
    const [isTyped, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const fifth = typed(async () => {
      isTyped.resolve()
      await mayEnd.promise
    })
    await isTyped.promise
    const sixth = typed(() => Promise.resolve())
    await Promise.race([sixth, sleep(300)])
    mayEnd.resolve()
    await Promise.all([fifth, sixth])
    expect((await owner.query('select from engagement.held_try')).rowCount! - before).toBe(5)
    expect(await send('/code', { code, postcode })).toMatchObject({ status: 400 })
  })

  test('pressed twice at once shows the same to both, and to nobody who presses anew or too late', async () => {
    await older('25 hours')
    const code = await onPaper()
    const form = { act: uuidv7(), code, postcode }
    const [one, other] = await Promise.all([send('/code', form), send('/code', form)])
    expect(one).toMatchObject({ status: 200 })
    expect(withoutActs(other)).toEqual(withoutActs(one))
    // What the second page has asks a correction as well.
    const [, opening = ''] = /name="opening" value="([^"]+)"/.exec(other.body) ?? []
    expect(await send('/correct', { opening, words: 'It is Ada, not Eda' })).toMatchObject({ status: 200 })
    expect(await send('/code', { ...form, act: uuidv7() })).toMatchObject({ status: 400 })
    expect(await send('/code', { ...form, postcode: 'SW1A 1AA' })).toMatchObject({ status: 400 })
    await owner.query(
      `set session_replication_role = replica; update engagement.held_try set at = at - interval '61 seconds'; set session_replication_role = origin`,
    )
    expect(await send('/code', form)).toMatchObject({ status: 400 })
  })

  test('a correction is final only once it is said whether it was made, and nothing unticked is printed', async () => {
    const [, id = ''] =
      /\/deliver\/corrections\/([^/"]+)\/answer/.exec((await desk('/corrections')).body) ?? []
    const answered = async (): Promise<number> =>
      (await owner.query('select from engagement.correction_answer where correction = $1', [id])).rowCount!
    const refused = await act(`/corrections/${id}/answer`, { reason: 'Put right' })
    expect(refused).toMatchObject({ status: 400 })
    expect(refused.body).toContain('Choose Corrected or Not corrected')
    // What was typed is still there.
    expect(refused.body).toContain('value="Put right"')
    expect(await answered()).toBe(0)
    expect(await act(`/corrections/${id}/answer`, { reason: 'Put right', done: 'no' })).toMatchObject({
      status: 303,
    })
    expect(await answered()).toBe(1)
    const nothing = await act('/letters/printed', {})
    expect(nothing).toMatchObject({ status: 400 })
    expect(nothing.body).toContain('Tick the letters to print')
  })

  test('of somebody who has left the home opens nothing, and no other is printed', async () => {
    await older('25 hours')
    const name = 'Ada Leaving'
    const leaver = await register(name, '')
    await asks(name)
    await takeHeldAsks(database, false)
    const code = codeIn(await printed())
    await asks(name)
    expect(await takeHeldAsks(database, false)).toBe(1)
    expect(await waiting()).toHaveLength(1)
    await owner.query(
      `set session_replication_role = replica; update engagement.resident set to_day = current_date - 2 where id = '${leaver}'; set session_replication_role = origin`,
    )
    expect(await waiting()).toEqual([])
    expect(await send('/code', { code, postcode })).toMatchObject({ status: 400 })
  })

  test('is refused in the same words whether it was used, is too old, or never was', async () => {
    await older('25 hours')
    const used = await onPaper()
    expect(await send('/code', { code: used, postcode })).toMatchObject({ status: 200 })
    const old = await onPaper()
    await owner.query(
      `set session_replication_role = replica; update engagement.held_code set expires_at = now() where expires_at > now(); set session_replication_role = origin`,
    )
    const never = spelledOneTime(newOneTimeCode((below) => randomInt(below)))
    const answers = []
    for (const code of [used, old, never]) answers.push(withoutActs(await send('/code', { code, postcode })))
    expect(answers[0]).toMatchObject({ status: 400 })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  test.each([
    ['/held', {}, ['#name', '#postcode']],
    ['/code', { code: 'H4TK W7QD 2MA2', postcode: 'x' }, ['#code', '#postcode']],
    ['/correct', { words: '' }, ['#words']],
  ])('%s %o is refused by the form alone', async (path, form, fields) => {
    const { status, body } = await send(path, form)
    expect(status).toBe(400)
    expect(Array.from(body.matchAll(/<a href="(#[a-z]+)">/g), ([, href]) => href)).toEqual(fields)
  })
})

const answersIn = async (path: string, language: string): Promise<string> => {
  const { status, body } = await ask({
    method: 'GET',
    path: `/card${path}?language=${language}`,
    headers: page,
  })
  expect(status, path).toBe(200)
  return body.replaceAll('&#39;', "'")
}

describe('in every language', () => {
  test.each(pageLanguages.map((each) => [each.door.english, each] as const))(
    '%s: ask, letter, code, what is held, correction',
    async (english, { door, words: { held } }) => {
      const { language } = door
      const name = `Ada ${english}`
      await register(name, '')
      expect(await answersIn('', language)).toContain(held.link)
      expect(await answersIn('/kit', language)).toContain(held.link)
      for (const text of [held.title, held.lead, held.kept, held.onPaper, held.haveCode])
        expect(await answersIn('/held', language)).toContain(text)
      for (const text of [held.code.title, held.code.lead, held.code.hint])
        expect(await answersIn('/code', language)).toContain(text)
      expect((await send('/held', { name, postcode, language })).body).toContain(held.said.asked)
      await takeHeldAsks(database, false)
      const letter = await printed()
      expect(letter).toContain(held.letter.code)
      expect(letter).toContain(`lang="${language}" dir="${door.direction}"`)
      expect(letter).not.toMatch(/\{[a-z]+\}/)
      const { body } = await send('/code', { code: codeIn(letter), postcode, language })
      for (const text of [
        held.seen.title,
        held.seen.all,
        held.seen.outcomes.protected,
        held.seen.correctLead,
        name,
      ])
        expect(body.replaceAll('&#39;', "'")).toContain(text)
      expect(body).toContain(`dir="${door.direction}"`)
    },
  )
})

const asPdf = (letters: string[]): Promise<Response> => {
  const form = new URLSearchParams({ as: 'pdf' })
  for (const letter of letters) form.append('letter', letter)
  const headers = { ...page, ...sergeant.headers }
  return fetch(new URL('/deliver/letters/printed', address), { method: 'POST', headers, body: form })
}

test('letters are saved as one PDF, and none is lost that it cannot write right', async () => {
  for (const [name, language] of [
    ['Ada Polish', 'pl'],
    ['Ada Arabic', 'ar'],
  ] as const)
    await send('/held', { name, postcode, language })
  await takeHeldAsks(database, false)
  const both = await waiting()
  expect(both).toHaveLength(2)
  const refused = await asPdf(both)
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('Untick the letters in Arabic, or print them')
  expect(await waiting()).toEqual(both)
  const languages = await owner.query<{ id: string }>(
    'select id from engagement.letter where id = any ($1) order by language = $2 desc',
    [both, 'pl'],
  )
  const [polish, arabic] = languages.rows.map(({ id }) => id)
  const saved = await asPdf([polish!])
  expect(saved.headers.get('content-type')).toBe('application/pdf')
  const pdf = new Uint8Array(await saved.arrayBuffer())
  expect(await checkPdfUa(pdf)).toEqual([])
  const { text } = await readPdf(pdf)
  const { held } = pageLanguages.find(({ door }) => door.language === 'pl')!.words
  expect(text).toContain(held.letter.code)
  expect(text).toContain('Ada Polish')
  expect((await send('/code', { code: codeIn(text), postcode, language: 'pl' })).body).toContain(
    held.seen.title,
  )
  expect(await waiting()).toEqual([arabic])
  await printed()
})

test('a booked visit gets a letter in the transaction that books it, while it stands', async () => {
  const [card] = padOfCards(500_000_000, 1)
  const at = khan.homes[2]!
  await leaveCard(owner, card!, await database.withActor(sergeant.actor, 'where', (tx) => homeOf(tx, at)))
  const book = (day: number): Promise<Answer> =>
    send('/visit', {
      code: card!,
      postcode,
      day: londonDay(new Date(Date.now() + day * 86_400_000)),
      part: 'evening',
      spoken: 'pl',
    })
  await book(5)
  await book(7)
  await takeMessages(database)
  const before = await waiting()
  expect(before).toHaveLength(1)
  const letter = await printed()
  expect(letter).toContain('Umundurowany policjant')
  expect(letter).toContain('17:00')
  expect(letter).not.toContain('Ada')
  expect(await waiting()).toEqual([])
  await book(6)
  await send('/decline', { code: card!, postcode })
  await takeMessages(database)
  expect(await waiting()).toEqual([])
})

const grace = async (more = {}): Promise<void> => {
  await older('25 hours')
  await send('/held', { name: 'Grace Example', postcode: await postcodeOf(khan.homes[1]!), ...more })
  await takeHeldAsks(database, true)
}

describe('where there is a mail server', () => {
  test('a code goes to the address that is held, in the language of the page, with nothing in its subject', async () => {
    await grace({ language: 'ar' })
    expect(await sendLetters(database, server, site)).toBe(1)
    expect(await sendLetters(database, server, site)).toBe(0)
    const [mail] = house.arrived
    expect(mail).toMatchObject({ to: ['grace@example.org'], encrypted: true })
    const text = textIn(mail!.raw)
    expect(text).toContain('mettrace.example/card/code')
    for (const personal of ['Grace', postcode]) expect(mail!.raw).not.toContain(personal)
    const opened = await send('/code', { code: codeIn(text), postcode: await postcodeOf(khan.homes[1]!) })
    expect(opened.body).toContain('grace@example.org')
    const { rows } = await owner.query<{ recipient: string | null }>(
      `select distinct operation from log.entry where purpose = 'a code is sent' and operation is not null`,
    )
    expect(rows).toEqual([{ operation: 'disclosure' }])
  })

  test('what it refuses is tried again, later each time, and after six times printed', async () => {
    await grace()
    house.house.refuses = 450
    const tried = async (): Promise<number> => {
      await sendLetters(database, server, site)
      const { rows } = await owner.query<{ n: number }>(
        `select count(*)::int4 as n from engagement.letter_attempt where outcome = 'failed' and reason = '450'`,
      )
      return rows[0]!.n
    }
    expect([await tried(), await tried()]).toEqual([1, 1])
    for (const [at, minutes] of [1, 4, 16, 64, 256].entries()) {
      await owner.query(
        `set session_replication_role = replica; update engagement.letter_attempt set at = at - interval '${minutes - 0.5} minutes'; set session_replication_role = origin`,
      )
      expect(await tried()).toBe(at + 1)
      await older('31 seconds')
      expect(await tried()).toBe(at + 2)
    }
    await older('10 hours')
    expect(await tried()).toBe(6)
    house.house.refuses = undefined
    expect(await sendLetters(database, server, site)).toBe(0)
    expect((await desk('/letters')).body).toContain('E-mail failed 6 times')
    expect(codeIn(await printed())).not.toBe('')
  })

  test('what no mail server was there for is printed after a day, and not sent any more', async () => {
    await grace()
    expect(await waiting()).toEqual([])
    await older('25 hours')
    expect(await waiting()).toHaveLength(1)
    expect(await sendLetters(database, server, site)).toBe(0)
    expect(codeIn(await printed())).not.toBe('')
  })

  test('whoever gave a telephone, or wants paper, is written to on paper', async () => {
    await older('25 hours')
    await asks('Ada Example')
    expect(await takeHeldAsks(database, true)).toBe(1)
    expect(await sendLetters(database, server, site)).toBe(0)
    expect((await desk('/letters')).body).toContain('No e-mail address is held')
    await printed()
    await grace({ paper: 'yes' })
    expect(await sendLetters(database, server, site)).toBe(0)
    expect(await waiting()).toHaveLength(1)
    await printed()
  })
})

test('who is told what is held of them is told of letters and corrections; who is erased, nobody is told what they said', async () => {
  const { actor } = await signIn(database, 'data_protection')
  const held = await database.withActor(actor, 'held', (tx) => subjectAccess(tx, ada))
  expect(held.filter(({ what }) => what === 'What was written to you').length).toBeGreaterThan(0)
  expect(JSON.stringify(held)).toContain('My name is Ada Exemplar')
  const again = await onPaper()
  await database.withActor(actor, 'erase', (tx) => eraseResident(tx, ada, 'asked for it'))
  expect(await send('/code', { code: again, postcode })).toMatchObject({ status: 400 })
  expect((await desk('/corrections')).body).not.toContain('Exemplar')
})

describe('the answer tells nothing', () => {
  const [there, nobody] = ['Grace Example', 'Alan Example']
  test('by a byte, of the status, a header or the page, whether anything is held', async () => {
    expect(comparable(await send('/held', { name: there, postcode }))).toEqual(
      comparable(await send('/held', { name: nobody, postcode })),
    )
  })

  test('repeats neither name nor postcode', async () => {
    const { body } = await send('/held', { name: there, postcode })
    for (const each of [there, postcode, '<script']) expect(body).not.toContain(each)
  })

  testEqualTimes({
    ask: async (isThere) =>
      expect(await send('/held', { name: isThere ? there : nobody, postcode })).toMatchObject({
        status: 200,
      }),
    plant: (isPlanted) => (planted = isPlanted ? there : undefined),
  })
})

test('who tries codes one after another is asked to wait', async () => {
  const few = await appWith({ ...usualLimits, resident: { most: 2, seconds: 900 } })
  try {
    const tried = async (): Promise<number> =>
      (
        await few.inject({
          method: 'POST',
          url: '/card/code',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: 'code=H4TKW7QD2MAY&postcode=ZX11AA',
        })
      ).statusCode
    expect([await tried(), await tried(), await tried()]).toEqual([400, 400, 429])
  } finally {
    await few.close()
  }
})

test('what somebody says is wrong is wrapped by a new master key, and read by it', async () => {
  await register('Ida Example', '')
  await asks('Ida Example')
  await takeHeldAsks(database, false)
  const { body } = await send('/code', { code: codeIn(await printed()), postcode })
  const opening = /name="opening" value="([^"]+)"/.exec(body)![1]!
  await send('/correct', { opening, words: 'My name is Ida Exemplar' })

  const both = databaseOn(urls, secretsOf(new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)))
  try {
    const turn = (): Promise<number> =>
      both.withActor(actingAs('keysCommand', 'keys of a test'), 'new master key', rewrapSomeCorrections)
    expect([await turn(), await turn()]).toEqual([1, 0])
    const listed = await both.withActor(sergeant.actor, 'corrections', (tx) => corrections(tx, 1))
    expect(listed.map(({ words }) => words)).toContain('My name is Ida Exemplar')
  } finally {
    await both.close()
  }
  const { rows } = await owner.query<{ key_version: number }>(
    'select key_version from engagement.correction where words is not null',
  )
  expect(rows).toEqual([{ key_version: 2 }])
})
