import type { CurveFit, FitRequest } from '../fit/types.ts'
import type { TogetherRequest } from './fit-together.ts'
import type { Line } from './split-lines.ts'

/** Work for one worker: some lines of JSON, some curves of a table, or all of them in one fit. */
export type WorkerTask =
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'curves'; readonly requests: readonly FitRequest[] }
  | { readonly kind: 'together'; readonly together: TogetherRequest }

export type WorkerAnswer =
  /** A line per line of the task, each with its end. */
  | { readonly kind: 'lines'; readonly text: string; readonly invalid: number }
  | { readonly kind: 'curves'; readonly fits: readonly CurveFit[] }
  | {
      readonly kind: 'together'
      readonly curves: readonly { readonly name: string; readonly fit: CurveFit }[]
      /** What is doubtful about fitting them in one, or null. */
      readonly doubt: string | null
    }
