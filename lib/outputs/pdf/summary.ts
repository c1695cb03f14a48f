import { INK } from '../../figure/svg-ink.ts'
import { formatNumber, MISSING, withUnit } from '../../format/format-number.ts'
import { formatLevel, formatLimits, formatPotency, limitsIn } from '../../format/format-potency.ts'
import { REVIEW_WORDS } from '../../workbench/review.ts'
import { VERDICT_WORDS } from '../../workbench/verdict-words.ts'
import { outputLabel } from '../output-figure.ts'
import type { FittedCurve, OutputContext } from '../types.ts'
import { INNER_WIDTH, type Sheet } from './sheet.ts'

interface Column {
  readonly title: string
  /** Share of the page's width. */
  readonly share: number
  cell(fitted: FittedCurve): string
}

const ROW = 14
const SIZE = 8.5
/** Rows between two pauses. */
const ROWS_AT_ONCE = 200

/** One line per curve: potency with its sign, interval, verdict, mark, slope, fit. The head is repeated on every page. */
export async function drawSummary(
  sheet: Sheet,
  context: OutputContext,
  pause: () => Promise<void>,
): Promise<void> {
  const columns = summaryColumns(context)
  drawHead(sheet, columns)
  for (const [place, fitted] of context.curves.entries()) {
    if (place % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause()
    if (sheet.makeRoom(ROW)) drawHead(sheet, columns)
    drawRow(
      sheet,
      columns,
      columns.map(({ cell }) => cell(fitted)),
    )
  }
}

function summaryColumns({ curves }: OutputContext): readonly Column[] {
  const names = [...new Set(curves.map(({ potencyName = 'IC50' }) => potencyName))]
  const levels = [...new Set(curves.map(({ level = 0.95 }) => level))]
  const [level] = levels
  const labels = new Map(curves.map((fitted) => [fitted, outputLabel(curves, fitted)]))
  return [
    { title: 'Curve', share: 0.22, cell: (fitted) => labels.get(fitted) ?? '' },
    {
      title: `${names.length === 1 ? names.join('') : 'Potency'} (relative)`,
      share: 0.14,
      cell: potencyCell,
    },
    {
      title: levels.length === 1 && level !== undefined ? `${formatLevel(level)} CI` : 'CI',
      share: 0.16,
      cell: intervalCell,
    },
    {
      title: 'Verdict',
      share: 0.2,
      cell: ({ fit, override }) =>
        override
          ? `${VERDICT_WORDS[override.verdict]} (overridden)`
          : VERDICT_WORDS[fit.relative.verdict.kind],
    },
    { title: 'Review', share: 0.14, cell: ({ review }) => REVIEW_WORDS[review?.state ?? 'unreviewed'] },
    { title: 'R²', share: 0.06, cell: ({ fit }) => formatNumber(fit.r2) },
    {
      title: 'Wells',
      share: 0.08,
      cell: ({ isIncluded }) => `${isIncluded.filter(Boolean).length} of ${isIncluded.length}`,
    },
  ]
}

/** Never without its sign; where nothing is reported, the verdict beside it says why. */
function potencyCell({ fit, doseUnit }: FittedCurve): string {
  const { logDose, qualifier } = fit.relative
  if (qualifier === null) return MISSING
  return formatPotency({ logDose, qualifier, unit: doseUnit }, doseUnit).text
}

function intervalCell({ fit, doseUnit }: FittedCurve): string {
  const { qualifier, interval } = fit.relative
  if (qualifier !== '=' || interval === null) return MISSING
  const limits = formatLimits(limitsIn(interval, doseUnit, doseUnit))
  // The doses around a step hold no confidence level.
  return withUnit(interval.method === 'bracket' ? `doses ${limits}` : limits, doseUnit)
}

function drawHead(sheet: Sheet, columns: readonly Column[]): void {
  drawRow(
    sheet,
    columns,
    columns.map(({ title }) => title),
    true,
  )
}

function drawRow(sheet: Sheet, columns: readonly Column[], texts: readonly string[], isBold = false): void {
  sheet.down(ROW)
  let x = 0
  columns.forEach(({ share }, place) => {
    const width = share * INNER_WIDTH
    const text = texts[place] ?? ''
    sheet.cell(text, { x, width: width - 6, size: SIZE, isBold, colour: INK.text })
    x += width
  })
  sheet.down(3)
  sheet.rule()
  sheet.down(-3 + 1)
}
