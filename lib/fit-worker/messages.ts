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

/** Some jobs of a run, by their place in it: one `fitted` for all of them. Their points lie in one buffer. */
export interface FitChunk {
  readonly kind: 'fit'
  readonly run: number
  /** A number no other message has. */
  readonly chunk: number
  /** Somebody waits: it goes before those that are not, and before earlier ones that are. */
  readonly isUrgent: boolean
  readonly jobs: readonly WorkerJob[]
}

/** Nobody wants the run any more: chunks of it that lie there need no answer. */
export interface DropRequest {
  readonly kind: 'drop'
  readonly run: number
}

export interface FittedJob {
  readonly index: number
  readonly fit: CurveFit
  readonly band: BandValues | null
}

/** What the worker works out besides fits of single curves; its engine is loaded when it is first asked. */
export interface WorkerTasks {
  readonly joint: { readonly ask: JointRequest; readonly answer: JointFit }
  readonly parallelism: { readonly ask: ParallelismRequest; readonly answer: Parallelism }
  readonly profile: { readonly ask: ProfileCurveRequest; readonly answer: ProfileCurveAnswer }
}
export type TaskName = keyof WorkerTasks

/** One task: `solved`, or `failed`. */
export interface TaskRequest {
  readonly kind: 'task'
  readonly run: number
  readonly chunk: number
  readonly name: TaskName
  readonly ask: WorkerTasks[TaskName]['ask']
}

export type WorkerRequest = FitChunk | TaskRequest | DropRequest

export type WorkerReply =
  | {
      readonly kind: 'fitted'
      readonly run: number
      readonly chunk: number
      readonly fits: readonly FittedJob[]
      readonly failed: readonly { readonly index: number; readonly reason: string }[]
    }
  | {
      readonly kind: 'solved'
      readonly run: number
      readonly chunk: number
      readonly answer: WorkerTasks[TaskName]['answer']
    }
  | { readonly kind: 'failed'; readonly run: number; readonly chunk: number; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string }

/** A chunk is over. */
export type ChunkReply = Extract<WorkerReply, { chunk: number }>

const FIELDS = {
  fitted: { run: isNumber, chunk: isNumber, fits: isFits, failed: isFailures },
  solved: { run: isNumber, chunk: isNumber, answer: isObject },
  failed: { run: isNumber, chunk: isNumber, reason: isText },
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

function isFits(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => isObject(one) && 'fit' in one && isObject(one.fit))
}

function isFailures(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => isObject(one) && 'reason' in one && isText(one.reason))
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
