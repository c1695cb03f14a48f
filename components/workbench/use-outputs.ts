import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { svgToPng } from '@/components/plot/svg-to-png.ts'
import { figurePreview } from '@/lib/figure/svg-preview.ts'
import { buildOutputs, OUTPUT_CHOICES, type OutputId } from '@/lib/outputs/build-outputs.ts'
import { cleanedTable } from '@/lib/outputs/cleaned-table.ts'
import { outputFigure, outputPlotSvg } from '@/lib/outputs/output-figure.ts'
import { pointsTable } from '@/lib/outputs/points-table.ts'
import type { OutputInput } from '@/lib/outputs/push-view.ts'
import { resultsTable } from '@/lib/outputs/results-table.ts'
import type { OutputContext, OutputTable } from '@/lib/outputs/types.ts'
import type { PreparedOutput } from './push-output-row.tsx'
import { byteText } from './push-words.ts'

const TABLES: Readonly<Partial<Record<OutputId, (context: OutputContext) => OutputTable>>> = {
  results: resultsTable,
  points: pointsTable,
  cleaned: cleanedTable,
}
const DEFAULTS = OUTPUT_CHOICES.flatMap(({ id, isDefault }) => (isDefault ? [id] : []))

/** The very bytes a push would write now, with what the panel shows of them. */
export function useOutputs(context: OutputContext) {
  const [chosen, setChosen] = useState<readonly OutputId[]>(DEFAULTS)
  const svg = useMemo(() => outputPlotSvg(context), [context])
  const preview = useMemo(() => figurePreview(outputFigure(context)), [context])
  const png = useQuery({
    queryKey: ['plot-png', svg],
    queryFn: () => svgToPng(svg),
    gcTime: 0,
    retry: false,
  })
  const outputs = useMemo(
    () => buildOutputs(context, chosen, png.data ? { png: png.data } : {}),
    [context, chosen, png.data],
  )
  const tables = useMemo(
    () =>
      chosen.flatMap((id) => {
        const table = TABLES[id]?.(context)
        const name = outputs.find((output) => output.id === id)?.name
        return table && name !== undefined ? [{ id, name, table }] : []
      }),
    [chosen, context, outputs],
  )
  const prepared = OUTPUT_CHOICES.map((choice): PreparedOutput => {
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
    chosen: new Set<string>(outputs.map(({ id }) => id)),
    /** The picture is part of what was chosen, so a push waits the moment it takes to draw. */
    isDrawing: chosen.includes('plot-png') && png.isPending,
    plot: {
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
