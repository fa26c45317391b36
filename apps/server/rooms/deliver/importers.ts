import { importer, type Importer } from '../../places/importer.ts'
import { column } from '../supply/importers.ts'
import type { SurveySettings } from './surveys/import-survey.ts'

/** What brings the answers of surveys. */
export const deliverImporters: readonly Importer[] = [
  importer({
    name: 'survey',
    words: 'what residents and offenders know of the programme, as numbers (docs/formats/survey.md)',
    files: 'one',
    as: 'importKitsCommand',
    options: [
      column('area', 'the codes of small areas'),
      column('date', 'the days'),
      column('people', 'who was asked: residents or offenders'),
      column('question', 'the questions'),
      column('asked', 'how many answered'),
      column('know', 'how many of them knew'),
    ],
    run: async (database, actor, paths, progress, settings: SurveySettings) =>
      (await import('./surveys/import-survey.ts')).importSurvey(database, actor, paths, progress, settings),
  }),
]
