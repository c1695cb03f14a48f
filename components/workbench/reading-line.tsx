import { lazy } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import text from '@/components/ui/text.module.css'
import type { Wells } from './exclusions/use-exclusions.ts'
import styles from './plot-toolbar.module.css'
import type { Bench } from './use-bench.ts'

const MoreWells = lazy(() => import('./exclusions/more-wells.tsx'))
const ReasonList = lazy(() => import('./exclusions/reason-list.tsx'))

/** The point in words, formatted. */
export interface Reading {
  /** "30 µM, replicate 3". */
  readonly title: string
  readonly parts: readonly { readonly name: string; readonly value: string }[]
  /** Null while the well is in. */
  readonly reason: string | null
}

interface Props {
  readonly bench: Bench
  readonly reading: Reading | null
  /** What the acts are done to; null while hovering, which only reads. */
  readonly wells: Wells | null
}

/** Replaces a tooltip, so that nothing covers points. Keeps its height when it has nothing to say. */
export function ReadingLine({ bench, reading, wells }: Props) {
  if (!reading) {
    return (
      <div className={styles.reading}>
        <span className={text.muted}>Point at a well to read it, click to select it.</span>
      </div>
    )
  }
  return (
    <div className={styles.reading}>
      <b>
        {reading.title}
        {wells && wells.rows.length > 1 && ` and ${wells.rows.length - 1} more`}
      </b>
      <span className={styles.parts}>
        {reading.parts.map(({ name, value }) => (
          <span key={name}>
            <span className={styles.name}>{name}</span>
            {value}
          </span>
        ))}
      </span>
      {wells && (
        <span className={styles.act}>
          {reading.reason !== null && (
            <LatePart name="The list of reasons">
              <ReasonList
                key={`${wells.curveId} ${wells.rows.join(' ')}`}
                reason={reading.reason}
                isAsked={bench.asked !== null}
                onReason={(reason) => bench.giveReason(wells, reason)}
                onEnd={bench.endAsking}
                onToggle={() => bench.toggleWells(wells)}
              />
            </LatePart>
          )}
          {reading.reason === null && wells.rows[0] !== undefined && (
            <LatePart name="Excluding several wells">
              <MoreWells bench={bench} row={wells.rows[0]} />
            </LatePart>
          )}
          <Button look="plain" size="compact" onClick={() => bench.toggleWells(wells)}>
            {reading.reason === null ? 'Exclude' : 'Include'} <kbd className={text.key}>X</kbd>
          </Button>
        </span>
      )}
    </div>
  )
}
