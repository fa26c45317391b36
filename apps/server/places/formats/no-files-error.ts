import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'

/** A folder or archive without a file. Reading it as empty would hide a failed download. */
export const noFilesError = (path: string): MetTraceError =>
  new MetTraceError('file_wrong_kind', 'There is no file here to read.', {
    file: basename(path),
    found: 'no files',
    expected: 'a file, or a folder or zip with files in it',
  })
