import { lazy, useMemo, useState } from 'react'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { readHeader } from '@/lib/data-frame/header.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { formatLevel } from '@/lib/format/format-potency.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { WorkAction } from '@/lib/workbench/types.ts'
import { LatePart } from '@/components/ui/late-part.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { CurveList } from './curve-list.tsx'
import { curveViews } from './curve-views.ts'
import { DataFrameTable } from './data-frame-table.tsx'
import { FitProgress } from './fit-progress.tsx'
import { QuestionStrip } from './question-strip.tsx'
import type { Bench } from './use-bench.ts'
import { pointKeys } from './point-keys.ts'
import { shortHeaders } from './short-headers.ts'
import { useTableModel } from './use-table-model.ts'

const ColumnMapper = lazy(() => import('./column-mapper.tsx'))
const SelectionBar = lazy(() => import('./selection/selection-bar.tsx'))

/** Curves, the open questions about the table, and the table itself. */
export function TablePane({ bench, hasLetterKeys }: { bench: Bench; hasLetterKeys: boolean }) {
  const { work, curve, curves, dispatch, loaded, fits, seriesOf } = bench
  const { mapping } = work
  // Open by itself while dose or response is missing, until somebody opens, uses or closes it.
  const [chosenOpen, setMapperOpen] = useState<boolean | null>(null)
  const isMapperOpen = chosenOpen ?? (mapping.dose === null || mapping.responses.length === 0)
  const model = useTableModel(bench)
  const list = useMemo(
    () =>
      curveViews({
        curves,
        entries: fits.entries,
        seriesOf,
        unit: mapping.doseUnit,
        overrides: work.overrides,
        isStale: fits.isStale,
      }),
    [curves, fits, seriesOf, mapping.doseUnit, work.overrides],
  )
  const headers = shortHeaders(loaded.frame, mapping)
  const doseHeader = mapping.dose === null ? '' : (headers[mapping.dose] ?? '')
  return (
    <>
      <CurveList
        curves={list.views}
        selectedId={curve?.id ?? null}
        potencyHeader={titleWithUnit(`${bench.potencyName} relative`, list.unit)}
        intervalHeader={`${formatLevel(activePolicy(work).level)} CI`}
        onSelect={bench.selectCurve}
      />
      <FitProgress done={fits.fittedCount} total={curves.length} />
      {bench.analysis.notices.map((notice) => (
        <Notice key={notice} tone="warning" title={notice} />
      ))}
      {bench.notRestored !== null && (
        <Notice tone="warning" title="Earlier work was not taken up again">
          {bench.notRestored}
        </Notice>
      )}
      <QuestionStrip
        bench={bench}
        mapping={mapping}
        guess={bench.guess}
        isConfirmed={work.isMappingConfirmed}
        doseHeader={doseHeader}
        asksForUnit={doseHeader !== '' && readHeader(doseHeader).doseUnit === null}
        isMapperOpen={isMapperOpen}
        onUnit={(doseUnit) => dispatch(unitAction(bench, doseUnit))}
        onOpenMapper={() => setMapperOpen(!isMapperOpen)}
      />
      {isMapperOpen && (
        <LatePart name="Columns">
          <ColumnMapper
            bench={bench}
            frame={loaded.frame}
            mapping={mapping}
            guess={bench.guess}
            isConfirmed={work.isMappingConfirmed}
            onChange={(changed, label) => {
              setMapperOpen(true)
              dispatch({ kind: 'set-mapping', mapping: changed, label })
            }}
            onClose={() => setMapperOpen(false)}
          />
        </LatePart>
      )}
      <DataFrameTable
        name={loaded.name}
        model={model}
        selectedRow={bench.selectedRow}
        selection={bench.selection}
        isLoading={false}
        onKeyDown={pointKeys(bench, hasLetterKeys)}
        onSelect={(row) => {
          if (curve) bench.selectPoint(row, curve.id)
        }}
        onToggle={(row) => {
          if (curve) bench.togglePoint(row, curve.id)
        }}
        onSelection={(rows) => {
          bench.selectWells(curve && rows && { ...rows, curveId: curve.id, place: 'table' })
        }}
        bar={
          bench.selection?.place === 'table' && (
            <LatePart name="Acts on the selected wells">
              <SelectionBar bench={bench} />
            </LatePart>
          )
        }
      />
    </>
  )
}

/** An answer given before in the questions is replaced with the unit, so that the two never differ. */
function unitAction({ work, loaded }: Bench, doseUnit: DoseUnit): WorkAction {
  const { mapping, answers } = work
  const header = displayHeaders(loaded.frame.columns)[mapping.dose ?? -1] ?? ''
  const questionId = `unit||${header}`
  const change = { mapping: { ...mapping, doseUnit }, label: `read dose as ${doseUnit}` }
  return answers[questionId] === undefined
    ? { kind: 'set-mapping', ...change }
    : { kind: 'answer', questionId, answer: doseUnit, ...change }
}
