import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import { findChromium } from './chromium.ts'

const chromiumOptions = (more: readonly string[] = []) => {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: install it, or name it in CHROMIUM_PATH.')
  return {
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
      ...more,
    ],
  }
}

/** Chromium without window, and without anything that would call home. `more`: switches of its own for one test. */
export const launchBrowser = (more?: readonly string[]): Promise<Browser> =>
  chromium.launch(chromiumOptions(more))

/** The same with a profile on the disk, which outlives it. */
export const launchProfile = (folder: string, options: BrowserContextOptions): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...chromiumOptions(), ...options })
