import { cleanedTable } from './cleaned-table.ts'
import { comparisonTable } from './comparison-table.ts'
import { curvesHtml } from './curves-html.ts'
import { csvBytes } from './csv.ts'
import { methodsDocument } from './methods-groups.ts'
import { outputFileName, outputName } from './output-names.ts'
import { pointsTable } from './points-table.ts'
import type { OutputInput } from './push-input.ts'
import { reportBytes } from './report-html.ts'
import { resultsTable } from './results-table.ts'
import type { OutputContext, OutputTable } from './types.ts'

export type OutputId =
  | 'results'
  | 'comparison'
  | 'report-html'
  | 'report-pdf'
  | 'plot-png'
  | 'plot-pages'
  | 'points'
  | 'cleaned'
  | 'curves-html'
  | 'methods'
  | 'fit-file'
  | 'r-script'

export interface OutputChoice {
  readonly id: OutputId
  readonly kind: OutputInput['kind']
  readonly title: string
  readonly description: string
  /** Chosen unless the scientist says otherwise. */
  readonly isDefault: boolean
}

/** What can be pushed, in the order in which it is written. */
export const OUTPUT_CHOICES: readonly OutputChoice[] = [
  {
    id: 'results',
    kind: 'data-frame',
    title: 'Results',
    description: 'One row per curve: potency, parameters, intervals, verdict',
    isDefault: true,
  },
  {
    id: 'comparison',
    kind: 'data-frame',
    title: 'Comparison',
    description: 'Relative potency and parallelism of the curves compared',
    isDefault: true,
  },
  {
    id: 'report-html',
    kind: 'file',
    title: 'Report',
    description: 'Plot, results and methods as one HTML file that opens offline',
    isDefault: true,
  },
  {
    id: 'report-pdf',
    kind: 'file',
    title: 'PDF report',
    description: 'Methods, a summary table and one panel per curve, as A4 pages',
    isDefault: false,
  },
  { id: 'plot-png', kind: 'file', title: 'Plot', description: 'The plot as a PNG picture', isDefault: true },
  {
    id: 'plot-pages',
    kind: 'file',
    title: 'Plot pages',
    description: 'Every curve as PNG pages of 4 by 5 panels, in one ZIP archive',
    isDefault: false,
  },
  {
    id: 'points',
    kind: 'data-frame',
    title: 'Fitted curve points',
    description: '61 points per curve with the confidence band',
    isDefault: false,
  },
  {
    id: 'cleaned',
    kind: 'data-frame',
    title: 'Cleaned input',
    description: 'Every point with whether it was used, and why not',
    isDefault: false,
  },
  {
    id: 'curves-html',
    kind: 'file',
    title: 'All curves',
    description: 'Every curve on one HTML page, with a filter by verdict, mark, class and readout',
    isDefault: false,
  },
  {
    id: 'methods',
    kind: 'file',
    title: 'Methods text',
    description: 'How the curves were fitted, in sentences for a paper or a notebook',
    isDefault: false,
  },
  {
    id: 'fit-file',
    kind: 'file',
    title: 'Fit file',
    description: 'All settings, exclusions and results; Halfmax opens it again',
    isDefault: false,
  },
  {
    id: 'r-script',
    kind: 'file',
    title: 'R script',
    description: 'The same fits with R’s package drc, rows included, with a check',
    isDefault: false,
  },
]

/** What the caller makes: a picture the browser draws, pages that take a while, and records that stand above this folder. */
export interface OutputExtras {
  readonly png?: Uint8Array
  readonly pdf?: Uint8Array
  /** PNG pages in an archive. */
  readonly pages?: Uint8Array
  readonly fitFile?: string
  readonly rScript?: string
}

/** What can be pushed of this context: a comparison only where there is one. */
export function outputChoices({ comparison }: { readonly comparison?: unknown }): readonly OutputChoice[] {
  return OUTPUT_CHOICES.filter(({ id }) => id !== 'comparison' || comparison != null)
}

/**
 * The bytes that a push writes, in the order of `OUTPUT_CHOICES`.
 *
 * @param extras what is not built here; without one its output is left out.
 * @returns no output that would be empty: a data frame needs a row. The same input gives the same bytes.
 */
export function buildOutputs(
  context: OutputContext,
  choice: readonly OutputId[],
  extras: OutputExtras,
): readonly OutputInput[] {
  return OUTPUT_CHOICES.filter(({ id }) => choice.includes(id)).flatMap(({ id }) => {
    switch (id) {
      case 'results':
        return frameOutput(context, { id, what: 'results', table: resultsTable(context) })
      case 'comparison':
        return frameOutput(context, { id, what: 'comparison', table: comparisonTable(context) })
      case 'points':
        return frameOutput(context, { id, what: 'curve points', table: pointsTable(context) })
      case 'cleaned':
        return frameOutput(context, { id, what: 'cleaned input', table: cleanedTable(context) })
      case 'report-html':
        return fileOutput(context, {
          id,
          what: 'report',
          ending: 'report.html',
          bytes: reportBytes(context),
        })
      case 'report-pdf':
        return extras.pdf === undefined
          ? []
          : fileOutput(context, { id, what: 'PDF report', ending: 'report.pdf', bytes: extras.pdf })
      case 'plot-png':
        return extras.png === undefined
          ? []
          : fileOutput(context, { id, what: 'plot', ending: 'plot.png', bytes: extras.png })
      case 'plot-pages':
        return extras.pages === undefined
          ? []
          : fileOutput(context, { id, what: 'plot pages', ending: 'plot-pages.zip', bytes: extras.pages })
      case 'curves-html':
        return textOutput(context, {
          id,
          what: 'all curves',
          ending: 'all-curves.html',
          text: context.curves.length === 0 ? undefined : curvesHtml(context),
        })
      case 'methods':
        return textOutput(context, {
          id,
          what: 'methods text',
          ending: 'methods.txt',
          text: context.curves.length === 0 ? undefined : methodsDocument(context),
        })
      // The tenant takes neither .json nor .R.
      case 'fit-file':
        return textOutput(context, { id, what: 'fit file', ending: 'fit-file.txt', text: extras.fitFile })
      case 'r-script':
        return textOutput(context, { id, what: 'R script', ending: 'r-script.txt', text: extras.rScript })
    }
  })
}

interface FrameParts {
  readonly id: OutputId
  readonly what: string
  readonly table: OutputTable
}

function frameOutput({ frameName }: OutputContext, { id, what, table }: FrameParts): OutputInput[] {
  if (table.rows.length === 0) return []
  const fileName = outputFileName(frameName, `${what.replaceAll(' ', '-')}.csv`)
  return [{ id, kind: 'data-frame', name: outputName(what, frameName), fileName, bytes: csvBytes(table) }]
}

interface FileParts {
  readonly id: OutputId
  readonly what: string
  readonly ending: string
  readonly bytes: Uint8Array
}

function fileOutput({ frameName }: OutputContext, { id, what, ending, bytes }: FileParts): OutputInput[] {
  const fileName = outputFileName(frameName, ending)
  return [{ id, kind: 'file', name: outputName(what, frameName), fileName, bytes: new Uint8Array(bytes) }]
}

interface TextParts {
  readonly id: OutputId
  readonly what: string
  readonly ending: string
  readonly text: string | undefined
}

function textOutput(context: OutputContext, { text, ...parts }: TextParts): OutputInput[] {
  return text === undefined ? [] : fileOutput(context, { ...parts, bytes: new TextEncoder().encode(text) })
}
