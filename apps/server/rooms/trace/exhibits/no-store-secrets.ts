import { storeSecretIn } from '@mettrace/continuity/words/store-secrets'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textsOf, type SentForm } from '../../../foundation/page/sent-form.ts'

/** What words of a form tell of getting into a store, each at its field: it belongs in no record of exhibits, and nothing is recorded. */
export const storeSecretsIn = (sent: SentForm): ErrorAtField[] =>
  Object.keys(sent).flatMap((field) => {
    const texts = textsOf(sent, field)
    return texts.flatMap((text, at) => {
      const what = storeSecretIn(text)
      return what === undefined
        ? []
        : [
            {
              text: `This looks like ${what}. Take it out: whoever reads the record would know it`,
              href: `#${field}${texts.length > 1 ? `-${at}` : ''}`,
            },
          ]
    })
  })
