/** The least a page can do for a pointer: one mark follows it. */
export function plainPage() {
  return `<!doctype html><title>plain</title><body style="margin: 0">
    <svg width="1400" height="800"><path id="mark" d="M0 0h10" stroke="black" /></svg>
    <script>
      addEventListener('pointermove', (event) => {
        document.querySelector('#mark').setAttribute('d', 'M' + event.clientX + ' ' + event.clientY + 'h10')
      })
    </script>`
}
