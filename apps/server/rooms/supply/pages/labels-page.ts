import { z } from 'zod'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { allScanned, codesShown, givenCodes, type GivenCode } from '../codes/given-codes.ts'
import { kitsToPrint } from '../labels/kits-to-print.ts'
import { textQr } from '../../../foundation/layout/qr.ts'

const sent = z.object({ sheet: z.enum(['labels', 'hand-over']).catch('labels') })

/** Kits on one print at most: ten boxes. */
const mostKits = 500

/** Labels with QR codes, or a sheet to sign when kits are handed over: of kits by serial, or of boxes. */
export const answers: Answers = ({ database, clock }) => {
  const page = { room: 'Supply', page: 'Print labels' }
  return {
    labels: async (request, reply) => {
      await readPage(database, request, 'labels of kits: the form', async () => undefined)
      return sendPage(reply, 200, 'rooms/supply/views/labels.njk', {
        ...page,
        codes: codesShown([], 'codes'),
        sheet: 'labels',
      })
    },
    printLabels: async (request, reply) => {
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const { sheet } = sent.parse(request.body ?? {})
      const found = await readPage(database, request, 'labels of kits', async (tx) => {
        const scanned = allScanned(given)
        return scanned && kitsToPrint(tx, scanned, mostKits)
      })
      const codes = codesShown(given, 'codes')
      codes.errors.push(...faultsOf(given, found))
      if (codes.errors.length > 0 || !found)
        return sendPage(reply, 400, 'rooms/supply/views/labels.njk', { ...page, codes, sheet })
      return sendPage(reply, 200, 'rooms/supply/views/label-sheet.njk', {
        ...page,
        sheet,
        day: dayInWords(londonDay(clock())),
        kits: found.map(({ serial, expiresOn }) => ({
          serial: spelled(serial),
          expires: expiresOn === null ? undefined : dayInWords(expiresOn),
          qr: textQr(serial),
        })),
      })
    },
  }
}

const fault = (text: string): { text: string; href: string }[] => [{ text, href: '#codes' }]

const faultsOf = (
  given: readonly GivenCode[],
  found: readonly unknown[] | undefined,
): { text: string; href: string }[] => {
  if (given.length === 0) return fault('Scan or enter at least one serial or box')
  if (found?.length === 0) return fault('There is no kit here with these serials or boxes')
  return found && found.length > mostKits ? fault(`Print at most ${mostKits} kits at a time`) : []
}
