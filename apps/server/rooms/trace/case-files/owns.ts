/** Functions that tell which records a case has, and who worked on it. */
export const caseFileFunctions = ['enforcement.files_of_case', 'enforcement.work_on_case'] as const
