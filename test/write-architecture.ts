// npm run architecture: draws docs/architecture.md anew.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { architectureText } from './architecture-text.ts'
import { repositoryRoot } from './repository.ts'

const file = join(repositoryRoot, 'docs/architecture.md')
await writeFile(file, await format(architectureText(), { ...(await resolveConfig(file)), filepath: file }))
