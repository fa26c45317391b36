import type { Answers } from '../foundation/room/room.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { useEmergencyCode } from './emergency.ts'
import { browserOf, keepInBrowser } from './sign-in-pages.ts'
import { isSecure, type SignInParts } from './sign-in-parts.ts'

/** Where a code from the machine lets somebody in when nothing else does. */
export const answers: Answers<SignInParts> = (parts) => {
  const view = 'identity/views/emergency.njk'

  return {
    emergency: (_request, reply) => sendPage(reply, 200, view, {}),
    useEmergency: async (request, reply) => {
      const { code } = (request.body ?? {}) as Record<string, unknown>
      const secure = isSecure(parts)
      try {
        const used = await useEmergencyCode(
          parts.database,
          typeof code === 'string' ? code.slice(0, 100) : '',
          browserOf(request, secure),
          parts.clock(),
        )
        // Loud on purpose: whoever watches the log is to be woken by it.
        request.log.error({ emergency: used.emergency, role: used.role }, 'AN EMERGENCY ACCOUNT IS IN USE')
        keepInBrowser(reply, used, secure)
        return await reply.redirect('/you', 303)
      } catch (error) {
        if (!(error instanceof MetTraceError) || error.code !== 'sign_in_refused') throw error
        request.log.error('an emergency code was refused')
        return sendPage(reply, error.status, view, { error: error.message })
      }
    },
  }
}
