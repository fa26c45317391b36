/** As much as the server takes; see rooms/measure/pages/programmes-page.ts. */
const largest = 4 * 1024 * 1024

/** Reads a file that is chosen into the form's field, where it can be seen and changed before it is sent. */
const readInto = async (field: HTMLTextAreaElement, said: Element, file: File): Promise<void> => {
  if (file.size > largest) {
    said.textContent = `${file.name} was not read: it is larger than a programme can be.`
    return
  }
  field.value = await file.text()
  said.textContent = `${file.name} was read into the field below. Look at it, then press “Save and measure”.`
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island="programme-file"]')) {
  const choice = element.querySelector<HTMLInputElement>('input[type="file"]')
  const said = element.querySelector('[role="status"]')
  const field = document.querySelector<HTMLTextAreaElement>(`#${element.dataset['field']}`)
  choice?.addEventListener('change', () => {
    const file = choice.files?.[0]
    if (field && said && file) void readInto(field, said, file)
  })
  element.hidden = false
}
