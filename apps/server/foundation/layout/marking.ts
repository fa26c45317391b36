import type { FastifyInstance } from 'fastify'

/** What is marked where nothing else is set. */
export const usualMarking = 'OFFICIAL-SENSITIVE'

declare module 'fastify' {
  interface FastifyInstance {
    /** Protective marking of every page, print and export; empty for none. */
    marking: string
  }
}

/** `attachment; filename="plan.csv"` with the marking before the name: it stays with the file wherever it is kept. */
export const markedName = (disposition: string, marking: string): string =>
  disposition.replace(
    /filename="([^"]*)"/,
    (_, name: string) => `filename="${marking.replaceAll(' ', '-')}_${name}"`,
  )

/** Marks what is answered: pages by their views, every file by its name, and all by a header. */
export const addMarking = (app: FastifyInstance, marking: string): void => {
  app.decorate('marking', marking)
  if (marking === '') return
  app.addHook('onSend', async (_request, reply, payload) => {
    const disposition = reply.getHeader('content-disposition')
    if (typeof disposition === 'string') reply.header('content-disposition', markedName(disposition, marking))
    reply.header('x-protective-marking', marking)
    return payload
  })
}
