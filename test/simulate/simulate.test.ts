import { expect, test } from 'vitest'
import { run } from '../command.ts'
import { nodeProgram, repositoryRoot } from '../repository.ts'
import { alwaysEnding } from './always-ends.ts'
import { calm } from './weather.ts'
import { plantedFaults } from './faults.ts'
import { planOf, type Plan } from './plan.ts'
import { runPlan } from './run-seed.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'

test('200 seeds: nothing lost, nothing doubled, nothing diverged', async () => {
  const { events, acknowledged, unsaved, destroyed, ...sum } = await simulate({ seeds: 200 })
  expect(sum).toEqual({ seeds: 200, lost: 0, doubled: 0, diverged: 0, failing: [], faults: [] })
  expect(events).toBeGreaterThan(4000)
  expect(acknowledged + unsaved + destroyed).toBe(events)
  expect(acknowledged / events).toBeGreaterThan(0.75)
})

test('a seed is one run: again, it comes to the same', async () => {
  for (const seed of [3, 54, 187]) expect(await runPlan(planOf(seed))).toEqual(await runPlan(planOf(seed)))
})

test('what fails is made smaller until nothing can be left out', async () => {
  const plan = planOf(11)
  const needs: Plan['steps'] = [plan.steps[4]!, plan.steps[9]!]
  const smallest = await shrink(plan, async ({ steps, weather }) =>
    Boolean(weather.lost > 0 && needs.every((step) => steps.includes(step))),
  )
  expect(smallest).toEqual({ seed: 11, weather: { ...calm, lost: plan.weather.lost }, steps: needs })
})

test('a run that breaks off, or waits for what never comes, is a seed that fails', async () => {
  const findings = await runPlan(planOf(1))
  const broken = await simulate({
    seeds: 3,
    runs: async ({ seed }) => {
      if (seed === 2) throw new Error('no database')
      return findings
    },
  })
  expect(broken).toMatchObject({
    seeds: 3,
    diverged: 1,
    failing: [2],
    faults: ['2: broken off: no database'],
  })
  const runs = alwaysEnding(() => new Promise(() => undefined), 1)
  expect(await runs(planOf(1))).toMatchObject({ diverged: 1, faults: ['broken off: no end within 0.001 s'] })
})

/** The command itself, with a fault in the code of all its threads. */
const simulated = (...more: string[]) =>
  run(
    nodeProgram,
    ['--import', './test/simulate/planted.ts', 'test/simulate/run.ts', '--seeds', '3', ...more],
    {
      folder: repositoryRoot,
      environment: { PLANTED_FAULT: 'saved without strict durability' },
    },
  )

test('where a seed fails the figures are printed as ever, and the way to it at its shortest', async () => {
  const asked = await simulated('--json')
  expect(asked.code).toBe(1)
  const sum = JSON.parse(asked.output) as { failing: number[] }
  const figures = ['seeds', 'events', 'acknowledged', 'lost', 'doubled', 'diverged', 'failing']
  expect(Object.keys(sum)).toEqual(figures)
  const { code, output } = await simulated()
  expect(code).toBe(1)
  for (const figure of figures) expect(output).toMatch(new RegExp(`^${figure} +[0-9]`, 'm'))
  expect(output).toMatch(new RegExp(`^Seed ${sum.failing[0]}, at its shortest:\n(  .+\n)+  lost: `, 'm'))
})

// The test of the test: each of these mistakes, written into the code that runs, is found by some seed.
test.each(Object.keys(plantedFaults))('a planted fault is found: %s', async (name) => {
  const { code, output } = await run(nodeProgram, ['test/simulate/plant.ts', name, '400'], {
    folder: repositoryRoot,
  })
  expect(code, output).toBe(0)
  const found = JSON.parse(output) as { planted: number; failing: number[] }
  expect(found.planted).toBe(1)
  expect(found.failing).toHaveLength(1)
})
