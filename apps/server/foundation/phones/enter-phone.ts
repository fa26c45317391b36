import type { FastifyReply, FastifyRequest } from 'fastify'

/** Leads whoever has signed in, in the role that a duty of the phone needs, on to the page of that duty. */
export const enterPhone = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply => {
  const { pin } = request.query as { pin?: unknown }
  const to = new URL(page, 'http://phone')
  // Back from the sign-in that a new PIN asks for.
  if (pin === 'new') to.searchParams.set('pin', 'new')
  return reply.redirect(`${to.pathname}${to.search}`, 303)
}
