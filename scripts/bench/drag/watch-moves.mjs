/**
 * Runs in the page. Of each pointer move: from the input's own time, and from its first handler, to the end of the first
 * frame in which the watched path is another than when the move came. Moves that change nothing (the same value again)
 * are not counted.
 */
export function watchMoves(selector) {
  const moves = []
  const shape = () => document.querySelector(selector)?.getAttribute('d') ?? ''
  const MOST_FRAMES = 20
  let newest = null
  const onMove = (event) => {
    const move = { inputMs: event.timeStamp, handlerMs: performance.now(), before: shape() }
    newest = move
    const look = (frames) => {
      if (shape() !== move.before) afterPaint(move)
      // Once another move has come, what changes is no longer this one's.
      else if (newest === move && frames < MOST_FRAMES) requestAnimationFrame(() => look(frames + 1))
    }
    requestAnimationFrame(() => look(0))
  }
  const afterPaint = ({ inputMs, handlerMs }) => {
    // A message sent in a frame is read when its painting is done.
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      const endMs = performance.now()
      moves.push({ fromInput: endMs - inputMs, fromHandler: endMs - handlerMs })
    })
    port1.start()
    port2.postMessage(null)
  }
  addEventListener('pointermove', onMove, true)
  globalThis.endWatch = async () => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    removeEventListener('pointermove', onMove, true)
    return moves
  }
}
