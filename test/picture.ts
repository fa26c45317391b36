// npm run picture: the picture of the README, taken from the running demonstration.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../apps/server/config.ts'
import { loadDemonstration } from '../apps/server/demonstration/load-demonstration.ts'
import { usualCity } from '../apps/server/demonstration/usual-city.ts'
import { openDatabase } from '../apps/server/foundation/database.ts'
import { postDemonstrationPeople } from '../apps/server/identity/demonstration/post-people.ts'
import { launchBrowser } from './browser.ts'
import { signInAs } from './journeys/open-page.ts'
import { repositoryRoot } from './repository.ts'
import { serveSite } from './served-site.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-picture-'))
const database = await openDatabase(readConfig({ data: folder }))
const browser = await launchBrowser()
try {
  await loadDemonstration(database, { ...usualCity, until: '2026-01-05' }, () => undefined)
  await postDemonstrationPeople(database)
  const { address, close } = await serveSite(database)
  const page = await browser.newPage({ viewport: { width: 1280, height: 1340 } })
  await signInAs(page, address, 'planner')
  await page.goto(`${address}/target/plan?kits=4000`)
  await page.evaluate(`document.querySelector('.mettrace-scope').scrollIntoView()`)
  await page.locator('.mettrace-map__area[data-drawn]').waitFor()
  // Tiles come after the figures; nothing tells when the last is drawn.
  await page.waitForTimeout(3000)
  await page.screenshot({ path: join(repositoryRoot, 'docs/plan.png') })
  await close()
} finally {
  await browser.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
}
