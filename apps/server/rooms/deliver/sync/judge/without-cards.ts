import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'

const without = (fact: Fact, isElsewhere: (card: string) => boolean): Fact => {
  switch (fact.kind) {
    case 'no-answer': {
      const { card, ...rest } = fact
      return card === undefined || isElsewhere(card) ? rest : fact
    }
    case 'rest-of-landing': {
      const doors = fact.doors.map(({ card, ...door }) =>
        card === undefined || isElsewhere(card) ? door : { ...door, card },
      )
      return { ...fact, doors }
    }
    case 'reply':
      return fact.says.kind === 'correct'
        ? {
            ...fact,
            says: {
              kind: 'correct',
              instead: without(fact.says.instead, isElsewhere) as typeof fact.says.instead,
            },
          }
        : fact
    default:
      return fact
  }
}

/** An event as it counts where some of its cards are at other doors: nobody was found, and no card was left there. */
export const withoutCards = (event: PhoneEvent, isElsewhere: (card: string) => boolean): PhoneEvent => ({
  ...event,
  fact: without(event.fact, isElsewhere),
})
