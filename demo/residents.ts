import { Chance } from './random.ts'

const given = [
  'Ada',
  'Bo',
  'Cleo',
  'Dev',
  'Esi',
  'Finn',
  'Gia',
  'Hana',
  'Ivo',
  'Jun',
  'Kit',
  'Lea',
  'Mika',
  'Nia',
  'Oz',
  'Pia',
  'Quin',
  'Remy',
  'Sol',
  'Tess',
  'Uma',
  'Vik',
  'Wren',
  'Xan',
  'Yara',
  'Zoë',
]
const families = [
  'Ashbourne-Vale',
  'Birkmere',
  'Caldershaw',
  'Dunfold',
  'Ellerstead',
  'Fenholme',
  'Garthcombe',
  'Hollinwick',
  'Ingsley',
  'Kesbeck',
  'Langthorpe',
  'Marshaven',
  'Netherfold',
  'Ormstead',
  'Pemshaw',
  'Quernley',
  'Ravenmere',
  'Selthorpe',
  'Thornwick',
  'Ulverbeck',
  'Wetherholme',
  'Yarcombe',
]
const urgent = ['burgled twice', 'lives alone', 'does not hear the bell']

/** Somebody made up, who has registered for a home. */
export type Resident = {
  name: string
  /** A telephone number that is kept for drama (Ofcom: 07700 900000 to 900999). */
  contact: string
  vulnerability: string | null
  /** Days before the end of the history on which they registered. */
  daysAgo: number
}

/** Residents of a made-up city, one after another. */
export const residentsOf = function* (seed: number): Generator<Resident> {
  const chance = new Chance(seed)
  for (;;) {
    yield {
      name: `${chance.of(given)} ${chance.of(families)}`,
      contact: `07700 900${String(chance.below(1000)).padStart(3, '0')}`,
      vulnerability: chance.happens(0.08) ? chance.of(urgent) : null,
      daysAgo: 30 + chance.below(900),
    }
  }
}
