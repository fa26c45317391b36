import type { PlanChoice, PlanMoved } from '../plan/plan-choice.ts'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 2 })

const kitsOf = ({ kits }: PlanMoved): string => `${whole.format(kits)} ${kits === 1 ? 'kit' : 'kits'}`

const wordsOf = (moved: PlanMoved): string =>
  'cannot' in moved
    ? `With ${kitsOf(moved)} the conditions cannot be met.`
    : `With ${kitsOf(moved)}: ${whole.format(moved.areas)} deployment ${moved.areas === 1 ? 'area' : 'areas'}, ${tenths.format(moved.expected)} burglaries expected in these areas, ${moved.gap === 0 ? 'no better choice exists' : `no choice is better by more than ${percent.format(moved.gap)}`}.`

/** A slider for the number of kits: chooses in the page itself, with the code that the server chooses with. */
class PlanSlider {
  readonly #input: HTMLInputElement
  readonly #words: HTMLElement
  readonly #kits: HTMLInputElement | null
  readonly #element: HTMLElement
  #worker: Worker | undefined
  #codes: string[] = []
  #busy = false
  #next: number | undefined

  private constructor(element: HTMLElement) {
    this.#element = element
    this.#kits = document.querySelector<HTMLInputElement>('input#kits')
    const label = document.createElement('label')
    label.className = 'govuk-label govuk-label--s'
    label.textContent = 'More or fewer kits'
    label.htmlFor = 'kits-slider'
    this.#input = document.createElement('input')
    this.#input.type = 'range'
    this.#input.id = 'kits-slider'
    this.#input.className = 'mettrace-slider__range'
    const kits = Number(element.dataset['kits'])
    this.#input.min = '0'
    this.#input.max = String(Math.max(kits * 3, 1000))
    this.#input.step = String(Math.max(1, Math.round(kits / 50)))
    this.#input.value = String(kits)
    this.#tellValue(kits)
    this.#words = document.createElement('p')
    this.#words.className = 'govuk-body-s mettrace-slider__words'
    this.#words.setAttribute('role', 'status')
    this.#words.textContent = 'The plan updates as you move the slider.'
    element.replaceChildren(label, this.#input, this.#words)
    element.hidden = false
    this.#input.addEventListener('input', () => void this.#moved(Number(this.#input.value)))
  }

  static drawIn(element: HTMLElement): PlanSlider {
    return new PlanSlider(element)
  }

  async #begin(): Promise<Worker> {
    const answer = await fetch(this.#element.dataset['choice'] ?? '', {
      headers: { accept: 'application/json' },
    })
    const { codes, choice } = (await answer.json()) as { codes: string[]; choice: PlanChoice }
    this.#codes = codes
    const worker = new Worker(this.#element.dataset['worker'] ?? '', { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<PlanMoved>) => this.#show(data))
    worker.postMessage({ choice })
    return worker
  }

  /** What is heard instead of a bare number. */
  #tellValue(kits: number): void {
    this.#input.setAttribute('aria-valuetext', `${whole.format(kits)} ${kits === 1 ? 'kit' : 'kits'}`)
  }

  /** One answer on the page: figures and tables of the plan that it came with are put away while another is shown. */
  #keepOneAnswer(kits: number): void {
    const isOther = kits !== Number(this.#element.dataset['kits'])
    for (const part of document.querySelectorAll<HTMLElement>('[data-answer="plan"]')) part.hidden = isOther
  }

  async #moved(kits: number): Promise<void> {
    this.#tellValue(kits)
    this.#keepOneAnswer(kits)
    if (this.#kits) this.#kits.value = whole.format(kits)
    this.#next = kits
    if (this.#busy) return
    this.#busy = true
    this.#worker ??= await this.#begin()
    this.#ask()
  }

  #ask(): void {
    const kits = this.#next
    this.#next = undefined
    if (kits === undefined) this.#busy = false
    else this.#worker?.postMessage({ kits })
  }

  #show(moved: PlanMoved): void {
    this.#words.textContent = `${wordsOf(moved)} Press “Show the plan” for its areas and reasons.`
    if ('chosen' in moved) {
      const codes = moved.chosen.map((at) => this.#codes[at])
      document
        .querySelector('[data-island="area-map"]')
        ?.dispatchEvent(new CustomEvent('mettrace:chosen', { detail: { codes } }))
    }
    this.#ask()
  }
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island="plan-slider"]'))
  PlanSlider.drawIn(element)
