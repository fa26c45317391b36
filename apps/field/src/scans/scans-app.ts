import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { HeldPages } from '@mettrace/phone-sync/fetch/held-pages'
import type { Ports } from '@mettrace/phone-sync/ports'
import type { LampId, ScanFact, ScanPlaceId } from '@mettrace/protocol/scans/scan-fact'
import { scanPartNames, scanParts, type ScanPartName, type ScanRow } from '@mettrace/protocol/scans/scan-rows'
import { resultInWords, type Result } from '@mettrace/protocol/scans/scan-rules'
import { londonDay } from '@mettrace/protocol/words/london-day'
import { openTaking, type Taking } from '../pictures/taking.ts'
import type { PlaceDatabase } from '../rest/places.ts'
import { openSession, type Equipment, type Session } from '../app/session.ts'
import { ownScans, scannedOn, type OwnScan } from './own-scans.ts'
import {
  emptyScan,
  factFrom,
  isBegun,
  typedOf,
  typedScan,
  type Lamp,
  type ScanFault,
  type ScanPlace,
  type TypedScan,
} from './scan-form.ts'

export type ScansApp = Session<ScanFact> & {
  places: ReadonlySignal<readonly ScanPlace[]>
  lamps: ReadonlySignal<readonly Lamp[]>
  /** Where and with what somebody scans: as they chose, otherwise as at their last scan. */
  place: ReadonlySignal<ScanPlace | null>
  lamp: ReadonlySignal<Lamp | null>
  choose: (place: ScanPlaceId | null, lamp: LampId | null) => void
  scans: ReadonlySignal<readonly OwnScan[]>
  /** The day in London by the phone's clock, `2026-11-28`. */
  today: ReadonlySignal<string>
  /** How many scans of today count. */
  scannedToday: ReadonlySignal<number>
  typed: Signal<TypedScan>
  /** Takes what was typed, and seals it. */
  type: (more: Partial<TypedScan>) => void
  /** The legal basis of the next scan; empty until it was chosen. Never kept beyond a scan. */
  basis: Signal<string>
  /** Its picture, if one was taken. */
  picture: Taking
  faults: Signal<readonly ScanFault[]>
  /** Records the scan that was typed; what the law does not bear is told and nothing is recorded. */
  save: (result: Result) => boolean
  /** Begins the scan that takes the place of another, or a new one. */
  correct: (scan: OwnScan | null) => void
}

/** Under what a form that was begun is sealed. */
const about = 'scan'

const rowsOf = <Part extends ScanPartName>(pages: HeldPages | undefined, part: Part): ScanRow<Part>[] =>
  [...(pages ?? [])].flatMap(([name, { rows }]) =>
    name.endsWith(`/${part}`)
      ? [...rows.values()].flatMap(({ data }) => {
          const read = scanParts[part].safeParse(data)
          return read.success ? [read.data as ScanRow<Part>] : []
        })
      : [],
  )

/** "01CU/4471/26: nothing glowed". */
export const scanWords = ({ subject, custody, description, result }: ScanFact): string =>
  `${(subject === 'person' ? custody : description) ?? (subject === 'person' ? 'Person' : 'Item')}: ${resultInWords(result).toLowerCase()}`

/** All that the app knows while it is open for scans. `database`: every table of this side, as it stands on the disk. */
export const openScansApp = (
  ports: Omit<Ports, 'database'>,
  database: PlaceDatabase,
  equipment: Equipment,
): ScansApp => {
  const chosen = signal<{ place: ScanPlaceId | null; lamp: LampId | null } | null>(null)
  const typed = signal(emptyScan())
  const basis = signal('')
  const faults = signal<readonly ScanFault[]>([])
  const picture = openTaking(() => session.open.peek()?.drafts, 'scan picture')
  const begin = (next: TypedScan): void => {
    typed.value = next
    basis.value = ''
    faults.value = []
  }
  const session = openSession<ScanFact>(ports, database, equipment, {
    duty: 'scans',
    parts: scanPartNames,
    opened: ({ drafts }) => {
      const { value: before } = typed
      void drafts
        .read(about)
        .then((kept) => {
          const read = typedScan.safeParse(kept)
          // Somebody else may be in by now, or have begun another scan.
          const isStill = session.open.value?.drafts === drafts && typed.value === before
          if (read.success && isStill) typed.value = read.data
        })
        .catch(() => undefined)
      void picture.bringBack().catch(() => undefined)
    },
    isBusy: () => isBegun(typed.value) || basis.value !== '' || picture.picture.value !== null,
    closed: () => {
      begin(emptyScan())
      picture.forget()
      chosen.value = null
    },
  })
  const { view, now, screen } = session
  const pages = computed(() => view.value?.pages)
  const places = computed(() => rowsOf(pages.value, 'scan-places'))
  const lamps = computed(() => rowsOf(pages.value, 'lamps'))
  const scans = computed(() => (view.value ? ownScans(view.value) : []))
  const last = computed(() => chosen.value ?? scans.value[0]?.fact ?? null)
  const place = computed(
    () =>
      places.value.find((each) => each.place === last.value?.place) ??
      (places.value.length === 1 ? places.value[0]! : null),
  )
  const lamp = computed(
    () => lamps.value.find((each) => each.lamp === last.value?.lamp && each.bcu === place.value?.bcu) ?? null,
  )
  const today = computed(() => londonDay(now.value))
  const keepDraft = (): void =>
    void session.open.value?.drafts.keep(about, typed.value).catch(() => undefined)
  const dropDraft = (): void => void session.open.value?.drafts.drop(about).catch(() => undefined)

  return Object.assign(session, {
    places,
    lamps,
    place,
    lamp,
    choose: (where: ScanPlaceId | null, by: LampId | null) => (chosen.value = { place: where, lamp: by }),
    scans,
    today,
    scannedToday: computed(() => scannedOn(scans.value, today.value)),
    typed,
    type: (more: Partial<TypedScan>) => {
      typed.value = { ...typed.value, ...more }
      keepDraft()
    },
    basis,
    picture,
    faults,
    save: (result: Result) => {
      // The picture is on its way into the form: it says so.
      if (picture.state.value === 'making') return false
      const where = { place: place.value, lamp: lamp.value, day: today.value }
      const made = factFrom(typed.value, basis.value, result, where, picture.picture.value ?? undefined)
      if ('faults' in made) {
        faults.value = made.faults
        screen.value = { name: made.faults.some(({ field }) => field === 'place') ? 'lamps' : 'today' }
        return false
      }
      session.record(made.fact, null, scanWords(made.fact), picture.take())
      dropDraft()
      // The next person is scanned at the same place, with the same lamp.
      begin(emptyScan(typed.value.subject))
      screen.value = { name: 'today' }
      return true
    },
    correct: (scan: OwnScan | null) => {
      picture.remove()
      begin(scan ? typedOf(scan.id, scan.fact) : emptyScan())
      if (scan) {
        chosen.value = { place: scan.fact.place, lamp: scan.fact.lamp }
        keepDraft()
      } else dropDraft()
      screen.value = { name: 'today' }
    },
  })
}
