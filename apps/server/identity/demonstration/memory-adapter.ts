import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { payload: AdapterPayload; until: number }

/** Most entries kept at once; the oldest go first. It is a demonstration, not a directory. */
const most = 10_000

/** What the built-in provider remembers while the server runs: sign-ins under way, codes, tokens. */
export const memoryAdapter = (): ((model: string) => Adapter) => {
  const all = new Map<string, Kept>()
  const live = (key: string): AdapterPayload | undefined => {
    const kept = all.get(key)
    if (kept && kept.until > Date.now()) return kept.payload
    all.delete(key)
    return undefined
  }
  return (model) => {
    const keyOf = (id: string): string => `${model} ${id}`
    const findBy = (wanted: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
      for (const [key, { payload }] of all) {
        if (key.startsWith(`${model} `) && wanted(payload)) return live(key)
      }
      return undefined
    }
    return {
      upsert: async (id, payload, seconds) => {
        all.delete(keyOf(id))
        all.set(keyOf(id), { payload, until: seconds === undefined ? Infinity : Date.now() + seconds * 1000 })
        const oldest = all.size > most ? all.keys().next().value : undefined
        if (oldest !== undefined) all.delete(oldest)
      },
      find: async (id) => live(keyOf(id)),
      findByUid: async (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: async (code) => findBy((payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = live(keyOf(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => void all.delete(keyOf(id)),
      revokeByGrantId: async (grant) => {
        for (const [key, { payload }] of all) if (payload.grantId === grant) all.delete(key)
      },
    }
  }
}
