/** Runs in a page with plotly.js: so many thumbnails of points, curve and band, each as small and bare as it can be. */
export async function plotlyThumbnails(count) {
  const doses = [0.3, 1, 3, 10, 30, 100, 300, 1000]
  const grid = Array.from({ length: 41 }, (_, i) => 10 ** (-0.5 + (3.5 * i) / 40))
  const layout = {
    width: 148,
    height: 98,
    margin: { l: 8, r: 8, t: 24, b: 24 },
    showlegend: false,
    xaxis: { type: 'log', visible: false },
    yaxis: { visible: false, range: [-10, 110] },
  }
  for (let i = 0; i < count; i++) {
    const ec50 = 10 ** (0.5 + (2 * i) / count)
    const curve = (x) => 95 / (1 + ec50 / x)
    const line = (shift, extra) => ({
      x: grid,
      y: grid.map((x) => curve(x) + shift),
      mode: 'lines',
      line: { width: extra ? 0 : 1.5 },
      ...extra,
    })
    const traces = [
      line(-4, { fill: 'none' }),
      line(4, { fill: 'tonexty' }),
      line(0),
      { x: doses, y: doses.map((x, k) => curve(x) + (k % 3) - 1), mode: 'markers', marker: { size: 4 } },
    ]
    const host = document.createElement('div')
    document.body.append(host)
    await globalThis.Plotly.newPlot(host, traces, layout, { staticPlot: true })
  }
}
