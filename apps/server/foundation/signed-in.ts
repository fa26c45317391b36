import type { Needs } from './access/may.ts'
import type { PersonRole } from './access/roles.ts'
import { accountOfPerson } from './person-account.ts'
import type { Actor } from './with-actor.ts'

/** Use of an emergency sign-in, which administrators and the data protection officer confirm that they have seen. */
export type EmergencyNotice = { id: string; reason: string; role: PersonRole; usedAt: string }

/** Who sent a request, as sign-in found them. */
export type SignedIn = {
  person: { id: string; name: string }
  sessionId: string
  /** Role in use; null until one is chosen, and once the posting has ended. */
  role: PersonRole | null
  /** Roles that the person may act in now. */
  roles: PersonRole[]
  /** Value that every form carries back: a page of another site cannot know it. */
  formToken: string
  /** Why, where an emergency account is in use. */
  emergency: string | null
  /** What the database knows the session by. */
  proof: string
  notices: EmergencyNotice[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on the few routes that are open to anybody. */
    signedIn: SignedIn | null
    /** Who acts, in the role in use. Reading it where nobody does is a fault: it fails closed. */
    readonly actor: Actor
  }
  interface FastifyContextConfig {
    /** Answers without a session: health, assets, sign-in. */
    open?: true
    /** Answers whoever is signed in, in whatever role or none: their own sessions. */
    anyRole?: true
    /** What the role in use must be allowed, by the access table. */
    needs?: Needs
    /** Takes a form with files, and how they come. */
    takesFile?: 'as text' | 'as bytes'
    /** Takes JSON and answers in the words of the phones' protocol. */
    forPhones?: true
  }
}

/** Who acts in a request. */
export const actorOf = (signedIn: SignedIn | null): Actor => {
  if (!signedIn?.role) throw new TypeError('Nobody acts in this request.')
  return { id: accountOfPerson(signedIn.person.id), role: signedIn.role, proof: signedIn.proof }
}
