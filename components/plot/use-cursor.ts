'use client'

import { useState } from 'react'
import type { PointRef } from './point-steps.ts'

interface Cursor {
  /** What the page had selected when the first of these steps was taken. */
  readonly base: string
  /** Steps asked for and not seen back yet, in order. */
  readonly steps: readonly PointRef[]
}

/**
 * The selected point with the arrow keys' steps applied at once. The page keeps the selection in its address, which
 * follows a moment later; a held key must not lose steps to that.
 *
 * @returns the point the next key starts from, and a function to record a step.
 */
export function useCursor(selected: PointRef | null): [PointRef | null, (step: PointRef) => void] {
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const key = keyOf(selected)
  const last = cursor?.steps.at(-1) ?? null
  const isBehind =
    cursor !== null &&
    key !== keyOf(last) &&
    (key === cursor.base || cursor.steps.some((step) => keyOf(step) === key))
  // Caught up, or something else was selected elsewhere: the page decides again.
  if (cursor !== null && !isBehind) setCursor(null)
  const take = (step: PointRef): void =>
    setCursor((before) => ({ base: before?.base ?? key, steps: [...(before?.steps ?? []), step] }))
  return [isBehind ? last : selected, take]
}

function keyOf(point: PointRef | null): string {
  return point === null ? '' : `${point.row}|${point.curveId}`
}
