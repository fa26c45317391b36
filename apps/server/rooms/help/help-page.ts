import { sendPage } from '../../foundation/layout/views.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { glossary } from './glossary.ts'

/** Says the same to everybody, and reads nothing of the database. */
export const answers: Answers = () => ({
  help: (_request, reply) => sendPage(reply, 200, 'rooms/help/views/help.njk', { room: 'Help', glossary }),
})
