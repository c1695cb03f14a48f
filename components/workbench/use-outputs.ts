import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { svgToPng } from '@/components/plot/svg-to-png.ts'
import { figurePreview } from '@/lib/figure/svg-preview.ts'
import { buildOutputs, OUTPUT_CHOICES, outputChoices, type OutputId } from '@/lib/outputs/build-outputs.ts'
import { cleanedTable } from '@/lib/outputs/cleaned-table.ts'
import { comparisonTable } from '@/lib/outputs/comparison-table.ts'
import { outputFigure, outputPlotSvg } from '@/lib/outputs/output-figure.ts'
import { pointsTable } from '@/lib/outputs/points-table.ts'
import type { OutputInput } from '@/lib/outputs/push-input.ts'
import { resultsTable } from '@/lib/outputs/results-table.ts'
import type { OutputContext, OutputTable } from '@/lib/outputs/types.ts'
import type { WorkbenchReads } from '@/lib/workbench/ports.ts'
import type { PreparedOutput } from './push-output-row.tsx'
import { byteText } from './push-words.ts'
import { usePlotPages } from './use-plot-pages.ts'
import { useReportPdf } from './use-report-pdf.ts'
import { fitFileText, rScriptText, type RecordSource } from './record/record-texts.ts'

const TABLES: Readonly<Partial<Record<OutputId, (context: OutputContext) => OutputTable>>> = {
  results: resultsTable,
  comparison: comparisonTable,
  points: pointsTable,
  cleaned: cleanedTable,
}
const DEFAULTS = OUTPUT_CHOICES.flatMap(({ id, isDefault }) => (isDefault ? [id] : []))

interface Options {
  readonly readFonts: WorkbenchReads['fonts']
  /** Before there is a source: curves are to be compared. */
  readonly hasComparison: boolean
}

/** The very bytes a push would write now, with what the panel shows of them; without a source, only what can be chosen. */
export function useOutputs(source: RecordSource | null, { readFonts, hasComparison }: Options) {
  const context = source?.context ?? null
  const [chosen, setChosen] = useState<readonly OutputId[]>(DEFAULTS)
  const svg = useMemo(() => context && outputPlotSvg(context), [context])
  const preview = useMemo(() => context && figurePreview(outputFigure(context)), [context])
  const png = useQuery({
    queryKey: ['plot-png', svg],
    enabled: svg !== null,
    queryFn: () => svgToPng(svg ?? ''),
    gcTime: 0,
    retry: false,
  })
  const { pdf, isMaking, isFailed } = useReportPdf(context, chosen.includes('report-pdf'), readFonts)
  const { pages, isDrawingPages, arePagesFailed } = usePlotPages(context, chosen.includes('plot-pages'))
  const [hasFitFile, hasScript] = [chosen.includes('fit-file'), chosen.includes('r-script')]
  const fitFile = useMemo(
    () => (hasFitFile && source ? fitFileText(withoutPlace(source)) : undefined),
    [hasFitFile, source],
  )
  const script = useMemo(() => (hasScript && source ? rScriptText(source) : undefined), [hasScript, source])
  const outputs = useMemo(() => {
    if (context === null) return []
    const extras = {
      ...(png.data && { png: png.data }),
      ...(pdf && { pdf }),
      ...(pages && { pages }),
      ...(fitFile !== undefined && { fitFile }),
      ...(script !== undefined && { rScript: script }),
    }
    return buildOutputs(context, chosen, extras)
  }, [context, chosen, png.data, pdf, pages, fitFile, script])
  const texts = [
    { id: 'fit-file', text: fitFile },
    { id: 'r-script', text: script },
  ].flatMap(({ id, text }) => {
    const name = outputs.find((output) => output.id === id)?.fileName
    return text === undefined || name === undefined ? [] : [{ name, text }]
  })
  const tables = useMemo(
    () =>
      chosen.flatMap((id) => {
        const table = context && TABLES[id]?.(context)
        const name = outputs.find((output) => output.id === id)?.name
        return table && name !== undefined ? [{ id, name, table }] : []
      }),
    [chosen, context, outputs],
  )
  const choices = outputChoices(context ?? { comparison: hasComparison || null })
  const prepared = choices.map((choice): PreparedOutput => {
    const output = outputs.find(({ id }) => id === choice.id)
    const table = tables.find(({ id }) => id === choice.id)?.table
    return {
      id: choice.id,
      kind: choice.kind,
      name: output ? (choice.kind === 'data-frame' ? output.name : output.fileName) : choice.title,
      detail: detailOf(choice.description, output, table),
    }
  })
  return {
    outputs,
    prepared,
    tables,
    texts,
    // What is still being made is chosen already.
    chosen: new Set<string>([
      ...outputs.map(({ id }) => id),
      ...chosen.filter(
        (id) =>
          (id === 'plot-png' && png.isPending) ||
          (context === null && choices.some((choice) => choice.id === id)) ||
          (id === 'report-pdf' && !pdf) ||
          (id === 'plot-pages' && !pages),
      ),
    ]),
    /** The picture is part of what was chosen, so a push waits the moment it takes to draw. */
    isDrawing: (chosen.includes('plot-png') && png.isPending) || isMaking || isDrawingPages,
    isPdfFailed: isFailed,
    arePagesFailed,
    plot: preview && {
      url: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(preview.svg)}`,
      width: preview.width,
      omission: preview.omission,
    },
    choose: (id: string, isChosen: boolean) =>
      setChosen((now) =>
        OUTPUT_CHOICES.flatMap((choice) =>
          (choice.id === id ? isChosen : now.includes(choice.id)) ? [choice.id] : [],
        ),
      ),
  }
}

/** Which curve is looked at is no part of what is pushed: the same state gives the same file. */
function withoutPlace(source: RecordSource): RecordSource {
  return { ...source, view: { ...source.view, curveId: null, point: null } }
}

function detailOf(
  description: string,
  output: OutputInput | undefined,
  table: OutputTable | undefined,
): string {
  if (!output) return description
  const size = byteText(output.bytes.byteLength)
  if (!table) return `File, ${size}. ${description}`
  const rows = `${table.rows.length.toLocaleString('en')} ${table.rows.length === 1 ? 'row' : 'rows'}`
  return `Data frame, ${rows}, ${table.headers.length} columns, ${size}`
}
