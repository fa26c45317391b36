/** How the city of the commands below is loaded; the second time nothing is taken. */
export const importCommands: readonly string[] = [
  'import areas areas.geojson --kind lsoa --valid-from 2011-01-01 --json',
  'import homes homes.csv --code LSOA11CD --homes HHOLDS --json',
  'import street street --json',
  'import street street/2024-12 --json',
  'import street street/2024-12',
  'import postcodes postcodes.csv --json',
  'import homes points.csv --code LSOA11CD --homes HHOLDS --json',
]

/** Commands with a city of sixty areas and four years, 2021 to 2024; PROGRAMME is a file, LEDGER the id of a frozen one. */
const lines = [
  'settings',
  'risk --until 2024-06',
  'risk --months 6 --level 0.8 --history 24',
  'risk --until 2020-01',
  'risk --kind ward',
  'plan --kits 4000',
  'plan --kits 4000 --exclude E01900007 --include E01900031 --saturation 0.6',
  'plan --budget 4000000 --price 1400',
  'plan --kits 6000 --contiguous',
  'plan --kits 2500 --contiguous --smallest 900 --largest 2500 --most 2 --covered E01900003',
  'plan --kits 6000 --contiguous --floor bcu=0.05',
  'price-ladder',
  'price-ladder --budgets 4000000,2000000 --prices 1272 --until 2024-06 --smallest 500',
  'phase-in --kits 8000 --seed spring --waves 2 --holdout 0.2 --follow 6',
  'backtest --test 2024-01..2024-12 --kits 4000',
  'backtest --test 2023-07..2024-06 --kits 4000 --kit-rounding up --level 0.8',
  'placebo --kits 4000',
  'placebo --kits 4000 --select-years 2 --programme-from none --figure -0.231',
  'measure PROGRAMME',
  'power PROGRAMME',
  'rings PROGRAMME',
  'expectation freeze Corners --areas E01900001,E01900008 --leave-out E01900002 --until 2023-12',
  'expectation list',
  'expectation hold LEDGER',
  'nearrepeat points.csv --x x --y y --date date --permutations 99',
  'nearrepeat points.csv --x x --y y --date date --metric euclidean --distances 0,100,300 --days 0,7,28 --permutations 99',
]

/** What a person is shown is an answer too: once for each command that prints a table of its own. */
const asTyped = [
  'settings',
  'risk --until 2024-06',
  'plan --kits 6000 --contiguous',
  'price-ladder',
  'phase-in --kits 8000 --seed spring --waves 2 --holdout 0.2 --follow 6',
  'rings PROGRAMME',
  'power PROGRAMME',
  'expectation list',
]

export const cityCommands: readonly string[] = [...lines.map((line) => `${line} --json`), ...asTyped]

/** The same question of the demonstration city, as far as its answer depends on what only that has. */
export const demonstrationCommands: readonly string[] = [
  'risk --series residential --source incidents --json',
  'plan --kits 1500 --contiguous --floor bcu=0.1 --json',
  'measure PROGRAMME',
  'rings PROGRAMME --json',
  'deployments --json',
]

const panel = 'areas.csv --unit area --time month --outcome burglaries --cohort start'

/** Every method, on tables made in the test. */
export const methodCommands: readonly string[] = [
  `poisson ${panel}`,
  `poisson ${panel} --inference placebo`,
  `poisson ${panel} --exposure homes`,
  `calibrate ${panel}`,
  `calibrate ${panel} --inference placebo --draws 50 --seed 3`,
  `calibrate ${panel} --inference jackknife`,
  `did ${panel}`,
  `did ${panel} --control notyet --estimator reg`,
  `sunab ${panel}`,
  `scm ${panel}`,
  `sdid ${panel}`,
  `sdid ${panel} --inference jackknife`,
  'its series.csv --time month --outcome count --end-pre 24',
  'its series.csv --time month --outcome count --end-pre 24 --harmonics 1 --period 12 --lag 2',
  'wdd places.csv --role role --before before --after after',
  'wdd places.csv --role role --before before --after after --area area --durations 24,12',
].map((line) => `method ${line} --json`)

/** Help of every command; those that are new come by themselves with the first. */
export const helpCommands: readonly string[] = [
  'help',
  ...[
    'serve',
    'demo',
    'import',
    'import areas',
    'import earlier',
    'import survey',
    'import homes',
    'import lookup',
    'import street',
    'import counts',
    'import incidents',
    'import postcodes',
    'import kits',
    'import network',
    'import points',
    'deployments',
    'saturation',
    'spot-check',
    'trace',
    'ocds',
    'rounds',
    'risk',
    'backtest',
    'plan',
    'price-ladder',
    'phase-in',
    'nearrepeat',
    'measure',
    'power',
    'rings',
    'method',
    'method calibrate',
    'method did',
    'method its',
    'method poisson',
    'method scm',
    'method sdid',
    'method sunab',
    'method wdd',
    'placebo',
    'expectation',
    'expectation freeze',
    'expectation list',
    'expectation hold',
    'settings',
    'verify',
    'log',
    'witness',
    'migrate',
    'rotate-keys',
    'break-glass',
    'version',
  ].map((command) => `help ${command}`),
]

/** README's own sequence on London's files; real data are kept as digests of the answers alone. */
export const londonImports: readonly string[] = [
  'import areas boundaries/LSOA_2011_London_gen_MHW_shapefile.zip --kind lsoa --valid-from 2011-03-27',
  'import areas boundaries/london_boroughs.geojson.gz --kind borough --valid-from 1965-04-01',
  'import homes households/lsoa2011_households.csv.gz --code LSOA11CD --homes HHOLDS',
  ...['2011', '2012', '2013', '2014', '2015'].map((year) => `import street street/metropolitan-${year}.zip`),
  'import lookup lookups/borough-to-bcu.csv --from borough --to bcu_code',
]

export const londonCommands: readonly string[] = [
  'risk --until 2014-12 --months 12',
  'plan --until 2014-12 --kits 129780',
  'plan --until 2014-12 --kits 129780 --contiguous --floor bcu=0.05',
  'backtest --until 2014-12 --test 2015-01..2015-12 --kits 129780',
  'placebo --kits 129780',
]

/** Published data sets of the methods, as digests alone for the same reason. */
export const vectorCommands: readonly string[] = [
  'method did vectors/did_mpdta.csv --unit countyreal --time year --outcome lemp --cohort first.treat --estimator reg',
  'method did vectors/did_mpdta.csv --unit countyreal --time year --outcome lemp --cohort first.treat --control notyet',
  'method sunab vectors/did_mpdta.csv --unit countyreal --time year --outcome lemp --cohort first.treat',
  'method sdid vectors/synthdid_california_prop99.csv --unit State --time Year --outcome PacksPerCapita --treated treated',
  'method scm vectors/synthdid_california_prop99.csv --unit State --time Year --outcome PacksPerCapita --treated treated',
  'method its vectors/its_sicily.csv --time time --outcome aces --treated smokban --exposure stdpop --harmonics 2',
  'nearrepeat vectors/knox_chicago_be_2016_01.csv --x X --y Y --date date --permutations 99',
]

/** A name that a file can have, from what is typed. */
export const fileName = (line: string): string =>
  line
    .replace(panel, '')
    .replaceAll('--json', 'as JSON')
    .replaceAll(/[^\w.=-]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 120)
