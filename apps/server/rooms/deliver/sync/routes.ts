import { batchAnswer, batchRequest } from '@mettrace/protocol/batch/batch'
import { stationKey, stationKeyRequest } from '@mettrace/protocol/copy/saved-copy'
import {
  changesAnswer,
  changesRequest,
  manifest,
  manifestRequest,
  pageAnswer,
  personAnswer,
} from '@mettrace/protocol/pages/pages'
import { pieceAnswer, pieceRequest } from '@mettrace/protocol/pictures/pieces'
import { z } from 'zod'
import type { Needs } from '../../../foundation/access/may.ts'
import { pieceBodyLimit } from '../../../foundation/phones/piece-body.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'
import { receiptAnswer } from './receipt-answer.ts'

const walks = { needs: { verb: 'add', kind: 'phone_event' } as Needs, forPhones: true } as const
const json = 'application/json'
const events = () => import('./judge/events-route.ts')
const pages = () => import('./pages/phone-pages.ts')

/** What phones ask: docs/phone-protocol.md. */
export const syncRoutes = {
  enterPhone: {
    get: paths.enterPhone,
    needs: walks.needs,
    from: pages,
  },
  personOnPhone: {
    get: paths.personOnPhone,
    ...walks,
    from: pages,
    machine: { summary: 'Who is signed in on a phone', type: json, answer: personAnswer },
  },
  takeEvents: {
    post: paths.takeEvents,
    ...walks,
    from: events,
    // A batch, and what JSON adds to it.
    bodyLimit: 384_000,
    machine: { summary: 'Sends what a phone recorded', type: json, body: batchRequest, answer: batchAnswer },
  },
  takePictures: {
    post: paths.takePictures,
    ...walks,
    from: () => import('./pictures/pictures-route.ts'),
    bodyLimit: pieceBodyLimit,
    machine: {
      summary: 'Sends a piece of the picture of a record',
      type: json,
      body: pieceRequest,
      answer: pieceAnswer,
    },
  },
  phoneManifest: {
    post: paths.phoneManifest,
    ...walks,
    from: pages,
    machine: {
      summary: 'What pages a phone is to hold',
      type: json,
      body: manifestRequest,
      answer: manifest,
    },
  },
  phonePage: {
    get: paths.phonePage,
    ...walks,
    from: pages,
    machine: {
      summary: 'A page as it was at a manifest’s cursor',
      type: json,
      query: z.object({
        at: z.string().describe('Cursor of the manifest'),
        epoch: z.string().describe('Epoch of the manifest'),
      }),
      answer: pageAnswer,
    },
  },
  phoneChanges: {
    post: paths.phoneChanges,
    ...walks,
    from: pages,
    machine: {
      summary: 'What changed on pages since a cursor',
      type: json,
      body: changesRequest,
      answer: changesAnswer,
    },
  },
  stationKey: {
    post: paths.stationKey,
    ...walks,
    from: () => import('./copies/station-key-route.ts'),
    machine: {
      summary: 'What saved copies of a phone are encrypted for',
      type: json,
      body: stationKeyRequest,
      answer: stationKey,
    },
  },
  phoneReceipt: {
    get: paths.phoneReceipt,
    ...walks,
    from: events,
    machine: {
      summary: 'The evening receipt of a day',
      type: json,
      query: z.object({
        day: z.string().describe('Day in UTC, such as 2026-11-29'),
        device: z.string().describe('The phone’s id'),
      }),
      answer: receiptAnswer,
    },
  },
} satisfies Record<string, Route>
