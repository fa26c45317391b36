/**
 * What the encrypted fields of a resident are bound to besides their row: Deliver seals them, and a trace opens them by a
 * crossing.
 */
export const residentFields = 'engagement.resident'

/** What the encrypted code of a bottle is bound to: Supply seals it. */
export const kitFields = 'engagement.kit'

/** What the bytes of a file are bound to: the house seals them. */
export const fileFields = 'engagement.file'

/** The same of pictures of scans, and of pieces of pictures of either regime while they come. */
export const scanFileFields = 'enforcement.file'
export const pieceFields = 'engagement.phone_piece'
export const scanPieceFields = 'enforcement.phone_piece'

/** What an event of a phone is bound to, as it came: Deliver seals it. */
export const eventFields = 'engagement.phone_event'

/** What a resident says is wrong: the pages for residents seal it, and a sergeant opens it. */
export const correctionFields = 'engagement.correction'

/** What the digests of codes for once are made by: Deliver makes a code, and the pages for residents ask with it. */
export const heldCode = 'one-time code'

/** What the code of a field reading is bound to: Trace seals it. */
export const readingFields = 'enforcement.field_reading'

/** What the code of a laboratory's result is bound to: Trace seals it. */
export const resultFields = 'enforcement.laboratory_result'
