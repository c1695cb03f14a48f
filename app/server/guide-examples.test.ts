import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { createFrameBuilder } from '@/lib/data-frame/frame-builder.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import type { DataFrame, DoseUnit } from '@/lib/data-frame/types.ts'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { PAGE_NAMES } from '@/lib/guide/contents.ts'
import { readTable as readCsv } from '@/lib/headless/read-table.ts'
import { allSeeds } from '@/lib/sandbox/seeds/all-seeds.ts'
import { readTable } from '@/lib/table-file/read-table.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import type { CurveSettings, Work } from '@/lib/workbench/types.ts'
import { verdictSentence } from '@/lib/workbench/verdict-sentence.ts'

/** What a page tells its reader to set before looking. */
interface Setting {
  readonly policy?: string
  readonly curve?: CurveSettings
  readonly proposesOutliers?: boolean
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  'full-effect': { policy: 'kinase-inhibition' },
  'no-fit': { curve: { constraints: {}, model: 'linear' } },
}

const source = (name: string) => readFileSync(join(process.cwd(), `docs/guide/${name}.md`), 'utf8')
const cellsOf = (name: string) => /```text\n(Dose[\s\S]*?)```/.exec(source(name))?.[1]
/** What a page quotes first, which may go over several lines. */
const sentenceOf = (name: string) =>
  /^> .+(?:\n> .+)*$/m
    .exec(source(name))?.[0]
    .split('\n')
    .map((line) => line.slice(2))
    .join(' ')

interface Judged {
  readonly fit: CurveFit
  readonly sentences: readonly string[]
}

function judge(
  frame: DataFrame,
  setting: Setting,
  { label, unit }: { label?: string; unit?: DoseUnit },
): Judged {
  const begun = initialWork(guessMapping(frame))
  const mapping = { ...begun.mapping, ...(unit && { doseUnit: unit }) }
  const curves = buildCurves(frame, mapping)
  const curve = curves.find((one) => label === undefined || one.label === label)
  if (!curve) throw new Error(`no curve ${label ?? ''} among ${curves.map((one) => one.label).join(', ')}`)
  const work: Work = {
    ...begun,
    mapping,
    policy: setting.policy ?? begun.policy,
    method: { ...begun.method, hasOutlierProposal: setting.proposesOutliers ?? false },
    curves: setting.curve ? { [curve.id]: setting.curve } : {},
  }
  const { request } = curveRequest(work, curve, 'full')
  const fit = fitCurve(request)
  const sentences = [fit.relative, fit.absolute].flatMap((potency) =>
    potency ? [`${verdictSentence({ fit, potency, doses: request.dose, unit: mapping.doseUnit })}.`] : [],
  )
  return { fit, sentences: sentences.map(plainSpaces) }
}

/** Pages are typed with plain spaces and hyphens where the app writes narrow and true ones. */
const plainSpaces = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

function expectTold(name: string, { fit, sentences }: Judged): void {
  const rules = [fit.relative.verdict.rule, fit.absolute?.verdict.rule]
  const raised = [...rules, ...fit.flags.flatMap((flag) => [flag, flag.replace(/-.*/, '')])]
  expect(raised).toContain(name)
  const quoted = sentenceOf(name)
  if (quoted !== undefined) expect(sentences).toContain(quoted)
}

describe('cells that a page of the guide gives to paste', () => {
  it.each(PAGE_NAMES.filter((name) => cellsOf(name) !== undefined))('show %s, in its words', async (name) => {
    const reading = await readTable({ kind: 'text', text: cellsOf(name) ?? '' }, {})
    if (!reading.ok) throw new Error(reading.error.title)
    const builder = createFrameBuilder(reading.value.columns)
    builder.append(reading.value.chunk)
    const judged = judge(builder.snapshot(), SETTINGS[name] ?? {}, {})
    // This page quotes the sandbox and gives cells besides.
    if (name === 'non-monotone') expect(judged.fit.relative.verdict.rule).toBe(name)
    else expectTold(name, judged)
  })
})

const KINASE = { frame: 'Kinase screen' } as const
const MORTALITY = { frame: 'Cell mortality', unit: 'µM' } as const

describe('curves of the sandbox that a page names', () => {
  it.each<[string, { frame: string; label: string; unit?: DoseUnit }, Setting]>([
    ['reportable', { ...MORTALITY, label: '24 h' }, {}],
    ['plateau-not-seen', { ...MORTALITY, label: '48 h' }, {}],
    ['fixed-contradicted', { ...MORTALITY, label: '24 h' }, { policy: 'r-example' }],
    [
      'at-bound',
      { ...MORTALITY, label: '24 h' },
      { curve: { constraints: { bottom: { kind: 'bounded', lower: 12, upper: null } } } },
    ],
    [
      'held',
      { ...MORTALITY, label: '24 h' },
      { curve: { constraints: { logEc50: { kind: 'fixed', value: Math.log10(30) } } } },
    ],
    ['lack-of-fit', { ...MORTALITY, label: '48 h' }, {}],
    ['does-not-reach', { ...KINASE, label: 'HMX-0027' }, {}],
    ['non-monotone', { ...KINASE, label: 'HMX-0033' }, {}],
    ['relative-absolute-differ', { ...KINASE, label: 'HMX-0004' }, {}],
    [
      'outlier-proposed',
      { ...KINASE, label: 'HMX-0006' },
      { policy: 'kinase-inhibition', proposesOutliers: true },
    ],
  ])('show %s', (name, { frame, label, unit }, setting) => {
    expectTold(name, judge(sandboxFrame(frame), setting, { label, ...(unit && { unit }) }))
  })
})

it('show flat curves without response, as the header says what is untreated', () => {
  const named = source('no-response').match(/HMX-\d{4}/g) ?? []
  expect(named).toHaveLength(4)
  for (const label of named) {
    const { fit } = judge(sandboxFrame(KINASE.frame), {}, { label })
    expect(fit.relative.verdict.rule).toBe('no-response')
  }
})

function sandboxFrame(name: string): DataFrame {
  const seeded = allSeeds()
    .flatMap(({ frames }) => frames)
    .find(({ record }) => record.name === name)
  const read = readCsv(Buffer.concat(seeded?.parts() ?? []).toString('utf8'))
  if (!read.ok) throw new Error(read.error)
  return read.value
}
