/**
 * The fit on the page's own thread, in a chunk that only handles load: a message to the worker and back costs a frame,
 * and a plain drag fit takes a tenth of a millisecond.
 */
export { fitCurve } from '@/lib/fit/fit-curve.ts'
