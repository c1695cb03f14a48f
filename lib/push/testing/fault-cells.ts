import { FaultKind, Operation, type FaultInput } from '../../sandbox/control.ts'
import { canMeet } from '../../sandbox/fault-table.ts'

/** The calls that opening and reading a frame makes, and those of a push, in their order. */
export const EXPORT_CALLS = ['token', 'get-analysis', 'get-data-frame', 'storage-get'] as const
export const PUSH_CALLS = [
  'token',
  'get-analysis',
  'create-data-frame',
  'storage-put',
  'patch-data-frame',
  'get-task',
  'get-data-frame',
  'create-file',
  'patch-file',
  'get-file',
  'patch-analysis',
] as const satisfies readonly Operation[]

/** A fault at a call: met by the first such call, or by every one until it is lifted. */
export interface FaultCell {
  readonly operation: Operation
  readonly kind: FaultKind
  readonly lasts: 'once' | 'always'
}

/** Every fault that the calls can meet, once and always: what the sandbox says can happen, not what we thought of. */
export function faultCells(calls: readonly Operation[]): readonly FaultCell[] {
  return calls.flatMap((operation) =>
    FaultKind.options
      .filter((kind) => canMeet({ kind, operation, times: 1, after: 0, seconds: 0 }))
      .flatMap((kind) => [
        { operation, kind, lasts: 'once' } as const,
        { operation, kind, lasts: 'always' } as const,
      ]),
  )
}

export function faultOf({ operation, kind, lasts }: FaultCell): FaultInput {
  // Long enough to be seen, short enough for some hundred of them.
  const seconds = kind === 'slow' ? 0.01 : kind === 'slow-ingestion' ? 60 : kind === 'rate-limited' ? 30 : 0
  return { operation, kind, times: lasts === 'once' ? 1 : null, seconds }
}
