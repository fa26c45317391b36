import { Option, type Command } from 'commander'
import { codes, monthsAhead, share } from './options.ts'

/** Options of commands about plans: how far ahead, how many homes, and which areas never or always. */
export const withPlanOptions = (command: Command): Command =>
  command
    .option('--months <number>', 'months ahead that count', monthsAhead, 12)
    .option('--saturation <share>', "share of an area's homes that get a kit (default: the setting)", share)
    .addOption(
      new Option('--exclude <code...>', 'areas never to choose').argParser(codes).default([], 'none'),
    )
    .addOption(
      new Option('--include <code...>', 'areas always to choose').argParser(codes).default([], 'none'),
    )
