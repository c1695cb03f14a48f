import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import type { DataFrame } from '../data-frame/types.ts'
import { makeRandom } from '../fit/numerics/random.ts'
import type { ModelName } from '../fit/types.ts'
import type { FitMethod, Work } from '../workbench/types.ts'
import { rScript } from './r-script.ts'
import { contextOf, exampleWork } from './testing/bench.ts'

const FRAME = rExampleFrame()
const BASE = exampleWork()
const HOURS_48 = 'HeLa|Cell Mortality Mortality 48h'
const EXCLUDED: Work['exclusions'] = {
  '9:3': {
    row: 9,
    responseColumn: 3,
    cause: 'hand',
    reason: 'edge "well"\n) stop(',
    author: 'Ada',
    at: '2026-11-25T14:21:00Z',
  },
}

const withMethod = (method: Partial<FitMethod>): Work => ({ ...BASE, method: { ...BASE.method, ...method } })
const withModel = (model: ModelName, work: Work = BASE): Work => ({
  ...work,
  curves: Object.fromEntries(
    ['24h', '48h'].map((h) => [`HeLa|Cell Mortality Mortality ${h}`, { constraints: {}, model }]),
  ),
})

/** 12 doses, up and down again, or up with a dip before. */
function shaped(kind: 'bell' | 'hormesis' | 'biphasic'): { frame: DataFrame; work: Work } {
  const random = makeRandom(7)
  const rows = Array.from({ length: 42 }, (_, i) => {
    const dose = i % 14 === 0 ? 0 : 10 ** ((i % 14) / 3 - 2)
    const value = {
      bell: (90 / (1 + 0.08 / dose)) * (1 / (1 + (dose / 20) ** 2)),
      hormesis: (100 + 40 * dose) / (1 + (dose / 3) ** 2.5),
      biphasic: 40 / (1 + dose / 0.03) + 55 / (1 + dose / 12),
    }[kind]
    return ['HeLa', String(dose), String(value + 1.5 * random.normal())]
  })
  const frame = frameOf(['Cell Line Name', 'Concentration (uM):Float', 'Viability (%):Float'], rows)
  return { frame, work: exampleWork(frame) }
}
function shapedCase(
  kind: 'bell' | 'hormesis' | 'biphasic',
  model: ModelName,
): readonly [string, Work, DataFrame] {
  const { frame, work } = shaped(kind)
  const [curve] = contextOf(work, frame).curves
  return [
    `${model} on a ${kind}`,
    { ...work, curves: { [curve?.curve.id ?? '']: { constraints: {}, model } } },
    frame,
  ]
}

const CASES: readonly (readonly [string, Work, DataFrame])[] = [
  ['the R example with an exclusion', { ...BASE, policy: 'r-example', exclusions: EXCLUDED }, FRAME],
  ['free plateaus', BASE, FRAME],
  [
    'bounds, one of them met',
    {
      ...BASE,
      curves: {
        [HOURS_48]: {
          constraints: {
            top: { kind: 'bounded', lower: 50, upper: 82 },
            hill: { kind: 'bounded', lower: 0.2, upper: 3 },
          },
        },
      },
    },
    FRAME,
  ],
  ['weights 1/y', withMethod({ weighting: '1/y' }), FRAME],
  ['weights 1/y²', withMethod({ weighting: '1/y2' }), FRAME],
  ['a Huber loss', withMethod({ loss: 'huber' }), FRAME],
  ['a Lorentz loss', withMethod({ loss: 'lorentz' }), FRAME],
  ['a Tukey loss', withMethod({ loss: 'tukey' }), FRAME],
  ...(['logistic5', 'weibull1', 'weibull2', 'logNormal', 'constant', 'linear'] as const).map(
    (model) => [model, withModel(model), FRAME] as const,
  ),
  shapedCase('bell', 'bell'),
  shapedCase('hormesis', 'hormesisLinear'),
  shapedCase('hormesis', 'hormesisSaturating'),
  shapedCase('biphasic', 'biphasic'),
]

/** Code without comments and text literals. */
function bareCode(script: string): string {
  return script.replace(/"(?:[^"\\]|\\.)*"|#[^\n]*/g, (part) => (part.startsWith('#') ? '' : '""'))
}

describe.each(CASES)('the R script of %s', (_, work, frame) => {
  const context = contextOf(work, frame)
  const script = rScript(context, work)

  it('is balanced, whatever the reasons say', () => {
    const code = bareCode(script)
    for (const pair of ['()', '[]', '{}']) {
      const count = (sign: string) => code.split(sign).length - 1
      expect(count(pair.charAt(0)), `pairs of ${pair}`).toBe(count(pair.charAt(1)))
    }
    expect(code.split('"').length % 2).toBe(1)
    expect(script).not.toMatch(/NaN|undefined|Infinity|[ =,]null\b/)
  })

  it('holds every row that took part, and none that was left out', () => {
    const blocks = script.split(/^# ---- Curve /m).slice(1)
    expect(blocks).toHaveLength(context.curves.length)
    for (const [i, { curve, isIncluded }] of context.curves.entries()) {
      const rows = [...(blocks[i] ?? '').matchAll(/^(\d+),([^,\n]+),([^,\n]+),[^,\n]+$/gm)]
      const used = [...curve.rows].flatMap((row, k) =>
        isIncluded[k] === true ? [[row + 1, curve.response[k]]] : [],
      )
      expect(rows.map(([, row, , response]) => [Number(row), Number(response)])).toEqual(used)
    }
  })

  it('says what to expect, at full digits, or why R is not asked', () => {
    const blocks = script.split(/^# ---- Curve /m).slice(1)
    for (const [i, { fit }] of context.curves.entries()) {
      const block = (blocks[i] ?? '').replaceAll('\n#  ', '')
      if (block.includes('# Not fitted here: ')) continue
      const rss = Number(/rss = ([^,)]+)/.exec(block)?.[1])
      // A robust loss reports the sum of squares of all wells at weight 1.
      if (work.method.loss === 'squares') expect(Math.abs(rss / (fit.rss ?? 0) - 1)).toBeLessThan(1e-6)
      expect(block).toMatch(/# Expect [^\n]*sum of squares/)
    }
  })
})

describe('rScript', () => {
  it('takes one curve alone', () => {
    const script = rScript(contextOf(BASE), BASE, [HOURS_48])
    expect(script).toContain('# ---- Curve 1 of 1: HeLa, 48 h ----')
    expect(script).not.toContain('24 h')
  })

  it('says which losses and models drc lacks', () => {
    expect(rScript(contextOf(withMethod({ loss: 'tukey' })), withMethod({ loss: 'tukey' }))).toContain(
      '# Not fitted here: drc does not minimise this loss (tukey).',
    )
    const [, work, frame] = shapedCase('bell', 'bell')
    expect(rScript(contextOf(work, frame), work)).toContain("# drc has no bell: base R's nls fits it")
    expect(rScript(contextOf(withModel('constant')), withModel('constant'))).toContain(
      '# drc has no constant',
    )
  })

  it('gives no midpoint beyond the tested doses', () => {
    const rows = Array.from({ length: 21 }, (_, i) => [
      'HeLa',
      String([0.3, 1, 3, 10, 30, 100, 300][i % 7]),
      String(0.1 * (i % 7) ** 2.5 + (i % 3)),
    ])
    const frame = frameOf(['Cell Line Name', 'Concentration (uM):Float', 'Mortality 24h (%):Float'], rows)
    const work: Work = { ...exampleWork(frame), policy: 'r-example' }
    const context = contextOf(work, frame)
    expect(context.curves[0]?.fit.relative.qualifier).toBe('>')
    const script = rScript(context, work)
    expect(script).toContain('no other number of this fit is a result')
    expect(script).not.toContain(String(10 ** (context.curves[0]?.fit.relative.logRoot ?? 0)).slice(0, 6))
    expect(script).not.toMatch(/start = c|expected = c|`e`/)
  })
})

describe('what a reviewer says', () => {
  it('stands beside the curve as a comment, whatever is in it', () => {
    const [id = ''] = contextOf(BASE, FRAME).curves.map(({ curve }) => curve.id)
    const overrides: Work['overrides'] = {
      [id]: { verdict: 'estimated', reason: 'noisy\nstop("x")', author: 'Ada', at: '2026-11-26T09:00:00Z' },
    }
    const script = rScript(contextOf(BASE, FRAME), { ...BASE, overrides })
    expect(script).toContain('# Overridden by Ada: Estimated. noisy')
    expect(script).not.toMatch(/^stop\("x"\)/m)
  })
})

const R = spawnSync('Rscript', ['-e', 'cat(requireNamespace("drc", quietly = TRUE))'], { encoding: 'utf8' })
const hasR = R.status === 0
const hasDrc = hasR && R.stdout.trim() === 'TRUE'

describe('in R', () => {
  // One start of R for all: on a busy machine each takes seconds.
  it.skipIf(!hasR)('every script is understood (skipped: no Rscript on this machine)', () => {
    const scripts = CASES.map(([, work, frame]) => rScript(contextOf(work, frame), work))
    const read = runR(scripts, 'parse')
    expect(read.status, `R: ${read.stderr}`).toBe(0)
    expect(runR(['fits <- ('], 'parse').status).not.toBe(0)
  })

  it.skipIf(!hasDrc).each(CASES)(
    '%s agrees (skipped: no Rscript with the package drc on this machine)',
    (_, work, frame) => {
      const { status, stdout, stderr } = runR([rScript(contextOf(work, frame), work)], 'run')
      expect(status, `R: ${stderr}`).toBe(0)
      for (const line of stdout.trim().split('\n')) expect(line).toMatch(/: (agrees|not fitted here)\s*$/)
    },
  )
})

/** `parse` reads every script; `run` runs the first. */
function runR(scripts: readonly string[], how: 'parse' | 'run') {
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-r-'))
  try {
    const files = scripts.map((script, i) => {
      const file = join(folder, `fits-${i}.R`)
      writeFileSync(file, script)
      return file
    })
    const reading = 'for (file in commandArgs(TRUE)) parse(file, encoding = "UTF-8")'
    return spawnSync('Rscript', how === 'run' ? files.slice(0, 1) : ['-e', reading, ...files], {
      encoding: 'utf8',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
