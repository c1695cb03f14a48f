import { createReadStream } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, extname, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import packageFile from '../../package.json' with { type: 'json' }
import type { CurveFit } from '../fit/types.ts'
import { parsePolicyFile } from '../workbench/policy-file.ts'
import type { Policy } from '../workbench/types.ts'
import { type LineOptions, readOptions, type TableOptions } from './options.ts'
import { badCellsOf, describePlan, planTable } from './plan-table.ts'
import { createProgress, type MessageStream } from './progress.ts'
import { readTable } from './read-table.ts'
import { runLines } from './run-lines.ts'
import { fitPlanned, fitShared, resultsCsv } from './run-table.ts'
import { fileSink, type Sink, streamSink } from './sink.ts'
import { USAGE } from './usage.ts'
import { createWorkerPool } from './worker-pool.ts'

export interface Terminal {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: MessageStream
  /** Where relative paths start. */
  readonly folder: string
}

/** Nothing was invalid; something was; the input could not be read, or the result not be written. */
const [ALL_FITTED, SOME_INVALID, UNREADABLE] = [0, 1, 2]

/** The program `npm run fit`. @returns its exit code; rejects for bugs alone. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const refuse = (reason: string) => {
    terminal.stderr.write(`fit: ${reason}\n`)
    return UNREADABLE
  }
  const options = readOptions(args)
  if (!options.ok) return refuse(`${options.error}\n     npm run --silent fit -- --help lists what there is`)
  if (options.value.kind === 'help') {
    await streamSink(terminal.stdout).write(USAGE)
    return ALL_FITTED
  }
  const { out } = options.value
  const sink = out === null ? streamSink(terminal.stdout) : fileSink(resolve(terminal.folder, out))
  // A pipe whose reader has gone reports it to the write, and as an event that nobody else waits for.
  terminal.stdout.on('error', () => undefined)
  try {
    return options.value.kind === 'lines'
      ? await fitLines(options.value, sink, terminal)
      : await fitTable(options.value, sink, terminal)
  } catch (error) {
    return refuse(wordsOf(error))
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'EPIPE' ? 'nobody reads the results any more' : error.message
}

async function fitLines(options: LineOptions, sink: Sink, terminal: Terminal): Promise<number> {
  const progress = createProgress(terminal.stderr, { what: 'line', isQuiet: options.isQuiet })
  const pool = createWorkerPool(options.workers ?? availableParallelism())
  let hasInvalid = false
  try {
    for await (const { text, lines, invalid } of runLines(openInput(options.input, terminal), pool)) {
      await sink.write(text)
      hasInvalid ||= invalid > 0
      progress.advance(lines, invalid)
    }
    await sink.close()
  } finally {
    await pool.close()
    progress.end()
  }
  return hasInvalid ? SOME_INVALID : ALL_FITTED
}

async function fitTable(options: TableOptions, sink: Sink, terminal: Terminal): Promise<number> {
  const progress = createProgress(terminal.stderr, { what: 'curve', isQuiet: options.isQuiet })
  const frame = readTable(await readText(openInput(options.input, terminal)))
  if (!frame.ok) throw new Error(`${options.input}: ${frame.error}`)
  const own = await readPolicy(options.policyFile, terminal)
  const plan = planTable(frame.value, options, own)
  if (!plan.ok) throw new Error(plan.error)
  for (const line of describePlan(plan.value)) progress.say(line)

  const pool = createWorkerPool(options.workers ?? availableParallelism())
  const fits: CurveFit[] = []
  const take = (some: readonly CurveFit[]) => {
    for (const fit of some) fits.push(fit)
    progress.advance(some.length, some.filter(isInvalid).length)
  }
  const isInvalid = ({ outcome }: CurveFit) => outcome.kind === 'invalid-input'
  try {
    if (plan.value.shared.length > 0) {
      const together = await fitShared(plan.value, pool)
      if (together.doubt !== null) progress.say(together.doubt)
      take(together.fits)
    } else {
      for await (const some of fitPlanned(plan.value.requests, pool)) take(some)
    }
  } finally {
    await pool.close()
    progress.end()
  }
  const origin = {
    frameName: options.name ?? nameOf(options.input),
    analysisId: options.analysis,
    version: packageFile.version,
  }
  await sink.write(resultsCsv(plan.value, fits, origin))
  await sink.close()
  return fits.some(isInvalid) || badCellsOf(plan.value.curves).length > 0 ? SOME_INVALID : ALL_FITTED
}

/** A policy that the page has exported. */
async function readPolicy(path: string | null, terminal: Terminal): Promise<Policy | null> {
  if (path === null) return null
  const policy = parsePolicyFile(await readText(openInput(path, terminal)))
  if (!policy.ok) throw new Error(`${path}: ${policy.error}`)
  return policy.value
}

function openInput(input: string, { stdin, folder }: Terminal): Readable {
  return input === '-' ? stdin : createReadStream(resolve(folder, input))
}

async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true })
  return text + decoder.decode()
}

function nameOf(input: string): string {
  return input === '-' ? '' : basename(input, extname(input))
}
