/**
 * Runs in the page. Of each pointer move the browser hands over: from the input's own time, and from its first handler,
 * to the end of the first frame that shows it. A frame shows a move when what follows the pointer is beside it and the
 * watched path is another than in the frame before. A move that a newer one overtakes unseen lasts until that one's
 * frame. Moves to where the path already was are not counted.
 */
export function watchMoves({ path, follower }) {
  const moves = []
  /** What follows may be off by its own grid: half of at most 2.5 px. */
  const BESIDE_PX = 1.5
  const shape = () => document.querySelector(path)?.getAttribute('d') ?? ''
  const isBeside = (y) => {
    const box = document.querySelector(follower).getBoundingClientRect()
    return Math.abs(box.y + box.height / 2 - y) <= BESIDE_PX
  }
  let painting = []
  const endFrame = () => {
    const endMs = performance.now()
    for (const { inputMs, handlerMs } of painting) {
      moves.push({ fromInput: endMs - inputMs, fromHandler: endMs - handlerMs })
    }
    painting = []
  }
  let shown = shape()
  let waiting = []
  let isAsked = false
  const look = () => {
    endFrame()
    isAsked = false
    const now = shape()
    const newest = waiting.at(-1)
    if (newest === undefined) return
    if (now !== shown && isBeside(newest.y)) {
      afterPaint(waiting)
      waiting = []
    } else if (newest.isSeen && isBeside(newest.y)) waiting = []
    else {
      newest.isSeen = true
      ask()
    }
    shown = now
  }
  const ask = () => {
    if (!isAsked) requestAnimationFrame(look)
    isAsked = true
  }
  const onMove = (event) => {
    endFrame()
    waiting.push({ inputMs: event.timeStamp, handlerMs: performance.now(), y: event.clientY, isSeen: false })
    ask()
  }
  const afterPaint = (done) => {
    painting = done
    // A message sent in a frame is read when its painting is done, or after the input that waits by then.
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', endFrame)
    port1.start()
    port2.postMessage(null)
  }
  addEventListener('pointerrawupdate', endFrame, true)
  addEventListener('pointermove', onMove, true)
  globalThis.endWatch = async () => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    removeEventListener('pointermove', onMove, true)
    removeEventListener('pointerrawupdate', endFrame, true)
    return moves
  }
}
