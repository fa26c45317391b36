import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'stocktake' } as Needs }
const adds = { needs: { verb: 'add', kind: 'stocktake' } as Needs }

const all = () => import('./stocktakes-page.ts')
const one = () => import('./stocktake-page.ts')

/** Stocktakes of stores: counted blind, compared with the ledger, and what became of the differences. */
export const stocktakeRoutes = {
  stocktakes: {
    get: paths.stocktakes,
    ...reads,
    from: all,
    menu: { title: 'Stocktakes', lead: 'Which stores are due to be counted, and what was missing.' },
  },
  stocktakesCsv: {
    get: paths.stocktakesCsv,
    ...reads,
    from: all,
    machine: { summary: 'Stocktakes and what they came to', type: 'text/csv' },
  },
  beginStocktake: { post: paths.stocktakes, ...adds, from: all },
  stocktake: { get: paths.stocktake, ...reads, from: one },
  countExhibits: { post: paths.stocktake, ...adds, from: one },
  endStocktake: { post: paths.endStocktake, ...adds, from: one },
  answerStocktake: { post: paths.answerStocktake, ...adds, from: one },
  stocktakeCsv: {
    get: paths.stocktakeCsv,
    ...reads,
    from: one,
    machine: { summary: 'Differences of a stocktake', type: 'text/csv' },
  },
} satisfies Record<string, Route>
