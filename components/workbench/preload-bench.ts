/** Run once, and only after the start page itself has loaded: nothing of it counts before the first paint. */
let isAsked = false

/**
 * Fetches what the first curve will need while the reader still looks for the key: Plotly's chunk is the largest part of
 * the way from key to curve. A failure is of no account here: the workbench asks again and reports it.
 */
export function preloadBench(): void {
  if (isAsked) return
  isAsked = true
  import('@/components/plot/curve-plot.tsx').catch(() => {
    isAsked = false
  })
}
