import { afterAll, describe, expect, test } from 'vitest'
import { mailHouse, textIn } from '../../../../test/mail-house.ts'
import { emailIn, openMailServer, type MailSettings } from './mail-server.ts'

const houses = {
  'TLS from the beginning': await mailHouse({ secure: true }),
  STARTTLS: await mailHouse(),
}
const open = await mailHouse({ hidesTls: true })
afterAll(() => Promise.all([...Object.values(houses), open].map(({ close }) => close())))

const mail = {
  to: 'ada@example.org',
  subject: 'The code that you asked for',
  text: 'ما نحتفظ به\n\nH4TK W7QD 2MAY',
}
const send = async (settings: MailSettings): Promise<unknown> => {
  const server = openMailServer(settings)
  try {
    return await server.send(mail).then(
      () => 'sent',
      (error: unknown) => (error as { reason?: string }).reason,
    )
  } finally {
    server.close()
  }
}

describe.each(Object.entries(houses))('a server with %s', (_, { arrived, settings, house }) => {
  test('is given an e-mail, encrypted, word for word', async () => {
    expect(await send(settings)).toBe('sent')
    const [got] = arrived
    expect(got).toMatchObject({ to: ['ada@example.org'], encrypted: true })
    expect(got!.raw).toMatch(/^From: no-reply@police\.example\r$/m)
    expect(textIn(got!.raw).trim().replaceAll('\r', '')).toBe(mail.text)
  })

  test.each([450, 550])('that refuses by %i is told as that, without the address', async (code) => {
    house.refuses = code
    expect(await send(settings)).toBe(String(code))
    house.refuses = undefined
  })

  test('whose certificate nobody vouches for gets nothing', async () => {
    const before = arrived.length
    expect(await send({ ...settings, authority: undefined })).toMatch(/^[A-Z_]+$/)
    expect(await send({ ...settings, password: 'wrong' })).toBe('535')
    expect(arrived).toHaveLength(before)
  })
})

test('nothing is sent in the clear', async () => {
  expect(await send({ ...open.settings, user: undefined })).not.toBe('sent')
  expect(open.arrived).toEqual([])
})

test('where nobody listens, a code says so', async () => {
  expect(await send({ url: 'smtp://127.0.0.1:1', from: 'no-reply@police.example' })).toMatch(/^E[A-Z_]+$/)
})

test.each([
  ['ada@example.org', 'ada@example.org'],
  [' Ada.Example+kit@mail.example.co.uk ', 'Ada.Example+kit@mail.example.co.uk'],
  ['020 7946 0000', undefined],
  ['ada@example.org, eve@example.org', undefined],
  ['Ada <ada@example.org>', undefined],
  ['ada@example.org\r\nBcc: eve@example.org', undefined],
  ['ada@localhost', undefined],
])('of %o the e-mail address is %o', (contact, address) => {
  expect(emailIn(contact)).toBe(address)
})
