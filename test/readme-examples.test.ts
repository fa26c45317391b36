import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { run } from './command.ts'
import { nodeProgram, repositoryRoot } from './repository.ts'

const block = (text: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(text)?.[1] ?? ''

const manifest = z.object({
  name: z.string().startsWith('@mettrace/'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  description: z.string().min(20),
  license: z.string(),
  type: z.literal('module'),
  exports: z.record(z.string(), z.string().nullable()),
  files: z.array(z.string()),
  sideEffects: z.literal(false),
})

const packages = [
  'analysis',
  'clocks',
  'continuity',
  'court-bundle',
  'disclosure',
  'kit-codes',
  'ledger',
  'money',
  'pdf-ua',
  'phone-sync',
  'procurement',
  'protocol',
  'readings',
]

describe.each(packages)('the package %s', (name) => {
  const folder = join(repositoryRoot, 'packages', name)

  test('prints what its README says it prints', async () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    const example = block(readme, 'ts')
    expect(example).toContain(`from '@mettrace/${name}/`)
    const { code, output } = await run(nodeProgram, ['--input-type=module-typescript', '--eval', example], {
      environment: { NODE_NO_WARNINGS: '1' },
    })
    expect(code, output).toBe(0)
    expect(output).toBe(block(readme, 'text'))
  })

  test('has what a package needs, and packs sources and README without tests', async () => {
    const own: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const { license } = manifest.parse(own)
    const house: unknown = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
    expect(license).toBe(z.object({ license: z.string() }).parse(house).license)
    const { code, output } = await run('npm', ['pack', '--dry-run', '--json', '--silent'], { folder })
    expect(code, output).toBe(0)
    const [packed] = z
      .array(z.object({ files: z.array(z.object({ path: z.string() })) }))
      .parse(JSON.parse(output))
    const paths = packed!.files.map(({ path }) => path)
    expect(paths).toContain('README.md')
    expect(paths.filter((path) => path.endsWith('.ts')).length).toBeGreaterThan(7)
    expect(paths.filter((path) => path.endsWith('.test.ts'))).toEqual([])
  })
})
