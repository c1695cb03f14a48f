import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { svgToPng } from '@/components/plot/svg-to-png.ts'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { withPngDensity } from '@/lib/figure/png-density.ts'
import { PAPER_WIDTH_MM, paperFigure, type PaperWidth } from '@/lib/figure/svg-paper.ts'
import { methodsText } from '@/lib/outputs/methods-text.ts'
import { reportText } from '@/lib/outputs/output-figure.ts'
import { outputFileName } from '@/lib/outputs/output-names.ts'
import { figureHtml } from '@/lib/record/figure-html.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { PlotOptions } from '../plot-toolbar.tsx'
import type { Bench } from '../use-bench.ts'
import type { Figure } from '../use-figure.ts'
import { download } from './download.ts'
import styles from './record.module.css'
import type { RecordSource } from './record-texts.ts'

/** Twice what print needs. */
const DOTS_PER_INCH = 2 * 300
const WIDTHS = [
  { value: 'column', text: `Column, ${PAPER_WIDTH_MM.column} mm` },
  { value: 'page', text: `Page, ${PAPER_WIDTH_MM.page} mm` },
] as const

interface Props {
  readonly bench: Bench
  readonly figure: Figure
  readonly options: PlotOptions
  readonly source: RecordSource
}

/** The plot as it stands on screen, sized for print, from one drawing in three formats. */
export function FigureExport({ bench, figure, options, source }: Props) {
  const [width, setWidth] = useState<PaperWidth>('column')
  const [hasNoPicture, setNoPicture] = useState(false)
  const paper = usePaperFigure({ bench, figure, options, source, width })
  const fileName = (ending: string) =>
    outputFileName(bench.loaded.name, `figure-${PAPER_WIDTH_MM[width]}mm.${ending}`)
  const savePng = async () => {
    const png = await svgToPng(paper.svg, Math.round((paper.widthMm / 25.4) * DOTS_PER_INCH))
    setNoPicture(png === null)
    if (png !== null)
      download(fileName('png'), new Uint8Array(withPngDensity(png, DOTS_PER_INCH)), 'image/png')
  }
  const saveHtml = () => {
    const shown = new Set(figure.input.curves.map(({ id }) => id))
    const fitted = source.context.curves.filter(({ curve }) => shown.has(curve.id))
    const notes = fitted.map((one) => `${one.curve.label}: ${methodsText(one, source.context)}`)
    const html = figureHtml({ title: bench.loaded.name, svg: paper.svg, notes, version: bench.version })
    download(fileName('html'), html, 'text/html')
  }
  return (
    <section className={styles.part} aria-label="Figure">
      <h3>Figure</h3>
      <div className={styles.row}>
        <Segmented
          label="Printed width"
          options={WIDTHS}
          value={width}
          onChange={(value: PaperWidth) => setWidth(value)}
        />
        <Button
          aria-label="Download the figure as SVG"
          onClick={() => download(fileName('svg'), paper.svg, 'image/svg+xml')}
        >
          <Download size={16} aria-hidden /> SVG
        </Button>
        <Button aria-label="Download the figure as PNG, 600 dots per inch" onClick={() => void savePng()}>
          <Download size={16} aria-hidden /> PNG
        </Button>
        <Button aria-label="Download the figure as HTML" onClick={saveHtml}>
          <Download size={16} aria-hidden /> HTML
        </Button>
      </div>
      {hasNoPicture && (
        <Notice tone="warning" title="This browser could not draw the picture">
          The SVG holds the same figure.
        </Notice>
      )}
      {/* A data URL of our own SVG: next/image has nothing to optimise here. */}
      <img
        className={styles.figure}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(paper.svg)}`}
        style={{ width: `${paper.widthMm}mm` }}
        alt={`The plot as it will be printed, ${paper.widthMm} by ${Math.round(paper.heightMm)} mm`}
      />
      <p className={styles.hint}>Texts print at 8 pt. Figures are always light.</p>
    </section>
  )
}

/** What is on screen, with the whole of what is reported for each curve in place of the short text beside its line. */
function usePaperFigure({ bench, figure, options, source, width }: Props & { readonly width: PaperWidth }) {
  const { level } = activePolicy(bench.work)
  const { input } = figure
  return useMemo(() => {
    const reports = new Map(source.context.curves.map((fitted) => [fitted.curve.id, reportText(fitted)]))
    const curves = input.curves.map((curve) => {
      const report = reports.get(curve.id)
      return report === undefined ? curve : { ...curve, reportText: report }
    })
    return paperFigure(
      { ...input, curves },
      {
        width,
        band: options.band,
        hasMeanSd: options.hasMeanSd,
        doseScale: options.axis === 'log10M' ? 'log10-molar' : 'unit',
        level,
      },
    )
  }, [input, source.context, options.band, options.hasMeanSd, options.axis, width, level])
}
