import type { Place } from './tangent.ts'

/** A pointer that is down on a handle. */
export interface Press {
  isDrag(): boolean
  release(): void
}

/** A press that goes no further than this only takes the focus. */
const SLACK_PX = 2
/** A mouse of 1000 Hz is followed no more often between frames than the page can. */
const BETWEEN_MS = 6

/**
 * Follows a pointer from its press to its release, in the px of the element around the handle. The browser hands over
 * a move with the next frame; where it also hands it over at once, the fit is done by the time the frame comes.
 */
export function pressOn(handle: HTMLElement, down: PointerEvent, follow: (place: Place) => void): Press {
  const { pointerId } = down
  const layer = handle.parentElement ?? handle
  let placeOf = placesIn(layer)
  let frame = 0
  let followedMs = 0
  let isDrag = false
  const take = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return
    isDrag ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLACK_PX
    if (!isDrag) return
    followedMs = event.timeStamp
    follow(placeOf(event))
    // What has moved is laid out for this frame anyway: where the layer is costs nothing then.
    if (frame === 0) frame = requestAnimationFrame(measure)
  }
  const measure = () => {
    frame = 0
    placeOf = placesIn(layer)
  }
  const takeBetween = (event: Event) => {
    if (event instanceof PointerEvent && event.timeStamp - followedMs >= BETWEEN_MS) take(event)
  }
  handle.setPointerCapture(pointerId)
  handle.addEventListener('pointermove', take)
  handle.addEventListener('pointerrawupdate', takeBetween)
  return {
    isDrag: () => isDrag,
    release() {
      handle.removeEventListener('pointermove', take)
      handle.removeEventListener('pointerrawupdate', takeBetween)
      cancelAnimationFrame(frame)
      if (handle.hasPointerCapture(pointerId)) handle.releasePointerCapture(pointerId)
    },
  }
}

/** A pointer in the element's own px, whatever the page is scaled by, as the element lies now. */
function placesIn(element: HTMLElement): (pointer: PointerEvent) => Place {
  const box = element.getBoundingClientRect()
  const [perX, perY] = [element.clientWidth / box.width, element.clientHeight / box.height]
  return ({ clientX, clientY }) => ({ x: (clientX - box.left) * perX, y: (clientY - box.top) * perY })
}
