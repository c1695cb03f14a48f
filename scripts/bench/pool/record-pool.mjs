/**
 * Runs in the page before its own scripts: keeps what the fit workers are asked, and when. What a chunk asks is copied, so
 * that the same can be asked again of workers that do nothing else.
 */
export function recordPool() {
  const Native = globalThis.Worker
  const seen = { args: null, jobs: [], firstMs: null, lastMs: null, fitted: 0 }
  globalThis.recordedPool = seen
  globalThis.Worker = class extends Native {
    constructor(...args) {
      super(...args)
      seen.args = args
      this.addEventListener('message', ({ data }) => {
        if (data?.kind !== 'fitted') return
        seen.fitted += data.fits.length
        seen.lastMs = performance.now()
      })
    }
    postMessage(message, ...rest) {
      if (message?.kind === 'fit') {
        seen.firstMs ??= performance.now()
        seen.jobs.push(...structuredClone(message.jobs))
      }
      super.postMessage(message, ...rest)
    }
  }
}

/** Runs in the page: the same fits on as many fresh workers, each asked once; seconds until the last one is done. */
export async function engineAlone(workerCount) {
  const { args, jobs } = globalThis.recordedPool
  const full = jobs.filter(({ request }) => request.detail === 'full' && request.comparisons === false)
  const size = Math.ceil(full.length / workerCount)
  // The page's own class would count these too.
  const Native = Object.getPrototypeOf(globalThis.Worker)
  const workers = Array.from({ length: workerCount }, () => Reflect.construct(Native, args))
  const start = performance.now()
  await Promise.all(
    workers.map(
      (worker, i) =>
        new Promise((done, fail) => {
          worker.addEventListener('error', () => fail(new Error('the worker crashed')))
          worker.addEventListener('message', ({ data }) => {
            if (data.kind === 'fitted') done(undefined)
            else fail(new Error(data.reason))
          })
          const own = full.slice(i * size, (i + 1) * size)
          worker.postMessage({ kind: 'fit', run: 1, chunk: 1, isUrgent: false, jobs: own })
        }),
    ),
  )
  const seconds = (performance.now() - start) / 1000
  globalThis.recordedPool.alone = workers
  return { seconds, fits: full.length }
}
