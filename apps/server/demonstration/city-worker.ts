import { parentPort, workerData } from 'node:worker_threads'
import { makeCity } from '@mettrace/demo/city'
import { writeCityFiles } from './city-files.ts'

export type CityWork = { homes: number; seed: number; folder: string }

const { homes, seed, folder } = workerData as CityWork
parentPort?.postMessage({ answer: await writeCityFiles(makeCity(homes, seed), folder) })
