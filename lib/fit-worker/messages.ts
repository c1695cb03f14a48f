/** What crosses between the page and the fit worker. */
import type { ParallelismRequest, Parallelism } from '../fit/joint/parallelism.ts'
import type { ProfileCurveAnswer, ProfileCurveRequest } from '../fit/inference/profile-curve.ts'
import type { JointFit, JointRequest } from '../fit/joint/types.ts'
import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'

export interface WorkerJob {
  readonly index: number
  readonly request: FitRequest
  /** Doses to draw curve and band at, or null for none. */
  readonly bandDose: Float64Array | null
}

/** A chunk of jobs, by their place in the run; fitted in order, one reply each, then `chunk-done`. */
export interface FitChunk {
  readonly kind: 'fit'
  readonly run: number
  readonly jobs: readonly WorkerJob[]
}

/** What the worker works out besides fits of single curves; its engine is loaded when it is first asked. */
export interface WorkerTasks {
  readonly joint: { readonly ask: JointRequest; readonly answer: JointFit }
  readonly parallelism: { readonly ask: ParallelismRequest; readonly answer: Parallelism }
  readonly profile: { readonly ask: ProfileCurveRequest; readonly answer: ProfileCurveAnswer }
}
export type TaskName = keyof WorkerTasks

/** One task: `solved` or `failed` with index 0, then `chunk-done`. */
export interface TaskRequest {
  readonly kind: 'task'
  readonly run: number
  readonly name: TaskName
  readonly ask: WorkerTasks[TaskName]['ask']
}

export type WorkerRequest = FitChunk | TaskRequest

export type WorkerReply =
  | {
      readonly kind: 'fitted'
      readonly run: number
      readonly index: number
      readonly fit: CurveFit
      readonly band: BandValues | null
    }
  | {
      readonly kind: 'solved'
      readonly run: number
      readonly index: number
      readonly answer: WorkerTasks[TaskName]['answer']
    }
  | { readonly kind: 'failed'; readonly run: number; readonly index: number; readonly reason: string }
  | { readonly kind: 'chunk-done'; readonly run: number }
  | { readonly kind: 'rejected'; readonly reason: string }

const FIELDS = {
  fitted: {
    run: isNumber,
    index: isNumber,
    fit: isObject,
    band: (value) => value === null || isObject(value),
  },
  solved: { run: isNumber, index: isNumber, answer: isObject },
  failed: { run: isNumber, index: isNumber, reason: isText },
  'chunk-done': { run: isNumber },
  rejected: { reason: isText },
} satisfies Record<WorkerReply['kind'], Readonly<Record<string, (value: unknown) => boolean>>>

/**
 * A message as a reply, or null. The engine of the same build made it, so only the presence of what it holds is checked:
 * walking each fit again costs more than it. By hand, as the first fit must not wait for zod.
 */
export function readReply(raw: unknown): WorkerReply | null {
  if (!isObject(raw) || !('kind' in raw) || typeof raw.kind !== 'string') return null
  if (!Object.hasOwn(FIELDS, raw.kind)) return null
  const fields: [string, (value: unknown) => boolean][] = Object.entries(
    FIELDS[raw.kind as WorkerReply['kind']],
  )
  const holds = fields.every(([name, isRight]) => isRight(Reflect.get(raw, name)))
  return holds ? (raw as WorkerReply) : null
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
