/** Runs in an empty page: a list of the same height that draws nothing. */
export function plainList(heightPx) {
  document.body.innerHTML = `<div id="list" style="height:740px;overflow-y:scroll"><div style="height:${heightPx}px;background:linear-gradient(#fff,#06c)"></div></div>`
}
