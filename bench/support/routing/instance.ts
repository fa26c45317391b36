import type { Visits } from '../../../packages/analysis/rounds/problems.ts'
import type { Streets } from '../../../packages/analysis/rounds/shortest-ways.ts'

/** What a file asks; `best` is the cost that it says is the best known. */
export type Instance = { readonly best: number | null } & (
  | { readonly kind: 'visits'; readonly visits: Visits }
  | {
      readonly kind: 'streets'
      readonly streets: Streets
      readonly load: Float64Array
      readonly capacity: number
      readonly depot: number
    }
  | { readonly kind: 'postman'; readonly streets: Streets; readonly required: Uint8Array }
)
