import { useEffectEvent, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { handlePlace, type HandleFrame } from '@/components/plot/handles/handle-view.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Constraint } from '@/lib/fit/types.ts'
import { boundsAround } from '@/lib/workbench/bounds-around.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import type { Bench } from '../use-bench.ts'
import styles from './drop-choice.module.css'
import { step, type Drop } from './drag-acts.ts'

interface Props {
  readonly bench: Bench
  readonly drop: Drop
  readonly frame: HandleFrame
  onEnd(): void
}

const [WIDTH_PX, HEIGHT_PX, GAP_PX] = [184, 30, 16]

/** What a dropped value is to be. It is held already; the choice waits beside its handle and is in nobody's way. */
export function DropChoice({ bench, drop, frame, onEnd }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  useOutsidePress(ref, onEnd)
  const place = choicePlace(drop, frame)
  if (place === null || !bench.curve) return null
  const { curve, dispatch } = bench
  const { view } = drop
  const take = (constraint: Constraint) => {
    // Let go of what was free: the drag leaves no trace.
    if (constraint.kind === 'free' && isSameJson(constraint, drop.before)) dispatch({ kind: 'undo' })
    else dispatch(step(bench, curve.id, { ...drop, constraint }))
    onEnd()
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onEnd()
    // The keys of the plot below are not meant.
    event.stopPropagation()
  }
  return (
    // Only keeps keys to itself; what acts are the buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={ref}
      role="group"
      className={styles.choice}
      style={place}
      aria-label={`${view.label} at ${view.textOf(view.value)}`}
      onKeyDown={handleKey}
    >
      <Button size="compact" look="plain" aria-pressed onClick={onEnd}>
        Fix
      </Button>
      <Button
        size="compact"
        look="plain"
        aria-pressed={false}
        onClick={() => take(boundsOfDrop(drop, frame))}
      >
        Bound
      </Button>
      <Button size="compact" look="plain" aria-pressed={false} onClick={() => take({ kind: 'free' })}>
        Let go
      </Button>
    </div>
  )
}

/** Bounds that were there before hold again where they still hold the value. */
function boundsOfDrop({ view, before }: Drop, { geometry }: HandleFrame): Constraint {
  const { parameter, value } = view
  if (before.kind === 'bounded') {
    const { lower, upper } = before
    if ((lower ?? -Infinity) <= value && value <= (upper ?? Infinity)) return before
  }
  return boundsAround(parameter, value, geometry.response.domain)
}

/** Beside the handle and inside the plot; over the foot of the drop line, left of a plateau's end. */
function choicePlace({ view }: Drop, frame: HandleFrame): { left: number; top: number } | null {
  const at = handlePlace(view, frame)
  if (at === null) return null
  const { area } = frame.geometry
  const isOnAxis = view.parameter === 'logEc50'
  const left = isOnAxis ? at.x + GAP_PX : at.x - WIDTH_PX - GAP_PX
  const top = isOnAxis ? area.y + area.height - HEIGHT_PX - GAP_PX : at.y - HEIGHT_PX / 2
  return {
    left: within(left, [area.x + 2, area.x + area.width - WIDTH_PX - 2]),
    top: within(top, [area.y + 2, bottomOf(frame.geometry)]),
  }
}

function bottomOf({ area }: FigureGeometry): number {
  return area.y + area.height - HEIGHT_PX - 2
}

function within(value: number, [low, high]: readonly [number, number]): number {
  return Math.max(low, Math.min(high, value))
}

function useOutsidePress(ref: React.RefObject<HTMLElement | null>, onPress: () => void): void {
  const handle = useEffectEvent((event: PointerEvent) => {
    if (event.target instanceof Node && ref.current?.contains(event.target)) return
    onPress()
  })
  useLayoutEffect(() => {
    const listen = (event: PointerEvent) => handle(event)
    document.addEventListener('pointerdown', listen, true)
    return () => document.removeEventListener('pointerdown', listen, true)
  }, [])
}
