import { actingAs } from '../foundation/access/acting-as.ts'
import type { Answers } from '../foundation/room/room.ts'
import { timeInWords } from '../foundation/days.ts'
import { allows } from '../foundation/access/may.ts'
import { personRoles } from '../foundation/access/roles.ts'
import { actorNames } from '../foundation/actor-names.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { idIn } from '../foundation/page/ids.ts'
import { readPage } from '../foundation/page/page.ts'
import { devices, nameDevice, revokeDevice } from './devices.ts'
import { emergencies, noteEmergency } from './emergency.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** Devices that people sign in on, and emergency sign-ins. */
export const answers: Answers<SignInParts> = ({ database, clock }) => {
  return {
    devices: async (request, reply) => {
      const found = await readPage(database, request, 'devices', async (tx) => {
        const list = await devices(tx)
        return {
          list,
          nameOf: await actorNames(
            tx,
            list.map(({ revokedBy }) => revokedBy),
          ),
        }
      })
      return sendPage(reply, 200, 'identity/views/devices.njk', {
        room: 'People',
        page: 'Devices',
        mayChange: allows(request.actor.role, { verb: 'change', kind: 'session' }),
        devices: found.list.map((device) => ({
          id: device.id,
          name: device.name,
          people: (device.people ?? []).join(', '),
          firstSeen: timeInWords(device.firstSeenAt),
          lastSeen: device.lastSeenAt ? timeInWords(device.lastSeenAt) : '–',
          revoked:
            device.revokedAt && device.revokedBy
              ? `blocked by ${found.nameOf(device.revokedBy)}, ${timeInWords(device.revokedAt)}`
              : undefined,
        })),
      })
    },
    nameDevice: async (request, reply) => {
      const { name } = (request.body ?? {}) as Record<string, unknown>
      const called = typeof name === 'string' ? name.trim().slice(0, 100) : ''
      if (called === '') throw new MetTraceError('usage', 'Give the device a name.')
      await database.withActor(request.actor, 'name of a device', (tx) =>
        nameDevice(tx, idIn(request), called),
      )
      return reply.redirect('/devices', 303)
    },
    revokeDevice: async (request, reply) => {
      await database.withActor(request.actor, 'shut a device out', (tx) =>
        revokeDevice(
          tx,
          idIn(request),
          { by: request.actor.id, session: request.signedIn?.sessionId ?? '' },
          clock(),
        ),
      )
      return reply.redirect('/devices', 303)
    },
    emergencies: async (request, reply) => {
      const list = await readPage(database, request, 'emergency sign-ins', emergencies)
      return sendPage(reply, 200, 'identity/views/emergencies.njk', {
        room: 'People',
        page: 'Emergency sign-ins',
        emergencies: list.map((each) => ({
          role: personRoles[each.role].title,
          reason: each.reason,
          madeBy: each.madeBy,
          madeAt: timeInWords(each.madeAt),
          used: each.usedAt ? timeInWords(each.usedAt) : each.validUntil < clock() ? 'never' : 'not yet',
          noted: each.notedBy.join(', ') || (each.usedAt ? 'nobody yet' : '–'),
        })),
      })
    },
    noteEmergency: async (request, reply) => {
      const { signedIn } = request
      const person = signedIn?.person.id ?? ''
      // Noting is one's own mark, not a change to the emergency: sign-in's part of the product keeps it.
      await database.withActor(actingAs('ownAccount', request.actor.id), 'emergency sign-in noted', (tx) =>
        noteEmergency(tx, idIn(request), person, clock()),
      )
      return reply.redirect('/emergencies', 303)
    },
  }
}
