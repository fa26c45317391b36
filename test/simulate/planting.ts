import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { repositoryRoot } from '../repository.ts'
import type { Fault } from './faults.ts'

/** Puts a mistake into the code as it is loaded from now on; what it returns tells how often it has been. */
export const plantFault = ({ file, right, wrong }: Fault): (() => number) => {
  const address = pathToFileURL(join(repositoryRoot, file)).href
  let planted = 0
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context)
      if (url !== address) return loaded
      const text = String(loaded.source)
      if (text.split(right).length !== 2) throw new Error(`${file} does not say once: ${right}`)
      planted++
      return { ...loaded, source: text.replace(right, () => wrong) }
    },
  })
  return () => planted
}
