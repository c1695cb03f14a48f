/** Two frames and two files, the shape of an ordinary push; `mark` makes their bytes, and so their key, different. */
import type { OutputInput } from '../../outputs/push-input.ts'

export function sampleOutputs(mark: string): OutputInput[] {
  const bytes = (text: string) => new TextEncoder().encode(text)
  return [
    {
      id: 'results',
      kind: 'data-frame',
      name: `Halfmax results ${mark}`,
      fileName: 'results.csv',
      bytes: bytes(`cell,hours,IC50\nHeLa ${mark},24,12.5\n"MCF, 7",48,\n`),
    },
    {
      id: 'points',
      kind: 'data-frame',
      name: `Halfmax curve points ${mark}`,
      fileName: 'points.csv',
      bytes: bytes(`dose,response,label\n0.3,1.5,${mark}\n300,99,${mark}\n`),
    },
    {
      id: 'report-html',
      kind: 'file',
      name: `Halfmax plot ${mark}`,
      fileName: 'plot.html',
      bytes: bytes(`<!doctype html><title>${mark}</title>`),
    },
    {
      id: 'plot-png',
      kind: 'file',
      name: `Halfmax picture ${mark}`,
      fileName: 'plot.png',
      bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, ...bytes(mark)]),
    },
  ]
}
