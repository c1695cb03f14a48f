import { useId } from 'react'
import { PlotHandle, type HandleActs } from './plot-handle.tsx'
import { handleId, type HandleFrame, type HandleView } from './handle-view.ts'
import { HandleSvg } from './handle-svg.tsx'
import styles from './plot-handles.module.css'

interface Props {
  readonly views: readonly HandleView[]
  readonly frame: HandleFrame
  /** The one that is being moved. */
  readonly movedId: string | null
  readonly acts: HandleActs
}

/** Handles over the plot, in the pixels of its geometry. Fills the plot. */
export function PlotHandles({ views, frame, movedId, acts }: Props) {
  const helpId = useId()
  return (
    <div className={styles.layer}>
      <HandleSvg views={views} frame={frame} movedId={movedId} />
      <p id={helpId} className={styles.hidden}>
        Arrow keys move it, with Shift in larger steps. Enter keeps the value, Escape brings back what was
        before.
      </p>
      {views.map((view) => (
        <PlotHandle
          key={handleId(view)}
          view={view}
          frame={frame}
          isMoved={movedId === handleId(view)}
          helpId={helpId}
          acts={acts}
        />
      ))}
    </div>
  )
}
