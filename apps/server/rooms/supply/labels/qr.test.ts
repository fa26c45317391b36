import { expect, test } from 'vitest'
import { textQr } from './qr.ts'

test('a serial is a QR code of the smallest version, drawn as one path', () => {
  const { size, path } = textQr('K7QD2M4X9THQ')
  expect(size).toBe(21)
  expect(path).toMatch(/^M/)
  expect(textQr('K7QD2M4X9THA').path).not.toBe(path)
})
