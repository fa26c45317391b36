import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyContextConfig, FastifyInstance } from 'fastify'

/** A route as the application has it; `HEAD` comes with every `GET` and is left out. */
export type Route = { method: string; url: string; config: FastifyContextConfig }

/** Builds an application and says which routes it has: every one that Fastify was ever told of. */
export const withItsRoutes = async (
  build: () => Promise<FastifyInstance>,
): Promise<{ app: FastifyInstance; routes: Route[] }> => {
  const routes: Route[] = []
  const listen = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const each of [method].flat())
        if (each !== 'HEAD') routes.push({ method: each, url, config: config ?? {} })
    })
  }
  subscribe('fastify.initialization', listen)
  try {
    return { app: await build(), routes }
  } finally {
    unsubscribe('fastify.initialization', listen)
  }
}
