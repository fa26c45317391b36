/** Follows the wall: whenever something was counted, and once a minute, its page is fetched anew and takes the old one's place. */

const wallOf = (page: Document): HTMLElement | null => page.querySelector('#wall')

/** Phones fall silent without anything being written. */
const atLeastEvery = 60_000

const say = (words: string): void => {
  const live = document.querySelector('[data-live]')
  if (live) live.textContent = words
}

/** What tells a link, or the table that scrolls, from the others. */
const nameOf = (element: Element | null): string | undefined =>
  element?.getAttribute('href') ?? element?.getAttribute('aria-labelledby') ?? undefined

/** Puts the new wall in the old one's place; whoever is on it by keys, or has scrolled its table, stays where they are. */
const replace = (old: HTMLElement, fresh: HTMLElement): void => {
  const focused = old.contains(document.activeElement) ? nameOf(document.activeElement) : undefined
  const scrolled = old.querySelector('.mettrace-scroll')?.scrollLeft ?? 0
  old.replaceChildren(...fresh.childNodes)
  const table = old.querySelector('.mettrace-scroll')
  if (table) table.scrollLeft = scrolled
  if (focused === undefined) return
  const again = [...old.querySelectorAll<HTMLElement>('a, [tabindex]')].find(
    (each) => nameOf(each) === focused,
  )
  again?.focus({ preventScroll: true })
}

let fetching = false

const fetchAnew = async (): Promise<void> => {
  const old = wallOf(document)
  if (!old || fetching) return
  fetching = true
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' })
    if (!answer.ok) throw new Error(`${answer.status}`)
    const fresh = wallOf(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    if (!fresh) throw new Error('no wall')
    replace(old, fresh)
    say('and live')
  } catch {
    say('and not live: this page cannot be reached, or you were signed out')
  } finally {
    fetching = false
  }
}

const follow = (address: string): void => {
  const source = new EventSource(address)
  let known: string | undefined
  source.addEventListener('counted', ({ data }: MessageEvent<string>) => {
    if (known === undefined) say('and live')
    else if (data !== known) void fetchAnew()
    known = data
  })
  source.addEventListener('error', () => {
    // Between two answers it is only connecting; closed, it will not come back.
    if (source.readyState === EventSource.CLOSED) say('and not live: load this page again')
  })
  setInterval(() => void fetchAnew(), atLeastEvery)
}

const { changes } = wallOf(document)?.dataset ?? {}
if (changes) follow(changes)
