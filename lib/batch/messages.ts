import type { ColumnMeta, FrameChunk } from '../data-frame/types.ts'
import type { CurveFit, FitRequest, VerdictKind } from '../fit/types.ts'
import type { Work } from '../workbench/types.ts'
import type { Origin } from './results-rows.ts'

/** What the thread that holds a frame is asked, one after the other. */
export type TableAsk =
  | { readonly kind: 'columns'; readonly columns: readonly ColumnMeta[] }
  | { readonly kind: 'append'; readonly chunk: FrameChunk }
  /** Rows of a file; columns go by their system names there. */
  | {
      readonly kind: 'parquet'
      readonly path: string
      readonly names: readonly string[]
      readonly mostRows: number
    }
  | { readonly kind: 'plan'; readonly work: Work; readonly threads: number }
  /** Fits the curves `from` to `to`, that one not. */
  | { readonly kind: 'fit'; readonly from: number; readonly to: number }
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'note'; readonly from: number; readonly fits: Uint8Array }
  | { readonly kind: 'header' }
  | { readonly kind: 'rows'; readonly from: number; readonly fits: Uint8Array }

export interface TableAnswers {
  readonly columns: null
  readonly append: null
  /** How many rows there are by then; more than `mostRows` are not read. */
  readonly parquet: number
  readonly plan: { readonly rowCount: number; readonly curveCount: number; readonly digest: string }
  readonly fit: { readonly fits: Uint8Array; readonly verdicts: VerdictCounts }
  readonly origin: null
  readonly note: null
  readonly header: string
  /** Gzipped CSV. */
  readonly rows: Uint8Array
}

export type VerdictCounts = Readonly<Partial<Record<VerdictKind, number>>>

export type TableReply =
  | { readonly kind: 'answer'; readonly answer: TableAnswers[keyof TableAnswers] }
  | { readonly kind: 'progress'; readonly fitted: number }
  | { readonly kind: 'failed'; readonly reason: string }

/** Curves for one of the threads that fit. */
export interface FitAsk {
  readonly requests: readonly FitRequest[]
}

export interface FitAnswer {
  readonly kind: 'fitted'
  readonly fits: readonly CurveFit[]
}
