import { useMemo } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { columnUnit, formatLevel } from '@/lib/format/format-potency.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { DrawerProps } from '../bench-drawers.tsx'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import { Reproducibility } from './reproducibility.tsx'
import { runRow } from './run-words.ts'
import figures from '../figures-table.module.css'
import { useRuns, type Runs } from './use-runs.ts'

/** Samples shown; all of them are worked with. */
const MOST_ROWS = 100

/** The same samples over several runs: their means, and how well the assay comes out the same. */
export default function RunsDrawer({ bench }: DrawerProps) {
  const runs = useRuns(bench)
  const { runPlace } = runs
  return (
    <div className={drawer.drawer}>
      {runPlace === null ? (
        <p className={drawer.quiet}>
          Runs of a sample need two columns that tell curves apart: one that names the sample, one that names
          the run. Choose them under Columns, above the table.
        </p>
      ) : (
        <div className={drawer.row}>
          <span>Runs are told apart by</span>
          <Select
            aria-label="Column of the runs"
            value={String(runPlace)}
            options={runs.columns.map(({ place, name }) => ({ value: String(place), text: name }))}
            onChange={(value) => runs.setRunPlace(Number(value))}
          />
        </div>
      )}
      <MissingColumn bench={bench} runs={runs} />
      {runPlace !== null && (
        <>
          <MeansTable bench={bench} runs={runs} />
          <Reproducibility bench={bench} runs={runs} />
        </>
      )}
    </div>
  )
}

function MissingColumn({ bench, runs: { missing } }: { readonly bench: Bench; readonly runs: Runs }) {
  const { work, dispatch } = bench
  if (missing === null) return null
  const mapping = { ...work.mapping, groups: [...work.mapping.groups, missing.column] }
  return (
    <div className={drawer.row}>
      <span className={drawer.quiet}>
        “{missing.name}” reads like runs and does not tell curves apart yet.
      </span>
      <Button
        size="compact"
        onClick={() =>
          dispatch({ kind: 'set-mapping', mapping, label: `tell curves apart by ${missing.name}` })
        }
      >
        Tell curves apart by {missing.name}
      </Button>
    </div>
  )
}

function MeansTable({ bench, runs: { samples } }: { readonly bench: Bench; readonly runs: Runs }) {
  const { doseUnit: dose } = bench.work.mapping
  const { level } = activePolicy(bench.work)
  const shown = useMemo(
    () =>
      columnUnit(
        samples.flatMap(({ runs }) => runs.map(({ value }) => value?.logDose ?? null)),
        dose,
      ),
    [samples, dose],
  )
  return (
    <>
      {/* Scrolls by keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={drawer.scroll} tabIndex={0} role="region" aria-label="Means of runs">
        <table className={figures.table}>
          <thead>
            <tr>
              <th scope="col">Sample</th>
              <th scope="col">Runs</th>
              <th scope="col">{titleWithUnit(`Geometric mean ${bench.potencyName}`, shown)}</th>
              <th scope="col">{formatLevel(level)} CI</th>
              <th scope="col">Limits at their number</th>
              <th scope="col">Single runs</th>
            </tr>
          </thead>
          <tbody>
            {samples.slice(0, MOST_ROWS).map((sample) => {
              const row = runRow(sample, { dose, shown }, level)
              return (
                <tr key={sample.id}>
                  <th scope="row">{sample.label}</th>
                  <td>{row.count}</td>
                  <td>{row.mean}</td>
                  <td>{row.interval}</td>
                  <td>{row.byRule}</td>
                  <td>{row.runs}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className={drawer.quiet}>
        {samples.length > MOST_ROWS && `The first ${MOST_ROWS} of ${samples.length} samples. `}
        Means and intervals by log-normal maximum likelihood over runs, limits as limits; wells are not
        counted. Limits at their number: one that a value meets is dropped, another enters at its number and
        gives its sign. Rejected curves are left out.
      </p>
    </>
  )
}
