/**
 * Tables and functions that only the files of the foundation name in SQL. The log's are Account's to show as well: the
 * foundation writes and seals them, and knows no room.
 */
export const foundationTables = [
  'foundation.setting',
  'foundation.master_key',
  'engagement.file',
  'engagement.erase_files_before',
  'engagement.phone_piece',
  'engagement.drop_pieces_before',
  'enforcement.file',
  'enforcement.phone_piece',
  'enforcement.drop_pieces_before',
  // Asked by a policy alone.
  'foundation.city_may_begin',
  // Who acted, by name: every room may ask, without standing on what keeps people.
  'identity.actor_names',
  // A colleague by name, for a team or beside a loss.
  'identity.find_colleagues',
  // Who is posted where, for a rota.
  'identity.posted_officers',
] as const

/** What the foundation writes and Account shows. */
export const logTables = [
  'log.entry',
  'log.entry_subject',
  'log.entry_text',
  'log.entry_content',
  'log.bound_table',
  'log.earlier_act',
  'log.sealed',
  'log.head',
  'log.cosignature',
  'log.epoch',
  'log.alarm',
  'log.present_epoch',
] as const

/** Functions that say who asks, and where they are posted: every part may name them. */
export const whoAsks = [
  'foundation.actor_id',
  'foundation.acting_places',
  'foundation.proved_person',
] as const
