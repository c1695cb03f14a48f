import * as z from 'zod/mini'

const Count = z.number().check(z.int(), z.minimum(0))

/** One data frame that results of a refit are pushed as. */
const RefitFrame = z.object({ name: z.string(), curveCount: Count })

/** How results are cut into data frames: as few as a push takes, or each below the size that Benchling’s older guide names. */
export const FrameSize = z.enum(['fewest', 'small'])
export type FrameSize = z.infer<typeof FrameSize>

/** A push of results of a refit; the list of pushes knows the rest of it. */
const RefitPush = z.object({
  pushId: z.string(),
  /** Of the data frame that it writes. */
  name: z.string(),
  state: z.enum(['queued', 'running', 'waiting', 'done', 'partly', 'failed']),
})
export type RefitPush = z.infer<typeof RefitPush>

/** What a finished refit has to push, and what of it was. */
export const RefitResults = z.object({
  byteLength: Count,
  columnCount: Count,
  frames: z.record(FrameSize, z.array(RefitFrame)),
  /** In the order in which they were asked for. */
  pushes: z.array(RefitPush),
})
export type RefitResults = z.infer<typeof RefitResults>
