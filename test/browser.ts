import { chromium, type Browser } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** Chromium without window, and without anything that would call home. */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: install it, or name it in CHROMIUM_PATH.')
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      // Chromium's sandbox refuses root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
