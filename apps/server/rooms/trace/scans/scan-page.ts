import { basisInWords } from '@mettrace/protocol/scans/legal-bases'
import { resultInWords } from '@mettrace/protocol/scans/scan-rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { timeInWords } from '../../../foundation/days.ts'
import {
  eraseScanFile,
  openScanFile,
  scanFileWords,
  type ScanFileWords,
} from '../../../foundation/files/scan-files.ts'
import { sendPicture } from '../../../foundation/files/send-picture.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom, idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { picturesOfScan, type ScanPicture } from '../phone-scans/scan-pictures.ts'
import { unknownsOf } from './scan-facts.ts'
import { byWhom, lampOf, subjectOf } from './scan-words.ts'
import { scanById, type Scan } from './scans.ts'

type Files = ReadonlyMap<string, ScanFileWords>

const inFours = (digest: Buffer): string => digest.toString('hex').match(/.{4}/g)?.join(' ') ?? ''

/** What a picture shows, in the scan's own words: for whoever does not see it. */
const altOf = (scan: Scan, at: Date): string =>
  [
    `Picture of the scan of ${timeInWords(at)}: ${subjectOf(scan)}`,
    resultInWords(scan.result).toLowerCase(),
    ...(scan.part === null ? [] : [scan.part]),
  ].join(', ')

const shown = (scan: Scan, { id, hasCome, sensitive, at }: ScanPicture, files: Files) => {
  const file = files.get(id)
  const mark = sensitive ? 'Sensitive: a bundle holds its checksum alone.' : 'A bundle holds it.'
  if (!hasCome) return { caption: `Taken ${timeInWords(at)}. The phone has not sent it yet.` }
  if (!file) return { caption: `Taken ${timeInWords(at)}. You may not see it.` }
  if (!file.digest || !file.sentDigest)
    return { caption: `Taken ${timeInWords(at)}. It was erased; the log says by whom and why.` }
  return {
    src: paths.scanPicture({ picture: id }),
    alt: altOf(scan, at),
    width: file.width,
    height: file.height,
    caption: `Taken ${timeInWords(at)}. ${mark}`,
    kept: inFours(file.digest),
    sent: inFours(file.sentDigest),
    erase: { value: id, text: `That of ${timeInWords(at)}` },
  }
}

/** One scan with what it looked like. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { reason, errors }: { reason: string; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const mayLook = allows(request.actor.role, { verb: 'read', kind: 'scan_file' })
    const { scan, told, files, nameOf } = await readPage(database, request, 'a scan', async (tx) => {
      const one = await scanById(tx, idIn(request))
      const pictures = await picturesOfScan(tx, one.id)
      const come = pictures.flatMap(({ id, hasCome }) => (hasCome ? id : []))
      return {
        scan: one,
        told: pictures,
        files: mayLook && come.length > 0 ? await scanFileWords(tx, come) : new Map(),
        nameOf: await actorNames(tx, [one.actor]),
      }
    })
    const pictures = told.map((each) => shown(scan, each, files))
    const lamp = lampOf(scan)
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/scans/scan.njk', {
      room: 'Trace',
      page: 'Scan',
      at: timeInWords(scan.at),
      subject: subjectOf(scan),
      result: resultInWords(scan.result),
      rows: [
        ['Legal basis', basisInWords(scan.basis)],
        ['Part', scan.part],
        ['Why not', scan.whyNot],
        ['Place', scan.placeName],
        ['Lamp', lamp.isOut ? `${lamp.name} (out of check)` : lamp.name],
        ['Scanned by', byWhom(scan, nameOf(scan.actor))],
        ['Entered', timeInWords(scan.enteredAt)],
        ['Not known', unknownsOf(scan).join(', ') || 'nothing'],
      ].filter(([, words]) => words !== null),
      isCorrected: scan.isCorrected,
      pictures,
      erasable: pictures.flatMap(({ erase }) => erase ?? []),
      correctHref: paths.recordScan({ corrects: scan.id }),
      bookInHref: scan.result === 'glow' ? paths.bookIn({ scan: scan.id }) : undefined,
      eraseHref: paths.eraseScanPicture({ id: scan.id }),
      reason,
      errors,
    })
  }
  return {
    scan: (request, reply) => show(request, reply, { reason: '', errors: [] }),
    scanPicture: async (request, reply) => {
      const file = await readPage(database, request, 'a picture of a scan', (tx) =>
        openScanFile(tx, idIn(request, 'picture')),
      )
      return sendPicture(reply, 'scan', file)
    },
    eraseScanPicture: async (request, reply) => {
      const sent = sentForm(request.body)
      const picture = idFrom(textOf(sent, 'picture'))
      const { words, errors } = wordsOf(sent, 'reason', 'Enter why it is erased')
      if (picture === undefined) errors.unshift({ text: 'Choose which picture is erased', href: '#picture' })
      if (errors.length > 0) return show(request, reply, { reason: textOf(sent, 'reason'), errors })
      const id = await database.withActor(request.actor, 'erase a picture of a scan', async (tx) => {
        const scan = await scanById(tx, idIn(request))
        const own = (await picturesOfScan(tx, scan.id)).find((each) => each.id === picture)
        await eraseScanFile(tx, own?.id, words)
        return scan.id
      })
      return reply.redirect(paths.scan({ id }), 303)
    },
  }
}
