/** The tenant's own look: set apart from any client's, readable in light and dark. */
export const LOOK = `
:root { color-scheme: light dark; --ground: light-dark(#f4f1ea, #1c1b19); --sheet: light-dark(#fffdf8, #262521);
  --ink: light-dark(#2b2a27, #ece8df); --soft: light-dark(#5d594f, #b5afa2); --rule: light-dark(#d9d3c5, #45423b);
  --band: light-dark(#3d4a3f, #2f3b32); --link: light-dark(#275a3c, #9fd0ae);
  --tag: light-dark(#e6ecdf, #37423a); }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 Georgia, 'Times New Roman', serif }
.band { background: var(--band); color: #f6f4ee; padding: .6rem 1.5rem; font: 14px/1.4 system-ui, sans-serif }
.band a { color: inherit }
main { max-width: 70rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
h1 { font-size: 1.7rem; margin: 1rem 0 .25rem } h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem } h2.item { font-size: 1.05rem; margin: 0 }
a { color: var(--link) } .soft { color: var(--soft) } p { max-width: 46rem; margin: .25rem 0 }
.sheet { background: var(--sheet); border: 1px solid var(--rule); border-radius: 4px; padding: 1rem 1.25rem; margin: .75rem 0 }
.facts { color: var(--soft); font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
.tag { background: var(--tag); border-radius: 3px; padding: 0 .4rem; font: 13px/1.6 system-ui, sans-serif; color: var(--ink) }
.key { display: flex; gap: .5rem; margin-top: .5rem } .key input { flex: 1; min-width: 0; font: 13px ui-monospace, monospace;
  padding: .4rem .5rem; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 3px }
button { font: 14px system-ui, sans-serif; padding: .4rem .9rem; border: 1px solid var(--soft); border-radius: 3px; background: var(--sheet); color: inherit; cursor: pointer }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.scroll { overflow: auto; max-height: 24rem; border: 1px solid var(--rule); margin-top: .75rem }
table { border-collapse: collapse; font: 13px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums }
caption { text-align: left; padding: .3rem .6rem; color: var(--soft) }
th, td { padding: .15rem .6rem; border-bottom: 1px solid var(--rule); text-align: left; white-space: nowrap }
thead th { position: sticky; top: 0; background: var(--sheet) } .number { text-align: right } td.gap { color: var(--soft) }
iframe { width: 100%; height: 34rem; border: 1px solid var(--rule); background: #fff; margin-top: .75rem } img { max-width: 100%; margin-top: .75rem; background: #fff }
.sheet > h2:first-child { margin: 0 }
`

/** Copies the key of the button's own row, and says so where a screen reader hears it. */
export const COPY_SCRIPT = `
for (const button of document.querySelectorAll('button[data-copies]')) {
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copies)
    const said = document.getElementById('said')
    field.select()
    try { await navigator.clipboard.writeText(field.value) } catch { document.execCommand('copy') }
    said.textContent = button.dataset.said
  })
}
`
