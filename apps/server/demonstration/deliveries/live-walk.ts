import { outcomeAtDoor, type Doors } from '@mettrace/demo/deliveries'
import type { Chance } from '@mettrace/demo/random'
import { residentsOf } from '@mettrace/demo/residents'
import { nextCard, padOfCards, type CardCode } from '@mettrace/protocol/codes/left-card'
import { bodies } from '@mettrace/protocol/codes/short-code'
import type { Fact } from '@mettrace/protocol/events/facts'
import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { londonDay } from '../../foundation/days.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { homesOfAreas } from '../../places/homes-of-areas.ts'
import type { PlacedHome } from '../../places/homes-of-streets.ts'
import { demonstrationActor } from '../../places/made-up-city.ts'
import type { Deployment } from '../../rooms/deliver/deployments/deployments.ts'
import { homesOfRound, roundsGiven } from '../../rooms/deliver/rounds/given-out.ts'
import type { Holder } from '../../rooms/supply/holders.ts'
import { handOver, some } from '../hand-over.ts'
import { factAtDoor, type InHand } from './facts-at-doors.ts'
import { giveRound } from './give-round.ts'
import type { MadeUpOfficer } from './made-up-officer.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

/** Kits that an officer fetches at the store when none is left, and how long that takes, milliseconds. */
const [kitsFetched, fetching] = [20, 60_000]

type ToDo = { assignment: string; home: PlacedHome }

/** An officer's walk of a deployment from now on: rounds of today, and another one when they are done. */
export class LiveWalk {
  readonly #database: Database
  readonly #deployment: Deployment
  readonly #officer: MadeUpOfficer
  readonly #doors: Doors
  readonly #chance: Chance
  readonly #inHand: InHand
  #card: CardCode
  #toDo: ToDo[] = []
  #kits: string[] = []

  constructor(
    database: Database,
    deployment: Deployment,
    { officer, doors, chance }: { officer: MadeUpOfficer; doors: Doors; chance: Chance },
  ) {
    this.#database = database
    this.#deployment = deployment
    this.#officer = officer
    this.#doors = doors
    this.#chance = chance
    // A pad of its own each time: a card is left once.
    this.#card = padOfCards(chance.below(bodies), 1)[0]!
    this.#inHand = {
      kit: () => this.#kits.shift(),
      card: () => (this.#card = nextCard(this.#card)),
      residents: residentsOf(chance.below(2 ** 31)),
    }
  }

  /** Calls at the next door. Returns what was recorded there and taken; undefined where no home is to be called at today. */
  async callAtNext(now: Date): Promise<Fact['kind'] | 'set aside' | undefined> {
    if (this.#toDo.length === 0) await this.#findWork(now)
    const next = this.#toDo.shift()
    if (!next) return undefined
    if (this.#kits.length === 0) await this.#findKits(next.home, now)
    const fact = factAtDoor(outcomeAtDoor(this.#chance, this.#doors), next.home, now, this.#inHand)
    const { taken } = await this.#officer.send([{ assignment: next.assignment, at: now, fact }], now)
    return taken > 0 ? fact.kind : 'set aside'
  }

  /** What is left of the rounds of today; where nothing is, a new round. */
  async #findWork(now: Date): Promise<void> {
    this.#toDo = await this.#left(now)
    if (this.#toDo.length > 0) return
    const { person } = this.#officer
    if (await giveRound(this.#database, this.#deployment, { person, now })) this.#toDo = await this.#left(now)
  }

  #left(now: Date): Promise<ToDo[]> {
    return this.#database.withActor(registrar, 'what is left of a round in the made-up city', async (tx) => {
      const today = londonDay(now)
      const { kind, validFrom, areas } = this.#deployment
      const homes = await homesOfAreas(tx, { kind, validFrom, codes: areas.map(({ code }) => code) })
      const known = new Map(homes.map((home) => [home.id, home]))
      const rounds = await roundsGiven(tx, [...known.keys()], today)
      const left: ToDo[] = []
      for (const { assignment, person, endedAt } of rounds) {
        if (person !== this.#officer.person || endedAt !== null) continue
        for (const { home, at } of await homesOfRound(tx, assignment)) {
          const placed = known.get(home)
          if (placed && (at === null || londonDay(at) < today)) left.push({ assignment, home: placed })
        }
      }
      return left
    })
  }

  async #findKits({ bcu }: PlacedHome, now: Date): Promise<void> {
    this.#kits = await this.#database.withActor(
      registrar,
      'kits of an officer in the made-up city',
      async (tx: Transaction) => {
        const own: Holder = `person:${this.#officer.person}`
        const inHand = await some(tx, own, kitsFetched)
        if (inHand.length > 0) return inHand
        const serials = await some(tx, `bcu:${bcu}`, kitsFetched)
        if (serials.length === 0) return []
        const at = new Date(now.getTime() - fetching)
        await handOver(tx, { from: `bcu:${bcu}`, to: own, place: { ward: null, bcu }, serials, at }, fetching)
        return serials
      },
    )
  }
}
