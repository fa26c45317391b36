import type { App } from '../app/app.ts'

/**
 * Why the phone shows nothing where its list of homes or kits is empty: it does not know any, and must not say that there are none.
 * Null where the station has said that there are none.
 */
export const whyNotHere = (app: App): string | null => {
  if (app.lease.value?.state === 'over')
    return 'Hidden until there is a contact. Then lock this phone, and enter your PIN again.'
  return app.view.value?.fetchedAt ? null : 'Not on this phone yet. It comes with the first signal.'
}
