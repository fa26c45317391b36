import type { FastifyReply } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { capital, count } from '../../../foundation/words/figures.ts'
import { codesShown, givenCodes, type GivenCode } from '../codes/given-codes.ts'
import { holderKind } from '../holders.ts'
import { lifeOf, type KitEvent, type KitLife } from '../kit-life.ts'
import { holderNames } from '../stock.ts'

/** Letters of a serial at most, of whatever phase. */
const longestSerial = 60

/**
 * The serial that a form names: of a label that was scanned, or as it was typed. Serials of an earlier phase hold no check
 * character, so what is none of ours is looked up as it stands.
 */
const serialOf = (given: readonly GivenCode[]): string => {
  const [first] = given
  if (!first) return ''
  if (first.scan.kind === 'scanned' && 'serial' in first.scan) return first.scan.serial
  return first.text.length > longestSerial ? '' : first.text.toUpperCase()
}

/** What is told of a bottle, or checked, and moves it nowhere. */
const marks: Readonly<Record<string, 'told' | 'checked'>> = {
  registered: 'told',
  quarantined: 'checked',
  released: 'checked',
  recalled: 'checked',
  corrected: 'checked',
  settled: 'checked',
  missing: 'checked',
}

const sentence = ({ kind, from, to }: KitEvent, nameOf: (holder: string | null) => string): string => {
  if (from === to) return capital(kind)
  if (from === null) return `${capital(kind)}: ${nameOf(to)}`
  return `${capital(kind)}: ${nameOf(from)} → ${nameOf(to)}`
}

const viewOf = (life: KitLife, nameOf: (holder: string | null) => string) => ({
  serial: life.serial,
  state: capital(life.state),
  holder: capital(nameOf(life.holder)),
  disputed: life.disputed > 0,
  hands: count(
    life.events.filter(
      ({ sequence, to, from }) => sequence !== null && from !== to && holderKind(to) !== 'transit',
    ).length,
    'change of hands',
    'changes of hands',
  ),
  events: life.events.toReversed().map((event) => ({
    at: timeInWords(event.at),
    what: sentence(event, nameOf),
    mark: event.sequence === null ? 'checked' : (marks[event.kind] ?? 'moved'),
    disputed:
      event.sequence !== null
        ? undefined
        : event.settled === null
          ? 'Disputed'
          : event.settled
            ? 'Second story, accepted'
            : 'Second story, refused',
    by: nameOf(event.actor),
    with: event.kits > 1 ? `with ${count(event.kits - 1, 'other kit')}` : undefined,
    reason: event.reason,
    late:
      event.recordedAt.getTime() - event.at.getTime() > 60_000
        ? `recorded ${timeInWords(event.recordedAt)}`
        : undefined,
  })),
})

const show = (reply: FastifyReply, rest: object): FastifyReply =>
  sendPage(reply, 200, 'rooms/supply/views/kit.njk', {
    room: 'Supply',
    page: 'Kit history',
    codes: codesShown([], 'serial'),
    errors: [],
    ...rest,
  })

/** The life of a kit. Its serial travels in the body: it leads to a home. */
export const answers: Answers = ({ database, clock }) => {
  return {
    kit: async (request, reply) => {
      await readPage(database, request, 'life of a kit: the form', async () => undefined)
      return show(reply, {})
    },
    findKit: async (request, reply) => {
      const given = givenCodes(request.body, 'serial', clock().getFullYear()).slice(0, 1)
      const codes = codesShown(given, 'serial')
      // A label that can be read in several ways is asked about first.
      if (codes.asked.length > 0) {
        await readPage(database, request, 'life of a kit: the form', async () => undefined)
        return show(reply, { codes, errors: codes.errors })
      }
      const serial = serialOf(given)
      const found = await readPage(database, request, 'life of a kit', async (tx) => {
        if (serial === '') return undefined
        const life = await lifeOf(tx, serial).catch((error: unknown) => {
          if (error instanceof MetTraceError && error.code === 'not_found') return undefined
          throw error
        })
        if (!life) return undefined
        const nameOf = await holderNames(
          tx,
          life.events.flatMap(({ from, to, actor }) => [from, to, actor]).concat(life.holder),
        )
        return viewOf(life, nameOf)
      })
      if (found) return show(reply, { kit: found })
      const [first] = given
      const isBox = first?.scan.kind === 'scanned' && 'box' in first.scan
      const text =
        serial === ''
          ? 'Enter the serial of the kit'
          : isBox
            ? 'This is a box. Scan a kit'
            : `There is no kit ${serial} here. Check the serial.`
      return show(reply, {
        codes: Object.assign({}, codes, { error: text }),
        errors: [{ text, href: '#serial' }],
      })
    },
  }
}
