import { mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { launchProfile } from '../browser.ts'
import { openField, phoneScreen } from './phone-page.ts'

/** A phone whose storage is on the disk: switched on by the clock, killed, and taken apart. */
export type CarriedPhone = {
  profile: string
  /** All that went over the network, as somebody on the way would read it: addresses, requests and answers. */
  traffic: string[]
  complaints: string[]
  /** Switches it on and opens the app. `at`: what its clock says then. */
  on: (at?: number) => Promise<{ context: BrowserContext; page: Page }>
  /** Ends the browser at once, as a phone does that falls into a puddle. */
  kill: () => Promise<void>
  /** Closes the browser in good order. */
  off: () => Promise<void>
  throwAway: () => Promise<void>
}

export const carriedPhone = async (address: string): Promise<CarriedPhone> => {
  const profile = await mkdtemp(join(tmpdir(), 'mettrace-phone-'))
  let open: BrowserContext | undefined
  const hear = (context: BrowserContext): void => {
    context.on('request', (request) => phone.traffic.push(`${request.url()} ${request.postData() ?? ''}`))
    context.on('response', (response) => {
      if (!response.url().includes('/deliver/')) return
      response.text().then(
        (text) => phone.traffic.push(`${JSON.stringify(response.headers())} ${text}`),
        () => undefined,
      )
    })
  }
  const phone: CarriedPhone = {
    profile,
    traffic: [],
    complaints: [],
    on: async (at) => {
      open = await launchProfile(profile, phoneScreen)
      if (at !== undefined) await open.clock.install({ time: at })
      hear(open)
      const page = await openField(open, { address }, phone.complaints)
      page.setDefaultTimeout(60_000)
      return { context: open, page }
    },
    kill: async () => {
      const closed = open?.waitForEvent('close')
      const [, pid] = /-(\d+)$/.exec(await readlink(join(profile, 'SingletonLock'))) ?? []
      process.kill(Number(pid), 'SIGKILL')
      await closed
      open = undefined
    },
    off: async () => {
      await open?.close()
      open = undefined
    },
    throwAway: async () => {
      await phone.off()
      await rm(profile, { recursive: true, force: true })
    },
  }
  return phone
}
