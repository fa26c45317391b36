/** One fault as it would be written by mistake: in a file, what stands there and what the mistake puts in its place. */
export type Fault = { file: string; right: string; wrong: string }

/** Faults that phones of others have had, each planted into the code as it runs. */
export const plantedFaults: Readonly<Record<string, Fault>> = {
  'taken from the outbox before the reply': {
    file: 'packages/phone-sync/contact/push.ts',
    right: "    const reply = await ask(ports, { kind: 'events', body }, batchAnswer)\n",
    wrong: `    await store.write(batch.map((row) => ({ do: 'remove', table: 'outbox', key: outboxKey(row.event.sequence) })), 'strict')
    const reply = await ask(ports, { kind: 'events', body }, batchAnswer)\n`,
  },
  'marked by batch instead of by event': {
    file: 'packages/phone-sync/outbox/unsent.ts',
    right: '    const answer = byId.get(row.event.id)\n',
    wrong: "    const answer = byId.get(row.event.id) ?? { id: row.event.id, answer: 'accepted' as const }\n",
  },
  'cursor saved before rows': {
    file: 'packages/phone-sync/fetch/pull.ts',
    right: '    await store.write(\n      [\n',
    wrong: `    await store.write([put('state', cursorKey(person), held)], 'relaxed')
    await store.write(\n      [\n`,
  },
  'tried again only with a new event': {
    file: 'packages/phone-sync/contact/contact.ts',
    right: '    if (!closed) later()\n',
    wrong: '    if (!closed && trouble === null) later()\n',
  },
  'looked up, then inserted': {
    file: 'test/simulate/server.ts',
    right: '    if (records.written.length !== written) judged = judge()\n',
    wrong: '    if (records.written.length < written) judged = judge()\n',
  },
  'withdrawals filtered by their own date': {
    file: 'test/simulate/feed.ts',
    right: 'wanted.has(row.page) && isAfter(row, from)',
    wrong:
      'wanted.has(row.page) && isAfter(row.data === null ? { transaction: row.dated, row: row.row } : row, from)',
  },
  'signing out clears the queue': {
    file: 'packages/phone-sync/phone.ts',
    right: '    signOut: () => {\n',
    wrong: `    signOut: () => {
      const mine = [...outbox.rows.keys()]
      outbox.forget(mine)
      void store.write(mine.map((key) => ({ do: 'remove', table: 'outbox', key })), 'strict').catch(() => undefined)
`,
  },
  'success taken for complete': {
    file: 'packages/phone-sync/store/store.ts',
    right: `        for (const change of changes)
          if (change.do === 'remove') void transaction.remove(change.table, change.key)
          else void transaction[change.do](change.table, change.key, change.value)
        await transaction.complete
`,
    wrong: `        for (const change of changes)
          if (change.do === 'remove') await transaction.remove(change.table, change.key)
          else await transaction[change.do](change.table, change.key, change.value)
`,
  },
  'late commits passed over': {
    file: 'test/simulate/feed.ts',
    right: '[...open].reduce((least, each) => (each < least ? each : least), next)',
    wrong: '[...open].reduce((least) => least, next)',
  },
  'sent in the name of whoever is signed in': {
    file: 'packages/phone-sync/outbox/unsent.ts',
    right: '.filter((row) => row.event.author === person && isUnsent(row, epoch))',
    wrong: '.filter((row) => person !== null && isUnsent(row, epoch))',
  },
  'nothing sent again after a restore': {
    file: 'packages/phone-sync/outbox/unsent.ts',
    right: '  answered === null || answered.epoch !== epoch\n',
    wrong: '  answered === null || (answered.epoch !== epoch && false)\n',
  },
  'opened homes forgotten after a crash': {
    file: 'packages/phone-sync/looked/looked.ts',
    right: "        'strict',\n",
    wrong: "        'relaxed',\n",
  },
  'opened homes taken for told before the reply': {
    file: 'packages/phone-sync/contact/push.ts',
    right: "    const reply = await ask(ports, { kind: 'events', body }, batchAnswer)\n",
    wrong: `    await store.write(told(looked, epoch ?? ''), 'strict')
    const reply = await ask(ports, { kind: 'events', body }, batchAnswer)\n`,
  },
  'opened homes told twice': {
    file: 'test/simulate/server.ts',
    right: 'told.filter((look) => !known.has(lookKey(look)))',
    wrong: 'told',
  },
  'saved without strict durability': {
    file: 'packages/phone-sync/outbox/outbox.ts',
    right: "        'strict',\n",
    wrong: "        'relaxed',\n",
  },
}

/** A fault of the server: in its code, or in its schema as SQL. */
export type ServerFault = { code: Fault; schema?: undefined } | { schema: string; code?: undefined }

/** Faults planted where only a run over PostgreSQL goes: the server's own code and keys. */
export const plantedOnPostgres: Readonly<Record<string, ServerFault>> = {
  'late commits passed over': {
    code: {
      file: 'apps/server/foundation/log/served-below.ts',
      right: 'pg_snapshot_xmin(pg_current_snapshot())',
      wrong: 'pg_snapshot_xmax(pg_current_snapshot())',
    },
  },
  'looked up, then inserted, without a key': {
    schema: `
      alter table engagement.phone_event drop constraint phone_event_once;
      alter table engagement.phone_event drop constraint phone_event_pkey cascade;
      alter table engagement.phone_event drop constraint phone_event_id_actor_key cascade;
      alter table engagement.visit drop constraint visit_pkey`,
  },
  'cursor saved before rows': { code: plantedFaults['cursor saved before rows']! },
  'events and what they mean in two transactions': {
    code: {
      file: 'apps/server/rooms/deliver/sync/judge/take-batch.ts',
      right: '  await writeClashes(tx, judged, sender)\n',
      wrong: `  await writeClashes(tx, judged, sender)
  await tx.query('commit')
  await tx.query('begin')
  await tx.query("select set_config('role', 'mettrace_ward_officer', true), set_config('mettrace.actor', $1, true), set_config('mettrace.proof', $2, true)", [actor.id, actor.proof])
`,
    },
  },
}
