import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const letters = () => import('./letters-page.ts')
const cards = () => import('./cards-page.ts')
const corrections = () => import('./corrections-page.ts')

/** What is written to households on paper or left at their doors, and what they want corrected. */
export const letterRoutes = {
  letters: {
    get: paths.letters,
    needs: { verb: 'add', kind: 'letter_attempt' } as Needs,
    from: letters,
    menu: {
      group: 'Residents',
      title: 'Letters to print',
      lead: 'Codes and visits that residents asked for, to be sent by post.',
    },
  },
  printLetters: {
    post: paths.printLetters,
    needs: { verb: 'add', kind: 'letter_attempt' } as Needs,
    from: letters,
  },
  cards: {
    get: paths.cards,
    needs: { verb: 'add', kind: 'left_card' } as Needs,
    from: cards,
    menu: {
      group: 'Residents',
      title: 'Cards to leave',
      lead: 'Cards with codes, for doors where nobody answers, to be printed.',
    },
  },
  printCards: { post: paths.cards, needs: { verb: 'add', kind: 'left_card' } as Needs, from: cards },
  corrections: {
    get: paths.corrections,
    needs: { verb: 'read', kind: 'correction' } as Needs,
    from: corrections,
    menu: {
      group: 'Residents',
      title: 'Corrections',
      lead: 'What residents say is wrong with what is held of them.',
    },
  },
  answerCorrection: {
    post: paths.answerCorrection,
    needs: { verb: 'add', kind: 'correction_answer' } as Needs,
    from: corrections,
  },
} satisfies Record<string, Route>
