const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })

/** The day of a moment where rounds are walked, `2026-06-30`: for an hour after midnight in summer it is another one than in UTC. */
export const londonDay = (moment: number | string): string => day.format(new Date(moment))
