/** Tables and functions of surveys: only Deliver's own files name them in SQL. */
export const surveyTables = ['engagement.survey_count', 'engagement.surveys_leave'] as const
