import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textsOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { textQr } from '../../../foundation/layout/qr.ts'
import { mostExhibits } from './named-exhibits.ts'
import { exhibitsById } from './positions.ts'

/** Labels with QR codes. A code tells nobody anything but the exhibit's own id, by which a signed-in colleague finds it. */
export const answers: Answers = ({ database }) => ({
  printExhibitLabels: async (request, reply) => {
    const ids = textsOf(sentForm(request.body), 'exhibit').flatMap((text) => idFrom(text) ?? [])
    if (ids.length > mostExhibits)
      throw new MetTraceError('usage', `Print labels of ${mostExhibits} exhibits or fewer at once.`)
    const exhibits = await readPage(database, request, 'labels of exhibits', (tx) => exhibitsById(tx, ids))
    if (exhibits.length === 0) throw new MetTraceError('not_found', 'There is no such exhibit here.')
    return sendPage(reply, 200, 'rooms/trace/exhibits/label-sheet.njk', {
      room: 'Trace',
      page: 'Exhibits',
      exhibits: exhibits.map(({ id, reference, crime, custody, seal }) => ({
        reference,
        of: [crime, custody].filter((of) => of !== null).join(', '),
        seal,
        qr: textQr(id.toUpperCase()),
      })),
    })
  },
})
