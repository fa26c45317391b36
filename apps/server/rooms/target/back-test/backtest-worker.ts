import { backtest, type BacktestInputs } from '@mettrace/analysis/backtest/backtest'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'

answerInWorker((inputs: BacktestInputs) => backtest(inputs))
