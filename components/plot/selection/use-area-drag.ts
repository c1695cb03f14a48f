'use client'

import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useLatest } from '../use-latest.ts'
import type { Area, Place } from './area.ts'

export type Tool = Area['kind']

export interface AreaActs {
  /** Drawn to the end. */
  onArea(area: Area, isAdding: boolean): void
  /** Pressed and let go at one place. */
  onPress(place: Place, isAdding: boolean): void
}

interface Press {
  readonly kind: Tool
  readonly isAdding: boolean
  readonly path: readonly Place[]
}

/** A press that goes no further than this is a click. */
const SLACK_PX = 4

/**
 * Draws areas on the plot around a layer: with a tool chosen by dragging, without one with Shift (a box) or Alt (a
 * lasso). Listens on the plot itself, because what a layer covers the plot no longer hears; a press on a handle or a
 * button is theirs.
 *
 * @returns what is being drawn now
 */
export function useAreaDrag(
  layer: RefObject<Element | null>,
  { tool, acts }: { readonly tool: Tool | null; readonly acts: AreaActs },
): Area | null {
  const [press, setPress] = useState<Press | null>(null)
  const held = useRef<Press | null>(null)
  const hold = (next: Press | null) => {
    held.current = next
    setPress(next)
  }
  const down = useLatest((event: PointerEvent) => {
    const kind = event.altKey ? 'lasso' : (tool ?? 'box')
    const isAdding = event.shiftKey || event.ctrlKey || event.metaKey
    const isOurs = tool !== null || event.altKey || isAdding
    if (!isOurs || event.button !== 0 || !event.isPrimary || isControl(event.target)) return
    // No mouse events after it: the plot would take the press for a click on a point.
    event.preventDefault()
    const plot = layer.current?.parentElement
    plot?.focus({ preventScroll: true })
    hold({ kind, isAdding, path: [placeIn(plot, event)] })
  })
  const move = useLatest((event: PointerEvent) => {
    const { current } = held
    if (current !== null)
      hold({ ...current, path: [...current.path, placeIn(layer.current?.parentElement, event)] })
  })
  const up = useLatest(() => {
    const { current } = held
    if (current === null) return
    hold(null)
    const area = areaOf(current)
    const [first] = current.path
    if (area !== null) acts.onArea(area, current.isAdding)
    else if (first) acts.onPress(first, current.isAdding)
  })
  const end = useLatest((event: Event) => {
    if (held.current === null) return
    if (event instanceof KeyboardEvent && event.key !== 'Escape') return
    event.stopPropagation()
    hold(null)
  })
  useLayoutEffect(() => {
    const plot = layer.current?.parentElement
    plot?.addEventListener('pointerdown', down)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', end, true)
    return () => {
      plot?.removeEventListener('pointerdown', down)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', end, true)
    }
  }, [layer, down, move, up, end])
  return press && areaOf(press)
}

/** Null while the pointer is still where it was pressed. */
function areaOf({ kind, path }: Press): Area | null {
  const [from] = path
  const to = path.at(-1)
  if (!from || !to || !path.some(({ x, y }) => Math.hypot(x - from.x, y - from.y) > SLACK_PX)) return null
  return kind === 'box' ? { kind, from, to } : { kind, path }
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, select, a, [role="slider"]') !== null
}

/** The pointer in the plot's own px, whatever the page is scaled by. */
function placeIn(plot: HTMLElement | null | undefined, event: PointerEvent): Place {
  if (!plot) return { x: NaN, y: NaN }
  const box = plot.getBoundingClientRect()
  return {
    x: ((event.clientX - box.left) * plot.clientWidth) / box.width,
    y: ((event.clientY - box.top) * plot.clientHeight) / box.height,
  }
}
