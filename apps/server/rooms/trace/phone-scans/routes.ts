import { batchAnswer, batchRequest } from '@mettrace/protocol/batch/batch'
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
import { tracePaths as paths } from '../paths.ts'

const scans = { needs: { verb: 'add', kind: 'scan' } as Needs }
const phones = { ...scans, forPhones: true, from: () => import('./sync-routes.ts') } as const
const desk = { ...scans, from: () => import('./set-aside-page.ts') } as const
const json = 'application/json'

/** What phones that scan ask (docs/phone-protocol.md), and what was set aside of what they told. */
export const phoneScanRoutes = {
  personThatScans: {
    get: paths.personThatScans,
    ...phones,
    machine: { summary: 'Who is signed in on a phone that scans', type: json, answer: personAnswer },
  },
  takePhoneScans: {
    post: paths.takePhoneScans,
    ...phones,
    // A batch, and what JSON adds to it.
    bodyLimit: 384_000,
    machine: { summary: 'Sends scans from a phone', type: json, body: batchRequest, answer: batchAnswer },
  },
  takeScanPictures: {
    post: paths.takeScanPictures,
    ...phones,
    bodyLimit: pieceBodyLimit,
    machine: {
      summary: 'Sends a piece of the picture of a scan',
      type: json,
      body: pieceRequest,
      answer: pieceAnswer,
    },
  },
  scanManifest: {
    post: paths.scanManifest,
    ...phones,
    machine: {
      summary: 'What pages a phone that scans is to hold',
      type: json,
      body: manifestRequest,
      answer: manifest,
    },
  },
  scanPage: {
    get: paths.scanPage,
    ...phones,
    machine: {
      summary: 'Places, or lamps and their checks, for a phone that scans',
      type: json,
      query: z.object({
        at: z.string().describe('Cursor of the manifest'),
        epoch: z.string().describe('Epoch of the manifest'),
      }),
      answer: pageAnswer,
    },
  },
  scanChanges: {
    post: paths.scanChanges,
    ...phones,
    machine: {
      summary: 'Whether places and lamps are as a phone holds them',
      type: json,
      body: changesRequest,
      answer: changesAnswer,
    },
  },
  enterPhoneToScan: {
    get: paths.enterPhone,
    ...desk,
    menu: { title: 'Scan on a phone', lead: 'Negatives in two taps, without a signal too.' },
  },
  setAsideScans: { get: paths.setAsideScans, ...desk },
  leaveOutScan: { post: paths.setAsideScans, ...desk },
} satisfies Record<string, Route>
