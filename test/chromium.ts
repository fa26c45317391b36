import { existsSync } from 'node:fs'
import { run } from './command.ts'
import { settings } from './settings.ts'

const debianChromium = '/usr/bin/chromium'

/** Where Chromium is: CHROMIUM_PATH, or Debian's. */
export const findChromium = (): string | undefined =>
  [settings.chromiumPath, debianChromium].find((path) => path !== undefined && existsSync(path))

/** Finds Chromium, or installs Debian's where we may; undefined when there is none to be had. */
export const ensureChromium = async (): Promise<string | undefined> => {
  if (findChromium() || process.getuid?.() !== 0) return findChromium()
  const install = ['install', '-y', '--no-install-recommends', 'chromium']
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  console.log('Installing Chromium for the browser tests.')
  const first = await run('apt-get', install, { environment })
  if (first.code !== 0) {
    await run('apt-get', ['update'])
    await run('apt-get', install, { environment })
  }
  return findChromium()
}
