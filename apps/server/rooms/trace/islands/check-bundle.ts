// Runs in verify.html, opened from a file: without a server, without a connection.
import { parseLogKey } from '@mettrace/court-bundle/verify/signed-note'
import { verifyBundle, type VerifiedBundle } from '@mettrace/court-bundle/verify/verify-bundle'
import { filesOfZip } from '@mettrace/court-bundle/verify/zip'

const byId = (id: string): HTMLElement => document.querySelector<HTMLElement>(`#${id}`)!
const chooser = byId('zip') as HTMLInputElement
const keyField = byId('key') as HTMLInputElement
const [said, table] = [byId('said'), byId('files')]

const stateWords = {
  whole: 'Whole',
  altered: 'Altered',
  missing: 'Missing',
  'not listed': 'Not in the bundle',
  'signed with another key': 'Signed with another key',
} as const

const element = (tag: string, text: string): HTMLElement => {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

const say = (isWhole: boolean | undefined, ...lines: string[]): void => {
  said.className = isWhole === undefined ? '' : isWhole ? 'whole' : 'broken'
  said.replaceChildren(...lines.map((line) => element('p', line)))
}

const tableOf = ({ files }: VerifiedBundle): HTMLElement => {
  const whole = document.createElement('table')
  whole.append(element('caption', `${files.length} files`))
  const head = document.createElement('tr')
  for (const title of ['File', 'Found', 'In words']) {
    const cell = element('th', title)
    cell.setAttribute('scope', 'col')
    head.append(cell)
  }
  const thead = document.createElement('thead')
  thead.append(head)
  const body = document.createElement('tbody')
  // What is wrong comes first.
  const wrongFirst = files.toSorted(
    (one, other) => Number(one.state === 'whole') - Number(other.state === 'whole'),
  )
  for (const { path, state, words } of wrongFirst) {
    const row = document.createElement('tr')
    row.className = state.replaceAll(' ', '-')
    const name = element('th', path)
    name.setAttribute('scope', 'row')
    row.append(name, element('td', stateWords[state]), element('td', words))
    body.append(row)
  }
  whole.append(thead, body)
  return whole
}

const inWords = ({ isWhole, isUnchanged, case: of, files }: VerifiedBundle): string => {
  if (isWhole) return `The bundle of case ${of} is whole: ${files.length} files.`
  if (isUnchanged)
    return `The bundle of case ${of}, ${files.length} files, is unchanged since it was signed with the key below. Whose key that is, is not yet known.`
  const wrong = files.filter(({ state }) => state !== 'whole')
  return `The bundle is not whole. ${wrong.map(({ path, state }) => `${path}: ${stateWords[state].toLowerCase()}`).join('; ')}.`
}

const signerInWords = ({ key, keyFrom, signedBy }: VerifiedBundle): string[] => {
  if (key === undefined)
    return ['The signature of its list does not hold: files are held against a list that nobody signed.']
  return keyFrom === 'given'
    ? [`Its list is signed by ${signedBy} with the key that you entered.`]
    : [
        `Its list is signed with this key, which lay in the bundle: ${key}`,
        'Compare it with the key as it is published, and enter that above.',
      ]
}

const check = async (): Promise<void> => {
  const [file] = chooser.files ?? []
  if (!file) return
  table.replaceChildren()
  say(undefined, 'Checking …')
  try {
    const typed = keyField.value.trim()
    const keys = typed === '' ? [] : [parseLogKey(typed)]
    const found = verifyBundle(filesOfZip(new Uint8Array(await file.arrayBuffer())), keys)
    say(
      // Without a key from elsewhere nothing speaks for the bundle, and nothing against it.
      found.isUnchanged && !found.isWhole ? undefined : found.isWhole,
      inWords(found),
      ...signerInWords(found),
      ...found.custodyFaults.map((words) => `Custody: ${words}.`),
      `${found.proofs} entries of the access log are proved${found.proofs > 0 ? `, at a signed head of ${found.headSize} entries` : ''}.`,
    )
    table.replaceChildren(tableOf(found))
  } catch (error) {
    say(false, error instanceof RangeError ? error.message : 'The bundle could not be read.')
  }
}

chooser.addEventListener('change', () => void check())
keyField.addEventListener('change', () => void check())
