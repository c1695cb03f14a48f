import { describe, expect, it } from 'vitest'
import { doTask } from './do-task.ts'
import type { WorkerTask } from './messages.ts'
import { runLines } from './run-lines.ts'
import type { WorkerPool } from './worker-pool.ts'

const COUNT = 10_000
const SIZE = 4

/** Answers in a scrambled order, and counts how many lines it holds at a time. */
function countingPool(answer: (task: WorkerTask) => ReturnType<typeof doTask>) {
  const counts = { underWay: 0, most: 0 }
  const pool: WorkerPool = {
    size: SIZE,
    async run(task) {
      const size = task.kind === 'lines' ? task.lines.length : 0
      counts.underWay += size
      counts.most = Math.max(counts.most, counts.underWay)
      const turns = 1 + ((task.kind === 'lines' ? (task.lines[0]?.number ?? 0) : 0) % 5)
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
      counts.underWay -= size
      return answer(task)
    },
    close: () => Promise.resolve(),
  }
  return { pool, counts }
}

const echo = (task: WorkerTask) =>
  task.kind === 'lines'
    ? { kind: 'lines' as const, text: task.lines.map(({ text }) => `${text}\n`).join(''), invalid: 0 }
    : { kind: 'curves' as const, fits: [] }

describe('runLines', () => {
  it('answers 10,000 lines in order, with a bounded number read, under way and unread', async () => {
    const read = { lines: 0 }
    async function* input() {
      for (let from = 0; from < COUNT; from += 250) {
        read.lines = from + 250
        yield new TextEncoder().encode(Array.from({ length: 250 }, (_, i) => `${from + i}\n`).join(''))
      }
    }
    const { pool, counts } = countingPool(echo)
    let [text, answered, mostAhead] = ['', 0, 0]
    for await (const part of runLines(input(), pool)) {
      text += part.text
      answered += part.lines
      mostAhead = Math.max(mostAhead, read.lines - answered)
    }
    expect(text).toBe(Array.from({ length: COUNT }, (_, i) => `${i}\n`).join(''))
    expect(counts.most).toBeGreaterThan(16)
    expect(counts.most).toBeLessThanOrEqual(16 * 3 * SIZE)
    // What is read and not answered: the lines under way and one piece of the input.
    expect(mostAhead).toBeLessThanOrEqual(16 * 3 * SIZE + 2 * 250)
  })

  it('stops reading while its own reader does not take the answers', async () => {
    let read = 0
    async function* input() {
      for (;;) {
        read += 1
        yield new TextEncoder().encode(`${read}\n`)
      }
    }
    const answers = runLines(input(), countingPool(echo).pool)
    await answers.next()
    for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
    expect(read).toBeLessThanOrEqual(3 * SIZE + 2)
    await answers.return(undefined)
  })

  it('keeps the answers of the other lines when one ends its worker', async () => {
    const lines = ['{"id":"a"}', '{"id":"poison"}', '{"id":"c"}', 'no json']
    const pool: WorkerPool = {
      size: 1,
      run: (task) => {
        const isPoisoned = task.kind === 'lines' && task.lines.some(({ text }) => text?.includes('poison'))
        return Promise.resolve(isPoisoned ? { kind: 'crashed', reason: 'out of memory' } : doTask(task))
      },
      close: () => Promise.resolve(),
    }
    async function* input() {
      yield new TextEncoder().encode(lines.join('\n'))
    }
    let text = ''
    for await (const part of runLines(input(), pool)) text += part.text
    const answers = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; reason: string })
    expect(answers.map(({ id }) => id)).toEqual(['a', 'poison', 'c', null])
    expect(answers[1]).toEqual({ id: 'poison', status: 'invalid', reason: 'the fit broke: out of memory' })
  })
})
