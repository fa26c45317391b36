/** Offers to never or always take the area that was chosen on the map: its code goes into the form's list. */
const offer = (element: HTMLElement, code: string): void => {
  const button = (words: string, field: 'exclude' | 'include'): HTMLButtonElement => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'govuk-button govuk-button--secondary govuk-!-margin-bottom-0'
    made.textContent = words
    made.addEventListener('click', () => {
      const list = document.querySelector<HTMLTextAreaElement>(`#${field}`)
      if (!list) return
      const codes = list.value.split(',').map((each) => each.trim())
      if (!codes.includes(code)) list.value = [...codes, code].filter((each) => each !== '').join(', ')
      const details = list.closest('details')
      if (details) details.open = true
      element.textContent = `${code} is in the list “${words}”. Press “Show the plan”.`
    })
    return made
  }
  element.replaceChildren(`${code}: `, button('Never take', 'exclude'), ' ', button('Always take', 'include'))
  element.hidden = false
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island="plan-conditions"]')) {
  document.addEventListener('mettrace:area', (event) => {
    offer(element, (event as CustomEvent<{ code: string }>).detail.code)
  })
}
