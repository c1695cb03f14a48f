/** What a push is asked for with. Apart from its state as the page reads it: only the server checks this. */
import * as z from 'zod/mini'
import { OutputKind } from './push-view.ts'
import { PushedState } from './pushed-state.ts'

/** One thing to write: exactly these bytes, under exactly this name. */
export const OutputInput = z.object({
  /** Slug within the push, e.g. `results`, `report-html`, `plot-png`, `points`, `cleaned`. */
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  kind: OutputKind,
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  fileName: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.(csv|html|png|txt|zip|pdf)$/)),
  bytes: z.instanceof(Uint8Array),
})
export type OutputInput = z.infer<typeof OutputInput>

export const StartPushInput = z.object({
  analysisId: z.string().check(z.regex(/^[a-z]{2,16}_[A-Za-z0-9]{4,64}$/)),
  /** The frame the outputs were made from. */
  sourceFrameId: z.string().check(z.minLength(1), z.maxLength(200)),
  outputs: z.array(OutputInput).check(z.minLength(1), z.maxLength(16)),
  /** What the outputs say of every curve, for later pushes to be compared with; absent, this one is compared with none. */
  state: z.optional(PushedState),
})
export type StartPushInput = z.infer<typeof StartPushInput>
