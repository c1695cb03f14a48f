import { useRef, type PointerEvent as ReactPointerEvent } from 'react'
import { useLatest } from '../use-latest.ts'
import { valueAtPlace, type HandleFrame, type HandleView } from './handle-view.ts'
import type { HandleActs } from './plot-handle.tsx'
import { pressOn, type Press } from './press.ts'

interface Input {
  readonly view: HandleView
  readonly frame: HandleFrame
  readonly isMoved: boolean
  readonly acts: HandleActs
}

/** Press, drag and release with the pointer captured; what takes the pointer away brings back what was before. */
export function usePointer({ view, frame, isMoved, acts }: Input) {
  const press = useRef<Press | null>(null)
  const follow = useLatest((place: { x: number; y: number }) =>
    acts.move(view, valueAtPlace(view, place, frame)),
  )
  const end = () => {
    const ended = press.current
    press.current = null
    ended?.release()
    return ended
  }
  return {
    isDown: () => press.current !== null,
    release: end,
    events: {
      onPointerDown(event: ReactPointerEvent<HTMLElement>) {
        const { currentTarget, nativeEvent } = event
        if (event.button !== 0) return
        // Without it a mouse goes on to look for text to select, at each of its moves.
        event.preventDefault()
        event.stopPropagation()
        currentTarget.focus()
        end()
        press.current = pressOn(currentTarget, nativeEvent, follow)
      },
      onPointerUp() {
        if (end()?.isDrag() === true) acts.commit()
      },
      onPointerCancel() {
        if (end() !== null && isMoved) acts.cancel()
      },
    },
  }
}
