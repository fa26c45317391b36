import { z } from 'zod'
import { productVersion } from '../version.ts'
import { methodOf, patternOf, type AnyRoom } from './room.ts'

const names = (pattern: string): string[] => Array.from(pattern.matchAll(/:(\w+)/g), ([, name = '']) => name)

const queryOf = (query: z.ZodObject | undefined) =>
  Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).isOptional(),
    description: (schema as z.ZodType).description ?? '',
    schema: z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any' }),
  }))

const contentOf = (type: string, schema: z.ZodType | undefined) => ({
  [type]: schema ? { schema: z.toJSONSchema(schema, { unrepresentable: 'any' }) } : {},
})

/**
 * What programs may ask of the product, as OpenAPI 3.1: made from what the rooms say of their routes. Pages and forms are
 * for people and are not in it.
 */
export const openApi = (rooms: readonly AnyRoom[]) => ({
  openapi: '3.1.0',
  info: {
    title: 'MetTrace',
    version: productVersion,
    description: 'Answers are for the person signed in, in the role in use, by the access table.',
  },
  components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mettrace_session' } } },
  security: [{ session: [] }],
  paths: Object.fromEntries(
    rooms.flatMap(({ name, routes }) =>
      Object.entries(routes).flatMap(([id, route]) => {
        if (!route.machine) return []
        const { summary, type, query, body, answer } = route.machine
        const pattern = patternOf(route)
        return [
          [
            pattern.replaceAll(/:(\w+)/g, '{$1}'),
            {
              [methodOf(route).toLowerCase()]: {
                operationId: id,
                tags: [name],
                summary,
                parameters: [
                  ...names(pattern).map((each) => ({
                    name: each,
                    in: 'path',
                    required: true,
                    schema: { type: 'string' },
                  })),
                  ...queryOf(query),
                ],
                ...(body && { requestBody: { required: true, content: contentOf(type, body) } }),
                responses: {
                  200: { description: summary, content: contentOf(type, answer) },
                  400: { description: 'The question could not be understood' },
                  401: { description: 'Nobody is signed in' },
                  403: { description: 'Not for the role in use' },
                },
              },
            },
          ] as const,
        ]
      }),
    ),
  ),
})
