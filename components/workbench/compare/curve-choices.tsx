import { useDeferredValue, useId, useState } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { counted } from '@/lib/format/format-number.ts'
import { whyNotCompared } from '@/lib/workbench/comparison-ask.ts'
import type { Comparison } from '@/lib/workbench/types.ts'
import { SeriesGlyph } from '../series-glyph.tsx'
import type { Bench } from '../use-bench.ts'
import { withOther, withReference } from './comparison-edits.ts'
import styles from './curve-choices.module.css'
import { chosenSeries } from './overlay-figure.ts'

/** Rows on show; a name typed finds the rest. */
const MOST_ROWS = 60
/** Below this all curves are in sight. */
const SEARCH_FROM = 9

interface Props {
  readonly bench: Bench
  readonly comparison: Comparison
}

/** Every curve with a radio for the reference and a checkbox for the comparison; those chosen stand first. */
export function CurveChoices({ bench, comparison }: Props) {
  const { curves } = bench
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text).trim().toLocaleLowerCase()
  const name = useId()
  const isChosen = ({ id }: CurveData) => id === comparison.reference || comparison.others.includes(id)
  const matching = curves.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
  // The order stays while somebody checks one after the other in a short list.
  const ordered =
    matching.length <= MOST_ROWS
      ? matching
      : [...matching.filter(isChosen), ...matching.filter((curve) => !isChosen(curve))]
  const shown = ordered.slice(0, Math.max(MOST_ROWS, ordered.filter(isChosen).length))
  const series = chosenSeries(bench, comparison)
  return (
    <fieldset className={styles.choices}>
      <legend>
        Curves <span className={styles.count}>{countText(comparison)}</span>
      </legend>
      {curves.length >= SEARCH_FROM && (
        <input
          className={styles.search}
          type="search"
          aria-label="Find curves to compare"
          placeholder="Find by name"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Compare</th>
              <th scope="col">Reference</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((curve) => (
              <ChoiceRow
                key={curve.id}
                bench={bench}
                comparison={comparison}
                curve={curve}
                name={name}
                series={series.get(curve.id) ?? null}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p className={styles.note}>No curve has this in its name.</p>}
      {matching.length > shown.length && (
        <p className={styles.note}>
          {counted(matching.length - shown.length, 'more curve')}: type to find them.
        </p>
      )}
    </fieldset>
  )
}

interface RowProps extends Props {
  readonly curve: CurveData
  /** Of the group of radios. */
  readonly name: string
  readonly series: number | null
}

function ChoiceRow({ bench: { work, dispatch }, comparison, curve, name, series }: RowProps) {
  const reasonId = useId()
  const isReference = curve.id === comparison.reference
  const isOther = comparison.others.includes(curve.id)
  const reason = whyNotCompared(work, curve)
  const described = reason === null ? undefined : reasonId
  return (
    <tr>
      <td>
        <label className={styles.name}>
          <input
            type="checkbox"
            checked={isOther || isReference}
            // Once chosen, a curve can always be taken out again.
            disabled={isReference || (reason !== null && !isOther)}
            aria-describedby={described}
            onChange={(event) => dispatch(withOther(comparison, curve, event.currentTarget.checked))}
          />
          {series !== null && <SeriesGlyph series={series} />}
          <span>{curve.label}</span>
        </label>
        {reason !== null && (
          <span id={reasonId} className={styles.reason}>
            {reason}
          </span>
        )}
      </td>
      <td className={styles.reference}>
        <label>
          <input
            type="radio"
            name={name}
            aria-label={`${curve.label} as the reference`}
            checked={isReference}
            disabled={reason !== null && !isReference}
            aria-describedby={described}
            onChange={() => dispatch(withReference(comparison, curve))}
          />
        </label>
      </td>
    </tr>
  )
}

function countText({ others }: Comparison): string {
  return others.length === 0 ? 'none chosen' : `${others.length} against the reference`
}
