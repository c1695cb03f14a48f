import type { ReactNode } from 'react'
import { columnUnit, formatPotency } from '@/lib/format/format-potency.ts'
import { formatNumber, MISSING } from '@/lib/format/format-number.ts'
import { REVIEW_WORDS } from '@/lib/workbench/review.ts'
import type { ReviewRow } from '@/lib/workbench/review-list.ts'
import type { SortKey } from '@/lib/workbench/review-order.ts'
import { flagWords } from '../flag-words.ts'
import type { Bench } from '../use-bench.ts'
import { VerdictBadge } from '../verdict-badge.tsx'

/** One column of the table of curves. */
export interface TableColumn {
  readonly sort: SortKey
  readonly title: string
  /** Width in px; the name's is the least. */
  readonly px: number
  readonly isNumber: boolean
  cell(row: ReviewRow): ReactNode
}

/** More group columns than this are for the filters. */
const MOST_GROUPS = 6

/** What the table says of each curve, and a column for each way the curves are grouped. */
export function tableColumns(bench: Bench, rows: readonly ReviewRow[]): readonly TableColumn[] {
  const { doseUnit, responseUnit } = bench.work.mapping
  // One unit for the column, so that its numbers can be compared.
  const unit = columnUnit(
    rows.map(({ logDose }) => logDose),
    doseUnit,
  )
  const number = (value: number | null) => (value === null ? MISSING : formatNumber(value))
  const inUnit = (title: string, of: string) => (of === '' || of === 'unknown' ? title : `${title} (${of})`)
  const response = responseUnit === 'fraction' ? '' : responseUnit
  const flags = ({ id, verdict }: ReviewRow) => {
    const fit = bench.fits.entries.get(id)?.fit
    return fit && verdict !== 'fitting' ? flagWords(fit).join(', ') : ''
  }
  const fitted = (show: (row: ReviewRow) => ReactNode) => (row: ReviewRow) =>
    row.verdict === 'fitting' ? '' : show(row)
  return [
    { sort: 'name', title: 'Name', px: 120, isNumber: false, cell: ({ label }) => label },
    {
      sort: 'potency',
      title: inUnit(`${bench.potencyName} relative`, unit),
      px: 132,
      isNumber: true,
      cell: fitted(
        ({ logDose, qualifier }) => formatPotency({ logDose, qualifier, unit: doseUnit }, unit).value,
      ),
    },
    {
      sort: 'interval',
      title: 'CI, fold',
      px: 72,
      isNumber: true,
      cell: fitted(({ intervalDecades }) => foldText(intervalDecades)),
    },
    {
      sort: 'verdict',
      title: 'Verdict',
      px: 144,
      isNumber: false,
      cell: ({ verdict }) => (verdict === 'fitting' ? 'Fitting' : <VerdictBadge kind={verdict} />),
    },
    {
      sort: 'effect',
      title: inUnit('Effect', response),
      px: 82,
      isNumber: true,
      cell: fitted(({ effect }) => number(effect)),
    },
    { sort: 'slope', title: 'Slope', px: 66, isNumber: true, cell: fitted(({ slope }) => number(slope)) },
    { sort: 'mark', title: 'Your mark', px: 112, isNumber: false, cell: ({ state }) => REVIEW_WORDS[state] },
    { sort: 'flags', title: 'Flags', px: 180, isNumber: false, cell: flags },
    {
      sort: 'class',
      title: 'Class',
      px: 62,
      isNumber: false,
      cell: fitted(({ screenClass }) => screenClass ?? MISSING),
    },
    {
      sort: 'sd',
      title: inUnit('SD', response),
      px: 72,
      isNumber: true,
      cell: fitted(({ sigma }) => number(sigma)),
    },
    ...groupColumns(rows),
  ]
}

function foldText(decades: number | null): string {
  if (decades === null) return MISSING
  return decades === Infinity ? 'open' : formatNumber(10 ** decades)
}

/** In the order in which curves name them. */
function groupColumns(rows: readonly ReviewRow[]): readonly TableColumn[] {
  const names = new Set<string>()
  for (const { groups } of rows) for (const { column } of groups) names.add(column)
  return [...names].slice(0, MOST_GROUPS).map((name) => ({
    sort: `group:${name}` as const,
    title: name,
    px: 96,
    isNumber: false,
    cell: ({ groups }) =>
      groups
        .filter(({ column }) => column === name)
        .map(({ value }) => value)
        .join(', '),
  }))
}
