import type { PersonRole } from '../../foundation/access/roles.ts'

/** What the built-in provider is called in the database, whatever port it stands at; no real one can be called so. */
export const demonstrationIssuer = 'demonstration'

/** Where somebody of the demonstration works: the whole force, some of its wards, or one of its BCUs, by number. */
export type DemonstrationPosting = { role: PersonRole; wards?: number[]; bcu?: number }

export type DemonstrationPerson = {
  /** What the built-in provider calls them. */
  subject: string
  name: string
  /** What they are here to show. */
  note: string
  postings: DemonstrationPosting[]
}

const prevention = (names: readonly string[], bcu: number): DemonstrationPerson[] =>
  names.map((name, at) => ({
    subject: `pcso-${bcu + 1}-${at + 1}`,
    name,
    note: `one of five in BCU ${bcu + 1}`,
    postings: [{ role: 'prevention_pcso', bcu }],
  }))

/** Made-up people, at least one for every role; five Prevention PCSOs to a BCU, as the programme has them. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { subject: 'planner', name: 'Priya Nair', note: 'chooses the areas', postings: [{ role: 'planner' }] },
  {
    subject: 'ward-officer',
    name: 'Owen Hughes',
    note: 'only their own two wards',
    postings: [{ role: 'ward_officer', wards: [0, 1] }],
  },
  {
    subject: 'ward-officer-2',
    name: 'Fatima Begum',
    note: 'another two wards',
    postings: [{ role: 'ward_officer', wards: [2, 3] }],
  },
  ...prevention(['Callum Reid', 'Grace Adeyemi', 'Tomasz Nowak', 'Ellie Carter', 'Yusuf Demir'], 0),
  ...prevention(['Megan Price', 'Kwame Boateng', 'Harriet Lowe', 'Imran Sheikh', 'Chloe Watts'], 1),
  {
    subject: 'sergeant',
    name: 'Dawn Fletcher',
    note: 'leads a team',
    postings: [{ role: 'sergeant', bcu: 0 }],
  },
  {
    subject: 'control-room',
    name: 'Marcus Bell',
    note: 'the wall, and figures of the day',
    postings: [{ role: 'control_room' }],
  },
  {
    subject: 'call-handler',
    name: 'Aisha Rahman',
    note: 'a caller says it is marked',
    postings: [{ role: 'call_handler' }],
  },
  {
    subject: 'store-keeper',
    name: 'Nadia Farrell',
    note: 'the central store',
    postings: [{ role: 'store_keeper' }],
  },
  {
    subject: 'stock-keeper',
    name: 'Stan Kowalczyk',
    note: 'kits and signs',
    postings: [{ role: 'stock_keeper', bcu: 0 }],
  },
  {
    subject: 'custody',
    name: 'Ruth Mensah',
    note: 'two roles, to switch between',
    postings: [
      { role: 'custody', bcu: 0 },
      { role: 'stock_keeper', bcu: 1 },
    ],
  },
  { subject: 'investigator', name: 'Daniel Okoro', note: 'traces', postings: [{ role: 'investigator' }] },
  { subject: 'laboratory', name: 'Dr Helen Marsh', note: 'from outside', postings: [{ role: 'laboratory' }] },
  {
    subject: 'covert',
    name: 'Officer 4471',
    note: 'apart from everything else',
    postings: [{ role: 'covert' }],
  },
  {
    subject: 'data-protection',
    name: 'Amara Chukwu',
    note: 'who saw what',
    postings: [{ role: 'data_protection' }],
  },
  { subject: 'finance', name: 'Graham Pike', note: 'money', postings: [{ role: 'finance' }] },
  {
    subject: 'programme-lead',
    name: 'Sunita Rao',
    note: 'the programme as a whole',
    postings: [{ role: 'programme_lead' }],
  },
  {
    subject: 'auditor',
    name: 'Peter Lindqvist',
    note: 'reads, changes nothing',
    postings: [{ role: 'auditor' }],
  },
  {
    subject: 'administrator',
    name: 'Joan Whitfield',
    note: 'people and their postings',
    postings: [{ role: 'administrator' }],
  },
  {
    subject: 'administrator-2',
    name: 'Leroy Bennett',
    note: 'because nobody administers themselves',
    postings: [{ role: 'administrator' }],
  },
  { subject: 'newcomer', name: 'Alex Marlow', note: 'has no posting yet', postings: [] },
]
