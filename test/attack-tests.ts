/** Tests that do what somebody who means harm might; those that count what they tried say so by `tellFigure`. */
export const attackTests: readonly string[] = [
  'test/database-attacks.test.ts',
  'test/tampering.test.ts',
  'test/hostile-forms.test.ts',
  'test/hostile-fields.test.ts',
  'test/bombs.test.ts',
  'apps/server/foundation/files/pictures.test.ts',
  'apps/server/foundation/files/files.test.ts',
  'test/frozen-database.test.ts',
  'test/full-disk.test.ts',
  'test/engine-faults.test.ts',
]
