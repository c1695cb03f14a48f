import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import { buildOutputs } from '../outputs/build-outputs.ts'
import { fittedCurves } from '../outputs/fitted-curve.ts'
import { mortalityAnalysis } from '../sandbox/seeds/mortality.ts'
import { initialHistory, initialWork } from '../workbench/initial-work.ts'
import { reduceWork } from '../workbench/reduce-work.ts'
import { curveRequest } from '../workbench/selectors.ts'
import { main } from './main.ts'
import { HeadlessResult } from './result-schema.ts'

// Programs of their own, on a machine that may be busy with all the other tests.
vi.setConfig({ testTimeout: 60_000 })

const script = fileURLToPath(new URL('../../scripts/fit.mjs', import.meta.url))

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(
  args: readonly string[],
  { input = '', folder }: { input?: string; folder: string },
): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args, '--workers', '2'], { cwd: folder })
    const text = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (piece: string) => (text[name] += piece))
    }
    child.stdin.end(input)
    child.once('close', (code) => resolve({ code, ...text }))
  })
}

/** The same without a process of its own: what ends before anything is fitted. */
async function runHere(args: readonly string[], folder: string): Promise<Run> {
  const text = { stdout: '', stderr: '' }
  const stdout = new Writable({
    write(piece: Buffer, _, done) {
      text.stdout += piece.toString()
      done()
    },
  })
  const stderr = { write: (line: string) => void (text.stderr += line) }
  const code = await main([...args, '--workers', '1'], { stdin: Readable.from([]), stdout, stderr, folder })
  return { code, ...text }
}

let folder = ''
const [mortality] = mortalityAnalysis().frames
const csv = new TextDecoder().decode(mortality?.parts()[0])

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'halfmax-fit-'))
  writeFileSync(join(folder, 'mortality.csv'), csv)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EXAMPLE = ['--dose', 'Concentration', '--response', 'Mortality 24h', '--group', 'Cell Line']
const FIXED = ['--model', 'logistic4', '--fix', 'bottom=0', '--fix', 'top=100']

/** What the page pushes of the sample once both plateaus are fixed on its panel. */
function pushedByPage(): string {
  const rows = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const types = ['String', 'Float', 'Float', 'Float']
  const frame = frameOf(
    (rows[0] ?? []).map((header, i) => `${header}:${types[i]}`),
    rows.slice(1),
  )
  const start = initialWork(guessMapping(frame))
  const curves = buildCurves(frame, start.mapping)
  const history = curves.reduce((soFar, { id }) => {
    const fix = (parameter: 'bottom' | 'top', value: number) =>
      ({
        kind: 'set-constraint',
        curveId: id,
        parameter,
        constraint: { kind: 'fixed', value },
        label: '',
        gesture: null,
      }) as const
    return reduceWork(reduceWork(soFar, fix('bottom', 0)), fix('top', 100))
  }, initialHistory(start))
  const work = history.present
  const fits = curves.map((curve) => {
    const { request, isIncluded } = curveRequest(work, curve, 'full')
    return { curve, isIncluded, fit: fitCurve(request) }
  })
  const context = {
    analysisId: 'ana_CellMort24',
    frameName: 'Cell mortality',
    version: packageFile.version,
    curves: fittedCurves(fits, { work, frame, allCurves: curves }),
    frame,
    exclusions: [],
  }
  return new TextDecoder().decode(buildOutputs(context, ['results'], {})[0]?.bytes)
}

describe('npm run fit with a table', () => {
  it('writes the results frame that the page pushes, byte for byte', async () => {
    const origin = ['--name', 'Cell mortality', '--analysis', 'ana_CellMort24']
    const { code, stdout } = await run(['mortality.csv', ...FIXED, ...origin], { folder })
    expect(stdout).toBe(pushedByPage())
    expect(stdout.trim().split('\n')).toHaveLength(3)
    expect(code).toBe(0)
  })

  it('judges by the limits that are asked for', async () => {
    const asked = [...EXAMPLE, ...FIXED, '--limit', 'contradictedP=0', '--limit', 'bendDoses=4']
    const { stdout } = await run(['mortality.csv', ...asked], { folder })
    expect(stdout).toMatch(
      /fewer than four doses show the .*Free fit; fixed value contradicted below p 0, doses beyond each bend 4/,
    )
  })

  it('fits the columns that were named, and says so on the error stream alone', async () => {
    const { code, stdout, stderr } = await run(['mortality.csv', ...EXAMPLE, ...FIXED], { folder })
    const [headers = '', row = '', ...others] = stdout.trim().split('\n')
    expect([code, others]).toEqual([0, []])
    expect(headers.startsWith('cell,hours,fit_function,IC50,std,t_Value,p_Value,')).toBe(true)
    expect(row).toMatch(/^HeLa,24,LL\.4,28\.67265810/)
    expect(stderr).toContain('response "Cell Mortality Mortality 24h" (%)')
    expect(stderr).toMatch(/fit: 1 curve, 0 invalid/)
  })

  it('reads the standard input and writes a file', async () => {
    const { code, stdout } = await run(['-', ...FIXED, '--out', 'results.csv', '--quiet'], {
      folder,
      input: csv,
    })
    expect([code, stdout]).toEqual([0, ''])
    expect(readFileSync(join(folder, 'results.csv'), 'utf8').split('\n')).toHaveLength(4)
  })

  it('leaves out what is excluded and what is no number, and reports the latter', async () => {
    const broken = csv.replace('17.07', '<17')
    const { code, stdout, stderr } = await run(['-', ...EXAMPLE, '--exclude', '1', '--abs', '40'], {
      folder,
      input: broken,
    })
    expect(code).toBe(1)
    expect(stderr).toContain('row 2, "Cell Mortality Mortality 24h": "<17" is no number; the row is left out')
    const [headers = [], row = []] = stdout.split('\n').map((line) => line.split(','))
    expect(row[headers.indexOf('points used')]).toBe('19')
    expect(row[headers.indexOf('points excluded')]).toBe('1')
    expect(Number(row[headers.indexOf('dose at 40')])).toBeGreaterThan(10)
  })

  it('shares parameters among all curves, and says so beside the model', async () => {
    const { code, stdout } = await run(['mortality.csv', '--share', 'bottom,top', '--quiet'], { folder })
    const [headers = [], ...rows] = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/,(?! )/))
    const column = (name: string) => rows.map((row) => row[headers.indexOf(name)])
    expect(code).toBe(0)
    expect(new Set(column('top (%)')).size).toBe(1)
    // An independent joint fit of both readouts with common plateaus.
    const [at24h, at48h] = column('IC50').map(Number)
    expect(Math.abs((at24h ?? 0) / 21.3005765653 - 1)).toBeLessThan(1e-4)
    expect(at48h).toBeLessThan(10)
    expect(column('degrees of freedom')).toEqual(['36', '36'])
    expect(column('model')[0]).toContain('; bottom, top shared by all curves')
  })

  it.each([
    ['a file that is not there', ['missing.csv'], 'no such file'],
    ['a column that is not there', ['mortality.csv', '--dose', 'Molarity'], 'no such column'],
    [
      'a parameter of another model',
      ['mortality.csv', '--fix', 'asymmetry=1'],
      'the model logistic4 has only',
    ],
    ['an option that is not there', ['mortality.csv', '--modle', 'x'], "Unknown option '--modle'"],
    ['a folder that is not there', ['mortality.csv', '--out', 'none/out.csv'], 'no such file'],
  ])('ends with 2 over %s, and writes nothing', async (_, args, words) => {
    const { code, stdout, stderr } = await runHere(args, folder)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
  })
})

describe('npm run fit with lines', () => {
  const good = (id: string) =>
    JSON.stringify({ id, model: 'logistic4', dose: [0, 1, 3, 10, 30, 100], response: [2, 9, 24, 51, 76, 90] })

  it('answers every line in order, bad ones too, and ends with 1', async () => {
    const lines = [
      good('a'),
      '{"id":"b","dose":[1],"response":["1"],"model":"logistic4"}',
      '',
      'no json',
      good('c'),
    ]
    const { code, stdout, stderr } = await run(['--jsonl'], { folder, input: lines.join('\n') })
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => HeadlessResult.parse(JSON.parse(line)))
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'converged'],
      ['b', 'invalid'],
      [null, 'invalid'],
      ['c', 'converged'],
    ])
    expect(results[1]).toEqual({
      id: 'b',
      status: 'invalid',
      reason: 'response[0]: expected number, received string',
    })
    expect([code, stdout.endsWith('\n')]).toEqual([1, true])
    expect(stderr).toMatch(/4 lines, 2 invalid/)
  })

  it('answers a line before the next one is there', async () => {
    const child = spawn(process.execPath, [script, '--jsonl', '--quiet', '--workers', '1'], { cwd: folder })
    const answers = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
    const ids: string[] = []
    for (const id of ['a', 'b']) {
      child.stdin.write(`${good(id)}\n`)
      const { value } = (await answers.next()) as { value: string }
      ids.push((JSON.parse(value) as { id: string }).id)
    }
    child.stdin.end()
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([ids, code]).toEqual([['a', 'b'], 0])
  })

  it('ends with 0 on nothing, and with 2 on an input that cannot be read', async () => {
    expect(await runHere(['--jsonl'], folder)).toMatchObject({ code: 0, stdout: '' })
    expect(await runHere(['--jsonl', 'missing.jsonl'], folder)).toMatchObject({ code: 2, stdout: '' })
  })

  it('prints its help', async () => {
    const { code, stdout } = await runHere(['--help'], folder)
    expect(code).toBe(0)
    expect(stdout).toContain('npm run --silent fit -- --jsonl')
  })
})
