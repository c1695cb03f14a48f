import type { CurveFit, FitRequest } from '../fit/types.ts'
import type { Line } from './split-lines.ts'

/** Work for one worker: some lines of JSON, or some curves of a table. */
export type WorkerTask =
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'curves'; readonly requests: readonly FitRequest[] }

export type WorkerAnswer =
  /** A line per line of the task, each with its end. */
  | { readonly kind: 'lines'; readonly text: string; readonly invalid: number }
  | { readonly kind: 'curves'; readonly fits: readonly CurveFit[] }
