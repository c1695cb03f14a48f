import { brokenLine } from './answer-line.ts'
import { inOrder } from './in-order.ts'
import { type Line, splitLines } from './split-lines.ts'
import type { WorkerPool } from './worker-pool.ts'

/** Answers of some lines of the input, each answer with its line end. */
export interface AnsweredLines {
  readonly text: string
  readonly lines: number
  readonly invalid: number
}

/** Lines of a task: enough that passing them costs little, few enough that all workers have some. */
const MOST_LINES = 16
const TASKS_PER_WORKER = 3

/**
 * The answers to a stream of requests, in the order of its lines, as they are ready. No more than three tasks per worker
 * of 16 lines each are under way at a time, whatever waits in the input.
 */
export async function* runLines(
  input: AsyncIterable<Uint8Array>,
  pool: WorkerPool,
): AsyncGenerator<AnsweredLines> {
  yield* inOrder(tasksOf(input, pool.size), (lines) => answerLines(lines, pool), pool.size * TASKS_PER_WORKER)
}

/** Lines that came together are shared among the workers; a lone one goes at once. */
async function* tasksOf(input: AsyncIterable<Uint8Array>, workers: number): AsyncGenerator<readonly Line[]> {
  for await (const lines of splitLines(input)) {
    const size = Math.min(MOST_LINES, Math.ceil(lines.length / workers))
    for (let from = 0; from < lines.length; from += size) yield lines.slice(from, from + size)
  }
}

async function answerLines(lines: readonly Line[], pool: WorkerPool): Promise<AnsweredLines> {
  const end = await pool.run({ kind: 'lines', lines })
  if (end.kind === 'lines') return { text: end.text, invalid: end.invalid, lines: lines.length }
  if (lines.length > 1) {
    // One of them ended the worker: alone, the others have their answers.
    const parts: AnsweredLines[] = []
    for (const line of lines) parts.push(await answerLines([line], pool))
    return parts.reduce((sum, part) => ({
      text: sum.text + part.text,
      invalid: sum.invalid + part.invalid,
      lines: sum.lines + part.lines,
    }))
  }
  const reason = end.kind === 'crashed' ? `the fit broke: ${end.reason}` : 'the fit broke'
  return { text: `${JSON.stringify(brokenLine(lines[0]?.text ?? '', reason))}\n`, invalid: 1, lines: 1 }
}
