import type { Answer } from './answer.ts'
import type { Progress } from './progress.ts'

/** What a command is given: where to tell progress, and where to hand in its answer. */
export type CommandContext = {
  progress: Progress
  done: (command: string, answer: Answer) => Promise<void>
  /** Takes the help that was asked for. */
  help: (text: string) => void
}
