/** A word of the pages, and what it means there. */
export type Term = { term: string; meaning: string }

/** Words of every room, under what they are about; within a group in alphabetical order. */
export const glossary: readonly { title: string; terms: readonly Term[] }[] = [
  {
    title: 'Areas and homes',
    terms: [
      { term: 'Area', meaning: 'One lower-layer super output area (LSOA) or one ward.' },
      { term: 'Areas with kits', meaning: 'Areas where homes have been given kits.' },
      { term: 'Comparison areas', meaning: 'Areas without kits that areas with kits are compared with.' },
      {
        term: 'Deployment area',
        meaning:
          'Neighbouring areas that are given kits together. Once kits are being given out it is a deployment.',
      },
      { term: 'Position', meaning: 'Where an entry is in the access log.' },
      { term: 'Rank', meaning: 'Where an area is when all are ordered by risk. Rank 1 has the most.' },
      { term: 'Saturation', meaning: 'The percentage of homes in an area that have a kit.' },
    ],
  },
  {
    title: 'Kits and traces',
    terms: [
      { term: 'Kit', meaning: 'What a home is given: a bottle of forensic liquid, with stickers and signs.' },
      { term: 'Liquid', meaning: 'The mark that a kit leaves on property, and on anyone who handles it.' },
      { term: 'Owner', meaning: 'The resident who had the kit on the day in question.' },
      { term: 'Planting', meaning: 'Putting liquid on somebody’s things as false evidence.' },
      { term: 'Reading', meaning: 'The code that a laboratory reads from a mark.' },
      { term: 'Resident', meaning: 'Somebody who lives at a home.' },
      { term: 'Seal', meaning: 'What closes an exhibit bag. Entries of the access log are signed instead.' },
    ],
  },
  {
    title: 'Forecasts',
    terms: [
      {
        term: 'Accuracy index (PAI)',
        meaning:
          'The share of burglaries in the chosen areas, divided by their share of homes. At 1 the choice is no better than chance.',
      },
      {
        term: 'Best with hindsight',
        meaning:
          'The areas one would choose if one knew what was going to happen. No forecast can do better.',
      },
      {
        term: 'Likely range of a forecast',
        meaning: 'The count falls within a 95% range 95 times in 100.',
      },
      {
        term: 'Share of burglaries in chosen areas',
        meaning: 'Of all burglaries, the percentage in the areas that were chosen.',
      },
    ],
  },
  {
    title: 'Results',
    terms: [
      {
        term: 'Burglary moving nearby',
        meaning: 'Burglaries in areas beside those with kits that would otherwise have been in them.',
      },
      {
        term: 'Cannot tell',
        meaning: 'A result: the data do not settle whether the kits made a difference.',
      },
      {
        term: 'Chance alone',
        meaning:
          '“3 in 100” means: without any effect, chance alone would show a difference this large 3 times in 100.',
      },
      {
        term: 'Likely range of an effect',
        meaning: 'The sizes of effect that fit the data. One that includes no change could be chance.',
      },
      { term: 'Main result', meaning: 'The one estimate that was agreed in advance.' },
      {
        term: 'Simple before and after',
        meaning: 'Burglaries before and after, with no correction for how the areas were chosen.',
      },
      {
        term: 'Smallest effect we could detect',
        meaning: 'An effect of this size would be found 4 times in 5.',
      },
      {
        term: 'Years before kits',
        meaning: 'What choosing the worst areas shows by itself, in years when no home had a kit.',
      },
    ],
  },
  {
    title: 'Records and the access log',
    terms: [
      { term: 'Access log', meaning: 'Who saw, changed or disclosed whose record, when and what for.' },
      {
        term: 'Checkpoint',
        meaning:
          'The signed state of the access log. With an earlier one anyone can check that nothing was removed.',
      },
      {
        term: 'Checksum',
        meaning: 'A SHA-256 value. It differs if anything in what it was made from differs.',
      },
      {
        term: 'Demonstration data',
        meaning: 'A city, its homes and its burglaries that MetTrace made. Nothing in it is real.',
      },
      { term: 'Server log', meaning: 'What went wrong on the server. It holds no personal data.' },
    ],
  },
]
