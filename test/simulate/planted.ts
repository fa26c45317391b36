// node --import ./test/simulate/planted.ts PROGRAM: runs a program and its threads with the fault that PLANTED_FAULT names.
import { settings } from '../settings.ts'
import { plantedFaults } from './faults.ts'
import { plantFault } from './planting.ts'

const name = settings.plantedFault ?? ''
const fault = plantedFaults[name]
if (!fault) throw new TypeError(`No fault is called ${name}.`)
plantFault(fault)
