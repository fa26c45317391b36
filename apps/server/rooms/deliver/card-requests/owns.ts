/** Tables and functions of what households asked for by their cards: only Deliver's own files name them in SQL. */
export const cardRequestTables = [
  'engagement.card_request',
  'engagement.request_stands',
  'engagement.take_card_messages',
  'engagement.tell_requests',
] as const
