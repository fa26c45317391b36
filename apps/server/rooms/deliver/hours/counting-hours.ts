/** What whoever counts hours of delivery must be let to ask. */
export const countingHours = { crossing: 'engagement.delivery_hours(date, date, text, text)' } as const
