import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { answerOf, startCommand } from './command-line.ts'

const { folder, refusal, answer, write } = await commandLineOnEmptyFolder()

test('demo makes a city or none, the first real data take it away, and it is never mixed with them', async () => {
  expect((await answer('demo', '--homes', '5000', '--seed', '2', '--until', '2026-01-05')).results).toEqual({
    state: 'loaded',
  })
  expect((await answer('risk')).inputs).toMatchObject({ until: '2025-12' })
  expect((await refusal(2, 'demo', '--homes', '10')).message).toContain('--homes')
  expect((await refusal(2, 'demo', '--live', '--count', '1')).message).toMatch(
    /^Nobody delivers in this demonstration/,
  )
  expect((await refusal(2, 'demo', '--count', '1')).message).toContain('--live')
  expect((await refusal(2, 'demo', '--live', '--every', '0')).message).toContain('--every')
  const rows = ['LSOA11CD,HHOLDS', 'E01000001,700', ''].join('\n')
  await write('homes.csv', rows)
  const taken = await answer('import', 'homes', 'homes.csv', '--code', 'LSOA11CD', '--homes', 'HHOLDS')
  expect(taken.warnings).toContain(
    'The demonstration data were removed: they are never mixed with real data.',
  )
  expect(await refusal(4, 'risk')).toMatchObject({ code: 'not_enough' })
  expect((await refusal(2, 'demo')).message).toMatch(/^Real data are loaded here/)
  expect((await refusal(2, 'demo', '--live')).message).toMatch(
    /^Visits are made up for the demonstration city only/,
  )
})

test('serve says where it is, is the only one on its data, and ends in good order when told to', async () => {
  const { child, ended } = startCommand(['serve', '--port', '0', '--data', 'data', '--json'], {
    INIT_CWD: folder,
    LOG_LEVEL: 'silent',
  })
  try {
    const [line] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => ['{}'])])) as [unknown]
    const said = z.object({ results: z.object({ address: z.url() }) }).parse(JSON.parse(String(line)))
    const health = await fetch(`${said.results.address}/health`)
    expect(health.status).toBe(200)

    const second = await refusal(5, 'serve', '--port', '0')
    expect(second.code).toBe('data_in_use')
    expect(second.message).toMatch(/^Another MetTrace server is already running .* Stop it first/)
    // Other commands run beside it: nothing is loaded, and that is all.
    expect(await refusal(4, 'risk')).toMatchObject({ code: 'not_enough' })
  } finally {
    child.kill('SIGTERM')
  }
  expect(answerOf(await ended)).toMatchObject({
    command: 'serve',
    inputs: { port: 0 },
    results: { address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string },
    warnings: [],
  })
})

test('a port that is taken is told', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const error = await refusal(2, 'serve', '--port', `${port}`)
  other.close()
  expect(error.code).toBe('usage')
  expect(error.message).toContain(`${port}`)
})

test('with another master key than before it does not start, and says which', async () => {
  await write('data/keys/master-key', Buffer.alloc(32, 9).toString('base64url'))
  const error = await refusal(70, 'serve', '--port', '0')
  expect(error.message).toMatch(
    /^Version 1 of the master key is another than this database was used with before/,
  )
})
