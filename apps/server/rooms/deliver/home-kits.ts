import { MetTraceError } from '../../foundation/errors.ts'
import { idIn } from '../../foundation/page/ids.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { homeOf } from '../../places/register.ts'
import { moveAtTheDoor } from '../supply/acts/kits-at-home.ts'
import { actFrom, sentForm, textOf } from '../../foundation/page/sent-form.ts'
import { orRefused } from '../supply/acts/refused.ts'
import { allScanned, codesShown, givenCodes } from '../supply/codes/given-codes.ts'
import { showHome, type FieldError } from './home-pages.ts'
import { deliverPaths } from './paths.ts'

/** A kit is given to a home by hand, or taken back from it: by whoever has it, or is to have it. */
export const answers: Answers = ({ database, clock }) => ({
  moveKitAtHome: async (request, reply) => {
    const sent = sentForm(request.body)
    const { actor } = request
    const isBack = textOf(sent, 'what') === 'returned'
    const given = givenCodes(request.body, 'serial', clock().getFullYear())
    const codes = codesShown(given, 'serial')
    const scanned = allScanned(given) ?? []
    const [first] = scanned
    // A kit that is here is named by the page itself, as the ledger has it.
    const serial = isBack ? textOf(sent, 'kit') : first && 'serial' in first ? first.serial : ''
    const faults: FieldError[] = isBack ? [] : codes.errors
    if (given.length > 1 && !isBack) faults.push({ text: 'Give one kit at a time', href: '#serial' })
    else if (serial === '' && faults.length === 0)
      faults.push({
        text: first ? 'This is a box. Scan the kit' : 'Scan or enter the serial of the kit',
        href: '#serial',
      })
    const done = await orRefused('#serial', () =>
      database.withActor(
        actor,
        isBack ? 'take a kit back from a home' : 'give a kit to a home',
        async (tx) => {
          const home = await homeOf(tx, idIn(request))
          if (faults.length > 0) return faults
          if (home.gone && !isBack)
            throw new MetTraceError(
              'kit_not_moved',
              'No home stands here any more: no kit can be given to it.',
            )
          await moveAtTheDoor(tx, actor, {
            act: actFrom(sent),
            what: isBack ? 'returned' : 'delivered',
            serial,
            at: clock(),
            home,
          })
          return []
        },
      ),
    )
    const errors = 'errors' in done ? done.errors : done.answer
    if (errors.length > 0) return showHome(database, request, reply, { errors, values: {}, codes })
    return reply.redirect(deliverPaths.home({ id: idIn(request) ?? '' }), 303)
  },
})
