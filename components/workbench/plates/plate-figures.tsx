import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { PlateSummary } from '@/lib/plates/plate-summary.ts'
import { isNotable } from '@/lib/plates/place-effects.ts'
import { figureText, percentText, plateWarnings, shiftText } from './plate-words.ts'
import styles from './plates.module.css'
import type { Plates } from './use-plates.ts'

interface Props {
  readonly list: Plates['list']
  readonly chosen: number
  readonly unit: string
  onChoose(index: number): void
}

/** One row per plate: how far its controls stand apart, and shifts across it. The name shows the plate. */
export function PlateFigures({ list, chosen, unit, onChoose }: Props) {
  return (
    // A long table must scroll by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label="Figures of the plates" tabIndex={0}>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">Plate</th>
            <th scope="col">Z′</th>
            <th scope="col">Robust Z′</th>
            <th scope="col">S/B</th>
            <th scope="col">S/N</th>
            <th scope="col">SSMD</th>
            <th scope="col">Robust SSMD</th>
            <th scope="col">CV −</th>
            <th scope="col">CV +</th>
            <th scope="col">Edge</th>
            <th scope="col">Rows</th>
            <th scope="col">Columns</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ plate, summary }, index) => (
            <FigureRow
              key={plate.name}
              name={plate.name}
              summary={summary}
              isChosen={index === chosen}
              unit={unit}
              onChoose={() => onChoose(index)}
            />
          ))}
        </tbody>
      </table>
      <p className={styles.terms}>
        CV − of untreated wells, CV + of wells with full effect. Edge: outer wells less inner ones; Rows and
        Columns: from the first to the last. These three in robust SDs of single wells.
      </p>
    </div>
  )
}

interface RowProps {
  readonly name: string
  readonly summary: PlateSummary
  readonly isChosen: boolean
  readonly unit: string
  onChoose(): void
}

function FigureRow({ name, summary, isChosen, unit, onChoose }: RowProps) {
  const { quality, flags, edge, rowDrift, columnDrift, highestShift } = summary
  const broken = new Set(flags.map(({ rule }) => rule))
  const warnings = plateWarnings(summary, unit)
  const isOdd = warnings.length > 0
  const Icon = isOdd ? TriangleAlert : CircleCheck
  const number = (text: string, isBad = false) => <td className={isBad ? styles.bad : undefined}>{text}</td>
  return (
    <tr className={isChosen ? styles.chosen : undefined}>
      <th scope="row">
        <button type="button" className={styles.pick} aria-pressed={isChosen} onClick={onChoose}>
          <Icon
            size={14}
            className={isOdd ? styles.doubtful : styles.good}
            role="img"
            aria-label={isOdd ? `look at it: ${warnings.join('; ')}` : 'good'}
          />
          {name}
        </button>
      </th>
      {number(figureText(quality.zPrime), broken.has('z-prime') || broken.has('few-controls'))}
      {number(figureText(quality.robustZPrime), broken.has('robust-z-prime'))}
      {number(figureText(quality.signalToBackground), broken.has('signal-to-background'))}
      {number(figureText(quality.signalToNoise))}
      {number(figureText(quality.ssmd))}
      {number(figureText(quality.robustSsmd))}
      {number(percentText(quality.negativeCv), broken.has('cv'))}
      {number(percentText(quality.positiveCv))}
      {number(shiftText(edge), isNotable(edge, highestShift))}
      {number(shiftText(rowDrift), isNotable(rowDrift, highestShift))}
      {number(shiftText(columnDrift), isNotable(columnDrift, highestShift))}
    </tr>
  )
}
