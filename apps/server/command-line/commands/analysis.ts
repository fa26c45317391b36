import type { Command } from 'commander'
import type { CommandContext } from '../program.ts'
import { addBacktestCommand } from './backtest.ts'
import { addPlanCommand } from './plan.ts'
import { addRiskCommand } from './risk.ts'

/** The commands that answer questions about loaded data. */
export const addAnalysisCommands = (program: Command, context: CommandContext): void => {
  addRiskCommand(program, context)
  addBacktestCommand(program, context)
  addPlanCommand(program, context)
}
