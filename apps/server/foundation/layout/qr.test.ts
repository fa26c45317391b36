import { expect, test } from 'vitest'
import { addressQr, textQr } from './qr.ts'

test('a serial is a QR code of the smallest version, drawn as one path', () => {
  const { size, path } = textQr('K7QD2M4X9THQ')
  expect(size).toBe(21)
  expect(path).toMatch(/^M/)
  expect(textQr('K7QD2M4X9THA').path).not.toBe(path)
})

test('an address is a QR code that tells it from another', () => {
  const { size, path } = addressQr('https://mettrace.example/card')
  expect(size).toBeGreaterThanOrEqual(25)
  expect(path).not.toBe(addressQr('https://mettrace.example/cars').path)
})
