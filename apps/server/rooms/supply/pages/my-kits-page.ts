import type { FastifyReply, FastifyRequest } from 'fastify'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { capital, count, wholeNumber } from '../../../foundation/words/figures.ts'
import { destinationsOf } from '../acts/destinations.ts'
import { kitsOfHolder, type HeldKit } from '../acts/kits-of-holder.ts'
import { colleaguesOf, nobodyNamed, secondFrom, type SecondTyped } from '../acts/second-person.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { orRefused } from '../acts/refused.ts'
import { listedSerials } from '../acts/listed-serials.ts'
import { transfersUnderWay } from '../acts/transfers.ts'
import { allScanned, codesShown, givenCodes } from '../codes/given-codes.ts'
import { moveKits } from '../facts.ts'
import type { Holder } from '../holders.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'

const stateOf = ({ stopped, disputed }: HeldKit): string | undefined =>
  disputed ? 'Disputed' : stopped === null ? undefined : capital(stopped)

type Typed = {
  status: number
  errors: ErrorAtField[]
  codes: ReturnType<typeof codesShown>
  listed: readonly string[]
  values: { what: string; to: string; reason: string; typed: SecondTyped }
}

const nothing: Omit<Typed, 'codes'> = {
  status: 200,
  errors: [],
  listed: [],
  values: { what: '', to: '', reason: '', typed: nobodyNamed },
}

/** Kits of whoever goes to the doors: what is sent to them, what they have, and what they give back or have lost. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (request: FastifyRequest, reply: FastifyReply, typed: Typed): Promise<FastifyReply> => {
    const page = pageIn(request)
    const own = request.actor.id as Holder
    const today = londonDay(clock())
    const { kits, coming, back, colleagues, nameOf } = await readPage(
      database,
      request,
      'own kits',
      async (tx) => {
        const [held, sent] = [
          await kitsOfHolder(tx, own, page),
          await transfersUnderWay(tx, [own], 'to me', 1),
        ]
        const destinations = await destinationsOf(tx, own, today)
        return {
          kits: held,
          coming: sent,
          back: destinations,
          colleagues: await colleaguesOf(tx, own, today),
          nameOf: await holderNames(tx, [
            ...sent.map(({ from }) => from),
            ...destinations.map(({ holder }) => holder),
          ]),
        }
      },
    )
    return sendPage(reply, typed.status, 'rooms/supply/views/my-kits.njk', {
      room: 'Supply',
      page: 'My kits',
      inHand: count(kits[0]?.total ?? 0, 'kit'),
      coming: coming.map(({ id, underWay, from, at }) => ({
        href: paths.transfer({ id }),
        kits: count(underWay, 'kit'),
        number: wholeNumber(underWay),
        from: nameOf(from),
        at: timeInWords(at),
        act: uuidv7(),
      })),
      kits: kits.map((kit) => ({
        value: kit.serial,
        serial: spelled(kit.serial),
        since: dayInWords(londonDay(kit.at)),
        useBy: kit.expiresOn === null ? 'not known' : dayInWords(kit.expiresOn),
        state: stateOf(kit),
        checked: typed.listed.includes(kit.serial),
      })),
      pages: pagesOf(
        { page, rows: kits.length, total: kits[0]?.total ?? 0 },
        'Pages of kits',
        (to) => `${paths.myKits()}?page=${to}`,
      ),
      csvHref: paths.myKitsCsv(),
      toItems: back.map(({ holder }) => ({
        value: holder,
        text: capital(nameOf(holder)),
        checked: holder === typed.values.to,
      })),
      colleagues,
      act: uuidv7(),
      errors: typed.errors,
      codes: typed.codes,
      values: typed.values,
    })
  }

  return {
    myKits: (request, reply) => show(request, reply, { ...nothing, codes: codesShown([], 'codes') }),
    myKitsCsv: async (request, reply) => {
      const kits = await readPage(database, request, 'own kits', (tx) =>
        kitsOfHolder(tx, request.actor.id as Holder),
      )
      return sendCsv(reply, 'my-kits', [
        ['serial', 'since', 'use_by', 'state'],
        ...kits.map((kit) => [kit.serial, kit.at.toISOString(), kit.expiresOn, stateOf(kit) ?? 'in hand']),
      ])
    },
    giveMyKits: async (request, reply) => {
      const sent = sentForm(request.body)
      const { actor } = request
      const own = actor.id as Holder
      const [id, what, to, listed] = [
        actFrom(sent),
        textOf(sent, 'what'),
        textOf(sent, 'to'),
        listedSerials(sent),
      ]
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const codes = codesShown(given, 'codes')
      const scanned = allScanned(given) ?? []
      const serials = [
        ...new Set([...listed, ...scanned.flatMap((each) => ('serial' in each ? [each.serial] : []))]),
      ]
      const faults: ErrorAtField[] = [...codes.errors]
      if (scanned.some((each) => 'box' in each))
        faults.push({ text: 'Scan or tick each kit: you cannot give a whole box', href: '#codes' })
      if (given.length === 0 && listed.length === 0)
        faults.push({ text: 'Tick or scan at least one kit', href: '#codes' })
      const isLoss = what === 'lost' || what === 'damaged'
      if (!isLoss && what !== 'return')
        faults.push({ text: 'Choose what becomes of these kits', href: '#what' })
      const { words: reason, errors: noReason } = isLoss
        ? wordsOf(sent, 'reason', 'Enter what happened')
        : { words: '', errors: [] }
      faults.push(...noReason)
      let typed = nobodyNamed

      const done = await orRefused('#codes', () =>
        database.withActor(actor, isLoss ? 'write off own kits' : 'return own kits', async (tx) => {
          if (isLoss) {
            const { second, errors, typed: named } = await secondFrom(tx, actor.id, sent, londonDay(clock()))
            typed = named
            if (faults.length + errors.length > 0) return [...faults, ...errors]
            await moveKits(tx, actor.id, {
              id,
              kind: what,
              at: clock(),
              from: own,
              to: `gone:${what}`,
              kits: { serials },
              reason,
              second,
            })
            return []
          }
          const destination = (await destinationsOf(tx, own, londonDay(clock()))).find(
            ({ holder }) => holder === to,
          )
          if (!destination && what === 'return')
            faults.push({ text: 'Choose who they go back to', href: '#to' })
          if (!destination || faults.length > 0) return faults
          await moveKits(tx, actor.id, {
            id,
            kind: 'sent',
            at: clock(),
            from: own,
            to: destination.holder,
            kits: { serials },
            ...(destination.place && { place: destination.place }),
          })
          return []
        }),
      )
      const errors = 'errors' in done ? done.errors : done.answer
      if (errors.length === 0) return reply.redirect(isLoss ? paths.myKits() : paths.transfer({ id }), 303)
      return show(request, reply, {
        status: 'errors' in done ? done.status : 400,
        errors,
        codes,
        listed,
        values: { what, to, reason, typed },
      })
    },
  }
}
