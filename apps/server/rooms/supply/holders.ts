/**
 * Who has a bottle, in one word: `store` (the central one), `bcu:<code>`, `team:<id>`, `person:<id>`, `home:<id>`;
 * `transit:<act>` on the way; `gone:lost`, `gone:damaged` or `gone:expired`; `named:<words>` where no more is known from before.
 */
export type Holder =
  | 'store'
  | `bcu:${string}`
  | `team:${string}`
  | `person:${string}`
  | `home:${string}`
  | `transit:${string}`
  | `gone:${'lost' | 'damaged' | 'expired'}`
  | `named:${string}`

export type HolderKind = 'store' | 'bcu' | 'team' | 'person' | 'home' | 'transit' | 'gone' | 'named'

/** Ward and BCU that a bottle is in: whose officers may see it. Both null in the central store. */
export type KitPlace = { ward: string | null; bcu: string | null }

/** `bcu` of `bcu:North`. */
export const holderKind = (holder: string): HolderKind => holder.split(':', 1)[0] as HolderKind

/** `North` of `bcu:North`; empty for the central store. */
export const holderOf = (holder: string): string => {
  const colon = holder.indexOf(':')
  return colon < 0 ? '' : holder.slice(colon + 1)
}
