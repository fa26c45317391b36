import type { Role } from '../../foundation/access/roles.ts'
import type { SubjectDigest } from '../../foundation/log/digests.ts'
import { mostFound, type FoundRecord, type RecordFinder } from '../../foundation/log/record-finder.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** What a search came to; `error` says what to do where nothing can be shown. */
export type Found = { records: FoundRecord[]; more: boolean } | { error: string }

const uuid = /^(?:person:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i
const checksum = /^[0-9a-f]{64}$/i
const code = /^(?=.*\d)[a-z0-9/.-]{3,40}$/i
const postcodeIn = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/i

/** Kinds of record that a reference of this form may belong to. */
const references: readonly { form: RegExp; kinds: readonly string[] }[] = [
  {
    form: uuid,
    kinds: ['home', 'resident', 'person', 'device', 'emergency', 'words of an entry', 'plan', 'import file'],
  },
  { form: checksum, kinds: ['protocol', 'published report'] },
  { form: code, kinds: ['kit', 'incident'] },
]

const nothingCalled = (error: string): Found => ({ error })

/** References of these kinds that the log has anything about. */
const withEntries = async (
  tx: Transaction,
  digestOf: SubjectDigest,
  ids: readonly string[],
  kinds: readonly string[],
): Promise<FoundRecord[]> => {
  const tries = kinds.flatMap((kind) => ids.map((id) => ({ kind, id, digest: digestOf(kind, id) })))
  const { rows } = await tx.query<{ place: number }>(
    `select place::int from unnest($1::bytea[]) with ordinality as asked (digest, place)
     where exists (select from log.entry e where e.subject = asked.digest)
        or exists (select from log.entry_subject s where s.subject = asked.digest)
     order by place`,
    [tries.map(({ digest }) => digest)],
  )
  return rows.flatMap(({ place }) => {
    const found = tries[place - 1]
    return found ? [{ kind: found.kind, id: found.id, called: `${found.kind} ${found.id}` }] : []
  })
}

const byReference = async (
  tx: Transaction,
  digestOf: SubjectDigest,
  sought: string,
): Promise<Found | undefined> => {
  const reference = references.find(({ form }) => form.test(sought))
  if (!reference) return undefined
  const plain = uuid.exec(sought)?.[1]?.toLowerCase() ?? sought
  const spellings = [...new Set([plain, plain.toUpperCase()])]
  const records = await withEntries(tx, digestOf, spellings, reference.kinds)
  if (records.length !== 1) await tx.record({ operation: 'consultation', kind: 'record', subjects: [sought] })
  return records.length > 0
    ? { records, more: false }
    : nothingCalled(
        'The access log has no entry about this reference. Check it, or search by address, postcode or name.',
      )
}

const byWords = async (tx: Transaction, finders: readonly RecordFinder[], sought: string): Promise<Found> => {
  const match = postcodeIn.exec(sought)
  const postcode = match ? `${match[1]}${match[2]}`.toUpperCase() : undefined
  const words = sought
    .replace(match?.[0] ?? '', ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,]+|[\s,]+$/g, '')
  if (postcode === undefined && !/\p{L}.*\p{L}/u.test(words))
    return nothingCalled('Enter an address, a postcode, a name or a reference')
  const records: FoundRecord[] = []
  let more = false
  for (const finder of finders) {
    const found = await finder.find(tx, { words, postcode })
    more ||= found.length > mostFound
    records.push(...found.slice(0, mostFound))
  }
  return records.length > 0
    ? { records, more }
    : nothingCalled(
        'Nothing is called that. Enter the number and the street, a postcode, or a whole name of a resident.',
      )
}

/**
 * Records that somebody means by an address, a postcode, a name or a reference. Every search is written down, with what
 * it found; what can be none of these is refused.
 */
export const searchRecords = async (
  tx: Transaction,
  { finders, role, digestOf }: { finders: readonly RecordFinder[]; role: Role; digestOf: SubjectDigest },
  sought: string,
): Promise<Found> =>
  (postcodeIn.exec(sought)?.[0] === sought ? undefined : await byReference(tx, digestOf, sought)) ??
  byWords(
    tx,
    finders.filter(({ allows }) => allows(role)),
    sought,
  )
