/**
 * One error class for everything a user may be told. `code` is stable and listed in docs/errors.md;
 * `exitCode` is what the command line ends with; `where` says which file, line and column, what stood
 * there and what should have.
 */
export type ErrorPlace = {
  file?: string
  line?: number
  column?: number | string
  found?: string
  expected?: string
  /** What was asked for that it is about, by the name that the question gives it; pages find their field by it. */
  about?: string
}

export const errorCodes = {
  usage: { exitCode: 2, status: 400 },
  file_missing: { exitCode: 3, status: 422 },
  file_unreadable: { exitCode: 3, status: 422 },
  file_encoding: { exitCode: 3, status: 422 },
  file_truncated: { exitCode: 3, status: 422 },
  file_wrong_kind: { exitCode: 3, status: 422 },
  file_too_large: { exitCode: 3, status: 422 },
  archive_corrupt: { exitCode: 3, status: 422 },
  archive_too_large: { exitCode: 3, status: 422 },
  archive_path: { exitCode: 3, status: 422 },
  column_missing: { exitCode: 3, status: 422 },
  value_invalid: { exitCode: 3, status: 422 },
  row_shape: { exitCode: 3, status: 422 },
  geometry_invalid: { exitCode: 3, status: 422 },
  projection_wrong: { exitCode: 3, status: 422 },
  series_mixed: { exitCode: 3, status: 422 },
  log_differs: { exitCode: 3, status: 409 },
  custody_broken: { exitCode: 3, status: 409 },
  not_enough: { exitCode: 4, status: 409 },
  kit_not_moved: { exitCode: 4, status: 409 },
  exhibit_not_recorded: { exitCode: 4, status: 409 },
  money_refused: { exitCode: 4, status: 409 },
  data_in_use: { exitCode: 5, status: 503 },
  not_found: { exitCode: 3, status: 404 },
  too_much_work: { exitCode: 4, status: 422 },
  still_working: { exitCode: 3, status: 503 },
  stopped: { exitCode: 3, status: 409 },
  too_many: { exitCode: 3, status: 429 },
  sign_in_needed: { exitCode: 3, status: 401 },
  sign_in_refused: { exitCode: 3, status: 403 },
  not_allowed: { exitCode: 3, status: 403 },
  form_stale: { exitCode: 3, status: 403 },
  database_silent: { exitCode: 70, status: 503 },
  disk_full: { exitCode: 70, status: 503 },
  fault: { exitCode: 70, status: 500 },
} as const satisfies Record<string, { exitCode: number; status: number }>

export type ErrorCode = keyof typeof errorCodes

export class MetTraceError extends Error {
  readonly code: ErrorCode
  readonly where: ErrorPlace

  constructor(code: ErrorCode, message: string, where: ErrorPlace = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MetTraceError'
    this.code = code
    this.where = where
  }

  get exitCode(): number {
    return errorCodes[this.code].exitCode
  }

  get status(): number {
    return errorCodes[this.code].status
  }
}
