import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { parseNote } from '@mettrace/ledger/note/note'
import { verifyPath, type Verified } from '@mettrace/ledger/verify/verify-path'
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { refusalOf, startCommand } from '../../../../test/command-line.ts'
import { freshLog, testLogKey, type TestLog } from '../../../../test/log.ts'
import { Publication } from './publication.ts'
import { Sealer } from './sealer.ts'
import { startWitness, type RunningWitness } from './witness-server.ts'

const folders: string[] = []
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'mettrace-witness-'))
  folders.push(made)
  return made
}
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))))

let log: TestLog
let witness: RunningWitness
let home: string

const witnessIn = (where: string): Promise<RunningWitness> =>
  startWitness({ folder: where, logs: [testLogKey], host: '127.0.0.1', port: 0 })
const watched = (publication = log.parts.publication): Sealer =>
  new Sealer({ ...log.parts, publication, witnesses: [{ key: witness.key, url: witness.address }] })
const verify = (directory = log.directory, earlier: Uint8Array[] = []): Promise<Verified> =>
  verifyPath(directory, { keys: [testLogKey, witness.key], earlier })
const alarms = async (): Promise<string[]> =>
  (await log.owner.query<{ words: string }>('select words from log.alarm order by at')).rows.map(
    ({ words }) => words,
  )
/** The head that the witness signed last. */
const kept = async (): Promise<Buffer> => {
  const [name = ''] = await readdir(join(home, 'heads'))
  return readFile(join(home, 'heads', name))
}

beforeEach(async () => {
  log = await freshLog()
  home = await folder()
  witness = await witnessIn(home)
})
afterEach(async () => {
  await witness.close()
  await log.drop()
})

describe('a witness', () => {
  test('cosigns every head that goes on, also after both have been started anew', async () => {
    await log.consult('a', 'b')
    await log.sealTo(2, watched())
    expect(await verify()).toMatchObject({ head: { size: 2 }, missing: [], findings: [] })
    await witness.close()
    witness = await witnessIn(home)
    await log.consult('c')
    await log.sealTo(3, watched())
    const report = await verify(log.directory, [await kept()])
    expect(report).toMatchObject({ head: { size: 3 }, missing: [], confirmed: 1, findings: [] })
    expect(report.signatures.map(({ name }) => name)).toEqual([testLogKey.name, witness.key.name])
    expect(await alarms()).toEqual([])
  })

  test('that is missing is told once, and its signature comes when it is back', async () => {
    await log.consult('a')
    await witness.close()
    const sealer = watched()
    await log.sealTo(1, sealer)
    await sealer.pass()
    expect(await verify()).toMatchObject({ missing: [witness.key.name], findings: [] })
    expect(await alarms()).toEqual([expect.stringMatching(/^It could not be asked/)])
    const port = Number(new URL(witness.address).port)
    witness = await startWitness({ folder: home, logs: [testLogKey], host: '127.0.0.1', port })
    await sealer.pass()
    expect(await verify()).toMatchObject({ missing: [], findings: [] })
  })

  test('that is only slow to start is waited for', async () => {
    await log.consult('a')
    const witnesses = Promise.resolve([{ key: witness.key, url: witness.address }])
    await log.sealTo(1, new Sealer({ ...log.parts, witnesses }))
    expect(await verify()).toMatchObject({ missing: [] })
  })

  test('refuses a log that was rolled back with its folder, and says so', async () => {
    await log.consult('a', 'b', 'c')
    await log.sealTo(3, watched())
    await log.tamper(
      'delete from log.cosignature; delete from log.head; delete from log.sealed; delete from log.epoch; delete from log.entry',
    )
    await log.consult('x')
    const other = await folder()
    await log.sealTo(1, watched(new Publication(other)))
    expect(await verify(other)).toMatchObject({ missing: [witness.key.name] })
    expect(await alarms()).toEqual([expect.stringContaining('signed a head of 3 entries; this log has 1')])
    expect((await verify(other, [await kept()])).findings).toMatchObject([
      { words: 'The log was rolled back: it had 3 entries and has 1.' },
    ])
  })

  test('refuses a second history, of the same size or longer, and holds the proof of it', async () => {
    await log.consult('a', 'b', 'c')
    await log.sealTo(3, watched())
    await log.tamper(
      `delete from log.cosignature; delete from log.head; delete from log.sealed; update log.entry set kind = 'kit' where id = (select min(id::text)::uuid from log.entry)`,
    )
    const other = await folder()
    await log.sealTo(3, watched(new Publication(other)))
    await log.consult('d')
    await log.sealTo(4, watched(new Publication(other)))
    expect([...new Set(await alarms())]).toEqual([
      expect.stringContaining('of 3 entries does not go on from. There are two histories.'),
      expect.stringContaining('of 4 entries does not go on from. There are two histories.'),
    ])
    expect((await verify(other, [await kept()])).findings).toMatchObject([{ where: 'entries 0 to 2' }])
  })
})

const send = async (body: string, method = 'POST', path = 'add-checkpoint'): Promise<number> =>
  (await fetch(`${witness.address}${path}`, method === 'POST' ? { method, body } : { method })).status

/** A witness on `where` as a process of its own, which `started` or has ended. */
const witnessProcess = (where: string) => {
  const key = verifyingKeyText(testLogKey)
  const { child, ended } = startCommand(['witness', '--folder', where, '--log', key, '--json'], {})
  onTestFinished(() => void child.kill('SIGKILL'))
  const started = Promise.race([once(child.stdout, 'data'), ended])
  return { child, ended, started }
}

describe('a second witness on one folder', () => {
  test('is refused in plain words, and comes in once the first has left', async () => {
    await expect(witnessIn(home)).rejects.toMatchObject({
      code: 'data_in_use',
      message: expect.stringContaining(`Another witness is already running on the folder ${home}.`) as string,
    })
    await witness.close()
    witness = await witnessIn(home)
  })

  test('is refused as a process of its own; one that was killed has left', async () => {
    const where = await folder()
    const first = witnessProcess(where)
    await first.started
    expect(refusalOf(5, await witnessProcess(where).ended).message).toContain(
      'Another witness is already running',
    )
    first.child.kill('SIGKILL')
    await first.ended
    const next = witnessProcess(where)
    await next.started
    expect(next.child.exitCode).toBe(null)
  })
})

describe('what a stranger sends', () => {
  test('is answered with the statuses of C2SP tlog-witness', async () => {
    await log.consult('a')
    await log.sealTo(1)
    const head = await readFile(join(log.directory, 'checkpoint'), 'utf8')
    const other = head.replaceAll('mettrace.log/', 'mettrace.log/x')
    expect(await send('nothing')).toBe(400)
    expect(await send(`old 2\n\n${head}`)).toBe(400)
    expect(await send(`old 0\n\n${other}`)).toBe(404)
    expect(await send(`old 0\n\n${head.replace('\n1\n', '\n2\n')}`)).toBe(403)
    expect(await send(`old 1\n\n${head}`)).toBe(409)
    expect(await send(`old 0\n${'A'.repeat(43)}=\n\n${head}`)).toBe(422)
    expect(await send(`old 0\n\n${head}`)).toBe(200)
    expect(await send(`old 1\n\n${head}`)).toBe(200)
    expect(await send('x'.repeat(70_000))).toBe(413)
    expect(await send('', 'GET')).toBe(405)
    expect(await send('', 'POST', 'elsewhere')).toBe(404)
    expect(parseNote(await kept()).signatures).toHaveLength(2)
  })

  test('two requests at once from one head: one of them is told that it was late', async () => {
    await log.consult('a')
    await log.sealTo(1)
    const head = await readFile(join(log.directory, 'checkpoint'), 'utf8')
    const statuses = await Promise.all([send(`old 0\n\n${head}`), send(`old 0\n\n${head}`)])
    expect(statuses.toSorted()).toEqual([200, 409])
  })
})
