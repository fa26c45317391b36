import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { buildApp } from '../../apps/field/build/build-app.ts'
import { launchBrowser } from '../browser.ts'
import { enrol, isInstalled, newPhone, openField, ownPin, roundIsHere } from './phone-page.ts'
import { openStation, type Station } from './station.ts'

type Phone = { context: BrowserContext; page: Page }

/** The app built into a folder, a browser, and what every journey of a phone does with them. */
export type FieldApp = {
  folder: string
  /** Compressed bytes of the shell, by file. */
  shell: Awaited<ReturnType<typeof buildApp>>['shell']
  browser: Browser
  /** Another browser, with switches of its own. */
  anotherBrowser: (switches?: readonly string[]) => Promise<Browser>
  /** A station that serves the app. */
  openStation: () => Promise<Station>
  openPage: (context: BrowserContext, station: Station) => Promise<Page>
  /** A phone with its round on it, installed, at Today. `prepare`: done to its browser before the app is opened. */
  onRound: (
    station: Station,
    options?: { by?: Browser; prepare?: (context: BrowserContext) => Promise<unknown> },
  ) => Promise<Phone>
}

/**
 * Builds the app for one file of journeys. All is closed after its last test, which fails where a page has written an error to its
 * console.
 */
export const openFieldApp = async (switches?: readonly string[]): Promise<FieldApp> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-field-'))
  const { shell } = await buildApp({ folder, version: '0.1.0' })
  const browsers: Browser[] = []
  const stations: Station[] = []
  const complaints: string[] = []
  const anotherBrowser = async (more?: readonly string[]): Promise<Browser> => {
    const browser = await launchBrowser(more)
    browsers.push(browser)
    return browser
  }
  const browser = await anotherBrowser(switches)
  afterAll(async () => {
    for (const each of browsers) await each.close()
    for (const each of stations) await each.close()
    await rm(folder, { recursive: true, force: true })
    expect(complaints).toEqual([])
  })
  const openPage: FieldApp['openPage'] = (context, station) => openField(context, station, complaints)
  return {
    folder,
    shell,
    browser,
    anotherBrowser,
    openStation: async () => {
      const station = await openStation(folder, Date.now())
      stations.push(station)
      return station
    },
    openPage,
    onRound: async (station, { by = browser, prepare } = {}) => {
      const context = await newPhone(by)
      await prepare?.(context)
      const page = await openPage(context, station)
      await enrol(page, ownPin)
      await roundIsHere(page)
      await isInstalled(page)
      return { context, page }
    },
  }
}
