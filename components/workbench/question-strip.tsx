import { CircleHelp, TriangleAlert } from 'lucide-react'
import { lazy, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { LatePart } from '@/components/ui/late-part.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
import type { ColumnMapping, DoseUnit, MappingGuess } from '@/lib/data-frame/types.ts'
import styles from './question-strip.module.css'
import type { Bench } from './use-bench.ts'

// Detectors, panel and previews: what reads the whole table comes after the first curve.
const QuestionsPart = lazy(() => import('./questions/questions-part.tsx'))

const UNITS = [
  { value: 'nM', text: 'nM' },
  { value: 'µM', text: 'µM' },
  { value: 'mM', text: 'mM' },
  { value: 'M', text: 'M' },
] as const

interface Props {
  readonly bench: Bench
  readonly mapping: ColumnMapping
  readonly guess: MappingGuess
  readonly isConfirmed: boolean
  readonly doseHeader: string
  /** The header names no unit, so the reader is asked which it is. */
  readonly asksForUnit: boolean
  readonly isMapperOpen: boolean
  onUnit(unit: DoseUnit): void
  onOpenMapper(): void
}

/** What the table leaves open, as a question with its choices; never a silent change. */
export function QuestionStrip(props: Props) {
  const { mapping, guess, isConfirmed, asksForUnit } = props
  const isMissing = mapping.dose === null || mapping.responses.length === 0
  const Icon = isMissing ? TriangleAlert : CircleHelp
  const [host, setHost] = useState<HTMLElement | null>(null)
  const said = questionText(props, isMissing)
  const isAskingUnit = !isMissing && asksForUnit
  return (
    <>
      <div className={classNames(styles.strip, isMissing && styles.warn)}>
        <Icon size={16} aria-hidden />
        <LatePart name="Questions about the table" fallback={<span className={text.grow}>{said}</span>}>
          <QuestionsPart bench={props.bench} otherwise={said} isShort={isAskingUnit} host={host} />
        </LatePart>
        {isAskingUnit && (
          <Segmented
            label={`Unit of ${props.doseHeader}`}
            options={UNITS}
            value={UNITS.find(({ value }) => value === mapping.doseUnit)?.value ?? null}
            onChange={props.onUnit}
          />
        )}
        <Button
          size="compact"
          look={isMissing || (guess.state === 'ambiguous' && !isConfirmed) ? 'secondary' : 'plain'}
          aria-expanded={props.isMapperOpen}
          onClick={props.onOpenMapper}
        >
          Columns
        </Button>
      </div>
      <div ref={setHost} className={styles.host} />
    </>
  )
}

function questionText(
  { mapping, guess, isConfirmed, doseHeader, asksForUnit }: Props,
  isMissing: boolean,
): string {
  if (isMissing) {
    return mapping.dose === null
      ? 'No column was taken for the dose.'
      : 'No column was taken for the response.'
  }
  if (asksForUnit) return `${doseHeader} has no unit. Read as`
  if (isConfirmed) return 'Columns as you set them'
  return guess.state === 'ambiguous'
    ? 'The columns can be read in more than one way'
    : 'Columns guessed from the headers'
}
