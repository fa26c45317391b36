import { expect, test } from 'vitest'
import { importSurvey } from '../../apps/server/rooms/deliver/surveys/import-survey.ts'
import { testDatabase } from '../database.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { temporaryFile } from '../temporary-files.ts'
import { isFit, openSite } from './open-page.ts'
import { download, rowsOf } from './read-page.ts'

const { database, owner } = await testDatabase()
// People are posted to places that are there when the site opens.
const { deployment } = await putSaturationTown(database, owner)
const site = await openSite(database)

test('what residents and offenders know stands beside the coverage of a deployment and of an area', async () => {
  const page = await site.open(`/deliver/saturation/deployment/${deployment}`)
  await page.getByText('No survey was taken in here yet.').waitFor()
  await isFit(page)
  const rows = [
    'area,date,people,question,asked,know',
    'E1,2026-05-30,residents,Have you heard of MetTrace?,40,31',
    'E1,2026-05-30,offenders,Have you heard of MetTrace?,12,7',
    'E2,2026-05-30,residents,Have you heard of MetTrace?,10,1',
    '',
  ]
  const file = await temporaryFile('spring.csv', rows.join('\n'))
  await importSurvey(database, { id: 'command line: test', role: 'registrar' }, [file], () => undefined, {})
  await page.reload()
  const cells = await Promise.all(
    (await rowsOf(page, /^Answers of surveys/).all()).map((row) => row.locator('th, td').allInnerTexts()),
  )
  const asked = 'Have you heard of MetTrace?'
  expect(cells).toEqual([
    [asked, 'Offenders', '30 May 2026', '12', '7', '58.3%'],
    [asked, 'Residents', '30 May 2026', '40', '31', '77.5%'],
  ])
  await isFit(page)
  const all = await download(page, 'Download all answers (CSV)')
  expect(all.rows).toMatchObject([
    { day: '2026-05-30', people: 'offenders', areas: '1', asked: '12', know: '7' },
    { people: 'residents', asked: '40', know: '31' },
  ])
  const area = await site.open('/deliver/saturation/area/E2', { as: 'ward-officer' })
  await area.getByRole('heading', { name: 'Who knows of it?' }).waitFor()
  await area.getByRole('cell', { name: '10.0%' }).waitFor()
  await isFit(area)
  // E1 lies in ward Abbey whole, E2 reaches over two wards, and all three areas lie in their BCU but E3, which reaches over two.
  const ward = await site.open('/deliver/saturation/ward/W1', { as: 'sergeant' })
  await ward.getByRole('cell', { name: '77.5%' }).waitFor()
  await ward.getByText('Answers in 1 area that reach beyond this ward are left out').waitFor()
  await isFit(ward)
  const bcu = await site.open('/deliver/saturation/bcu/North', { as: 'programme-lead' })
  await bcu.getByRole('cell', { name: '64.0%' }).waitFor()
  await bcu.getByText('Answers in 1 area that reach beyond this BCU are left out').waitFor()
})
