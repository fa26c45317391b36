import {
  batchOfKit,
  kitsInBox,
  madeUpBatches,
  madeUpContracts,
  madeUpStock,
  type MadeUpBatch,
} from '@mettrace/demo/supply'
import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { Holder, KitPlace } from '../rooms/supply/holders.ts'
import { addLives, type Life, type LifeEvent } from '../rooms/supply/lives.ts'
import { addBatches, addBoxes, addContracts, addTeams } from '../rooms/supply/made-up-supply.ts'
import { noteAcknowledged, noteTold, stopKits } from '../rooms/supply/stop-kits.ts'

const day = 86_400_000
const stockKits = 600
const recalledAgo = 300
const nowhere: KitPlace = { ward: null, bcu: null }

/** A kit that a home was given so many days before the end of the history. */
export type GivenKit = { code: string; home: { id: string; ward: string; bcu: string }; daysAgo: number }

/** Two years of supply of the made-up city: `add` takes the kits of homes, `addStock` those in the stores. */
export class MadeUpSupply {
  readonly #actor: string
  readonly #end: number
  readonly #batches: readonly MadeUpBatch[]
  readonly #batchIds: readonly string[]
  readonly #kits: number[]
  readonly #boxes = new Map<string, string>()
  /** Homes with a kit of a batch that is recalled, by batch, in the order of their addresses. */
  readonly #toTell = new Map<MadeUpBatch, Holder[]>()
  #serials = 0

  private constructor(actor: string, end: number, batches: readonly MadeUpBatch[], ids: readonly string[]) {
    this.#actor = actor
    this.#end = end
    this.#batches = batches
    this.#batchIds = ids
    this.#kits = batches.map(() => 0)
  }

  /** Adds suppliers, contracts and batches. `givenAgo`: how many days ago each kit was given; `until`: the last day. */
  static async begin(
    tx: Transaction,
    actor: string,
    { seed, until, givenAgo }: { seed: number; until: string; givenAgo: readonly number[] },
  ): Promise<MadeUpSupply> {
    const end = Date.parse(`${until}T10:00:00Z`)
    const dayOf = (ago: number): string => new Date(end - ago * day).toISOString().slice(0, 10)
    const kits: number[] = []
    const inBatches = [...givenAgo.map(batchOfKit), ...madeUpStock(seed, stockKits).map(({ batch }) => batch)]
    for (const batch of inBatches) kits[batch] = (kits[batch] ?? 0) + 1
    const batches = madeUpBatches(seed, kits)
    const contracts = await addContracts(
      tx,
      actor,
      madeUpContracts.map(({ supplier, reference, beginsAgo, lasts, pence }) => ({
        supplier,
        reference,
        startsOn: dayOf(beginsAgo),
        endsOn: dayOf(beginsAgo - lasts),
        pence,
      })),
    )
    const ids = await addBatches(
      tx,
      actor,
      batches.map((batch, at) => ({
        contract: contracts[batch.contract]!,
        reference: batch.reference,
        madeOn: dayOf(batch.madeAgo),
        expiresOn: dayOf(batch.madeAgo - 1825),
        ordered: Math.max(1, batch.ordered),
        dueOn: dayOf(batch.dueAgo),
        announced: kits[at] ?? 0,
      })),
    )
    return new MadeUpSupply(actor, end, batches, ids)
  }

  /** Takes in kits with their lives up to the homes that have them. */
  async add(tx: Transaction, given: readonly GivenKit[]): Promise<void> {
    const acts = new Acts()
    const lives: Life[] = []
    const places = await this.#boxed(
      tx,
      given.map(({ daysAgo }) => batchOfKit(daysAgo)),
    )
    for (const [at, { code, home, daysAgo }] of given.entries()) {
      const { batch, box } = places[at]!
      const { ward, bcu } = home
      const events: LifeEvent[] = [
        ...this.#toStore(acts, batch, box),
        this.#event(acts, {
          kind: 'issued',
          ago: batch.receivedAgo - 10,
          holder: `bcu:${bcu}`,
          place: { ward: null, bcu },
        }),
        { at: this.#at(daysAgo), kind: 'delivered', holder: `home:${home.id}`, place: { ward, bcu } },
      ]
      if (batch.isRecalled) this.#toTell.set(batch, [...(this.#toTell.get(batch) ?? []), `home:${home.id}`])
      lives.push(this.#life(batch, box, code, events))
    }
    await addLives(tx, this.#actor, lives)
  }

  /** Takes in kits that nobody has been given: in the stores, with teams, lost and damaged. */
  async addStock(tx: Transaction, seed: number, bcus: readonly string[]): Promise<void> {
    const teams = await addTeams(tx, this.#actor, bcus)
    const stock = madeUpStock(seed, stockKits)
    const places = await this.#boxed(
      tx,
      stock.map(({ batch }) => batch),
    )
    const acts = new Acts()
    const lives = stock.map(({ where }, at): Life => {
      const { batch, box } = places[at]!
      const of = at % bcus.length
      const [bcu, place] = [bcus[of]!, { ward: null, bcu: bcus[of]! }]
      const events: LifeEvent[] = [...this.#toStore(acts, batch, box)]
      if (where !== 'store')
        events.push(
          this.#event(acts, { kind: 'issued', ago: batch.receivedAgo - 10, holder: `bcu:${bcu}`, place }),
        )
      if (where === 'team')
        events.push(
          this.#event(acts, {
            kind: 'issued',
            ago: batch.receivedAgo - 15,
            holder: `team:${teams[of]!}`,
            place,
          }),
        )
      if (where === 'lost' || where === 'damaged') {
        const gone = { kind: where, ago: batch.receivedAgo - 40, holder: `gone:${where}`, place } as const
        const reason = where === 'lost' ? 'Not found after a move of the store' : 'Crushed in a van'
        events.push({ ...this.#event(acts, gone), reason })
      }
      return this.#life(batch, box, `ZY${String(at + 1).padStart(6, '0')}`, events)
    })
    await addLives(tx, this.#actor, lives)
  }

  /** Recalls the batch that has a fault: most homes were told, and some of them have said so. */
  async recall(tx: Transaction): Promise<void> {
    for (const [batch, holders] of this.#toTell) {
      const [act, at] = [uuidv7(), this.#at(recalledAgo)]
      const of = { batch: this.#batchIds[this.#batches.indexOf(batch)]! }
      await stopKits(tx, this.#actor, {
        id: act,
        kind: 'recalled',
        at,
        reason: 'The pump leaks',
        of,
        forAll: true,
      })
      const told = holders.filter((_, each) => each % 10 !== 0)
      const [next, later] = [this.#at(recalledAgo - 1), this.#at(recalledAgo - 4)]
      await noteTold(tx, this.#actor, { act, holders: told, how: 'by letter', at: next })
      const acknowledged = told.filter((_, each) => each % 3 !== 0)
      await noteAcknowledged(tx, this.#actor, { act, holders: acknowledged, at: later })
    }
  }

  #at(ago: number): Date {
    return new Date(this.#end - ago * day)
  }

  #event(
    acts: Acts,
    { kind, ago, holder, place }: Pick<LifeEvent, 'kind' | 'holder' | 'place'> & { ago: number },
  ): LifeEvent {
    const at = this.#at(ago)
    const to = holder.startsWith('home:') ? `homes of ${place.ward}` : holder
    return { at, kind, holder, place, act: acts.of([kind, at.getTime(), to].join('\n')) }
  }

  #toStore(acts: Acts, batch: MadeUpBatch, box: string): LifeEvent[] {
    const at = this.#at(batch.receivedAgo)
    return [{ at, kind: 'received', holder: 'store', place: nowhere, act: acts.of(`received\n${box}`) }]
  }

  #life(batch: MadeUpBatch, box: string, code: string, events: readonly LifeEvent[]): Life {
    const isoDay = (ago: number): string => this.#at(ago).toISOString().slice(0, 10)
    return {
      serial: this.#nextSerial(),
      code,
      batch: this.#batchIds[this.#batches.indexOf(batch)]!,
      box,
      madeOn: isoDay(batch.madeAgo),
      expiresOn: isoDay(batch.madeAgo - 1825),
      events,
    }
  }

  #nextSerial(): string {
    for (;;) {
      this.#serials += 1
      const serial = plainSerial(`KZ${String(this.#serials).padStart(6, '0')}`)
      if (serial !== undefined) return serial
    }
  }

  /** A batch and a box for each kit; boxes are filled one after another. */
  async #boxed(tx: Transaction, batches: readonly number[]): Promise<{ batch: MadeUpBatch; box: string }[]> {
    const keys = batches.map((at) => {
      const number = 1 + Math.floor((this.#kits[at] ?? 0) / kitsInBox)
      this.#kits[at] = (this.#kits[at] ?? 0) + 1
      return { at, reference: `${this.#batches[at]!.reference}-${number}` }
    })
    const fresh = new Map(
      keys.filter(({ reference }) => !this.#boxes.has(reference)).map((key) => [key.reference, key]),
    )
    const made = [...fresh.values()].map(({ at, reference }) => ({ batch: this.#batchIds[at]!, reference }))
    const ids = await addBoxes(tx, made)
    for (const [at, { reference }] of made.entries()) this.#boxes.set(reference, ids[at]!)
    return keys.map(({ at, reference }) => ({ batch: this.#batches[at]!, box: this.#boxes.get(reference)! }))
  }
}

/** What many kits went through together in one statement is one act. */
class Acts {
  readonly #ids = new Map<string, string>()

  of(key: string): string {
    const id = this.#ids.get(key) ?? uuidv7()
    this.#ids.set(key, id)
    return id
  }
}
