// Every page works without this: it moves the focus to an error summary and to the content behind the skip link.
import { initAll } from 'GOVUK_FRONTEND'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
