import type { FastifyInstance } from 'fastify'
import { methodOf, patternOf, type Answer, type Answers, type Room } from './room.ts'

/** Adds what a room answers. Its files are loaded when they are first asked for, each once. */
export const addRoom = <Parts>(app: FastifyInstance, room: Room<Parts>, parts: Parts): void => {
  const loaded = new Map<() => Promise<{ answers: Answers<Parts> }>, Promise<Record<string, Answer>>>()
  const answersFrom = (from: () => Promise<{ answers: Answers<Parts> }>): Promise<Record<string, Answer>> => {
    let answers = loaded.get(from)
    if (!answers) loaded.set(from, (answers = from().then((file) => file.answers(parts))))
    return answers
  }
  for (const [name, route] of Object.entries(room.routes)) {
    const { from, limit, bodyLimit, forPhones, takesFile } = route
    const who =
      'needs' in route
        ? { needs: route.needs }
        : 'open' in route
          ? { open: true as const }
          : { anyRole: true as const }
    app.route({
      method: methodOf(route),
      url: patternOf(route),
      config: {
        ...who,
        ...(limit ? { limit } : {}),
        ...(forPhones ? { forPhones } : {}),
        ...(takesFile ? { takesFile } : {}),
      },
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      handler: async (request, reply) => {
        const answer = (await answersFrom(from))[name]
        if (!answer) throw new TypeError(`${room.name} has no answer called ${name}.`)
        return answer(request, reply)
      },
    })
  }
}
