/** Tables and functions of exhibits: only Trace's own files name them in SQL. */
export const exhibitTables = [
  'enforcement.exhibit',
  'enforcement.exhibit_offer',
  'enforcement.exhibit_event',
  'enforcement.exhibit_answer',
  'enforcement.exhibit_ruling',
  'enforcement.exhibit_position',
  'enforcement.exhibit_place',
  'enforcement.exhibit_charges',
  'enforcement.keep_exhibits',
  'enforcement.keep_rulings',
  'enforcement.offer_exhibits',
  'enforcement.refuse_orphan',
  'enforcement.refuse_spent_skin',
  'enforcement.exhibits_leave',
] as const
