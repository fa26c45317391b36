import { personRoleNames, systemRoles, type Role } from './roles.ts'

type LoginOf = { roles: readonly Role[]; because: string }

/**
 * Which login of the database may take on which roles, in one place; migrations give exactly these and take away others. A
 * stolen password, or SQL slipped into a statement, is worth what its login may become: from the pages nobody becomes a
 * part of the product, and whoever is not signed in becomes a visitor, who reads nothing.
 */
export const logins = {
  web: {
    roles: [...personRoleNames, 'visitor'],
    because:
      'Pages act for whoever is signed in, which the database checks by the proof of their session; or for a visitor.',
  },
  signIn: { roles: ['identity'], because: 'Sign-in finds sessions and begins them, before anybody acts.' },
  worker: {
    roles: ['sealer', 'risk', 'importer', 'planner'],
    because:
      'Beside the pages: the log is sealed, burglaries are counted, the model is asked, reports are measured.',
  },
  command: {
    roles: [...systemRoles.filter((role) => role !== 'visitor'), 'planner', 'investigator'],
    because: 'Commands import, register, measure, trace and verify for whoever may run them on the machine.',
  },
} as const satisfies Record<string, LoginOf>

export type Login = keyof typeof logins
export const loginNames = Object.keys(logins) as Login[]

/** Something of each login, such as its name or its address. */
export type OfLogins<T> = Readonly<Record<Login, T>>

export const ofLogins = <T>(make: (login: Login) => T): OfLogins<T> =>
  Object.fromEntries(loginNames.map((login) => [login, make(login)])) as OfLogins<T>

/** Names of the logins, where the one of the pages is called `web`. */
export const namesOfLogins = (web: string): OfLogins<string> => {
  const base = web.replace(/_web$/, '')
  return { web, signIn: `${base}_sign_in`, worker: `${base}_worker`, command: `${base}_command` }
}

/** Names that the embedded database gives them. */
export const usualLogins = namesOfLogins('mettrace_web')
