import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { responseAt } from '@/lib/fit/curve-values.ts'
import type { CurveFit, Diagnostics, EffectDose, FTest, Interval, ParameterName } from '@/lib/fit/types.ts'
import { counted, formatNumber, formatTrimmed, MINUS, MISSING, withUnit } from '@/lib/format/format-number.ts'
import { listText } from '@/lib/format/list-text.ts'
import { formatP, formatPValue } from '@/lib/format/format-p.ts'
import { formatInterval, formatPotency, limitsIn } from '@/lib/format/format-potency.ts'
import { isMeanOfControls } from '@/lib/fit/models/model.ts'
import { isLogDose, parameterTitle, shortConstraint } from '@/lib/workbench/constraint-text.ts'
import type { EffectiveConstraint } from '@/lib/workbench/selectors.ts'
import { shortModelTitle } from './model-choices.ts'

/** A table of the section: headers, then rows of texts whose first cell names the row. */
export interface CloserTable {
  readonly caption: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface CloserView {
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly tables: readonly CloserTable[]
  /** "Wells at 30 and 100 µM would narrow the 95 % CI from 4.1-fold to 2.2-fold." */
  readonly help: string | null
}

interface Context {
  readonly doseUnit: DoseUnit
  readonly potencyName: 'IC50' | 'EC50'
  readonly level: number
  /** Doses of the curve, linear; those of the included points or all. */
  readonly doses: Float64Array
  /** Where each constraint came from; absent, no column says it. */
  readonly origins?: ReadonlyMap<ParameterName, EffectiveConstraint>
}

/** What stands behind a fit, as texts. */
export function closerView(fit: CurveFit, context: Context): CloserView {
  const { diagnostics = null } = fit
  return {
    facts: factsOf(fit, diagnostics, context),
    tables: [
      parameterTable(fit, context),
      limitsTable(fit, context),
      ...originTables(fit, context),
      ...effectTables(fit.effects ?? [], context),
      ...(diagnostics
        ? [...comparisonTables(fit, diagnostics), ...correlationTables(fit, diagnostics, context)]
        : []),
    ],
    help: diagnostics && helpText(diagnostics, context),
  }
}

function factsOf(fit: CurveFit, diagnostics: Diagnostics | null, { doses }: Context) {
  const { flatTest, lackOfFit, screenClass } = fit
  const facts: { label: string; value: string }[] = []
  const add = (label: string, value: string | null | undefined) => {
    if (value != null) facts.push({ label, value })
  }
  add('Against a flat line', flatTest && `${fText(flatTest)}, ${formatP(fit.flatPCalibrated ?? flatTest.p)}`)
  add('Lack of fit', lackOfFit && `${fText(lackOfFit)}, ${formatP(lackOfFit.p)}`)
  add('Gaps to plateaus', gapsText(fit, doses))
  add('Runs of signs', diagnostics?.runs && runsText(diagnostics.runs))
  add(
    'Normal residuals',
    diagnostics?.normality &&
      `W′ ${formatNumber(diagnostics.normality.w)}, ${formatP(diagnostics.normality.p)}`,
  )
  add('R², AICc', `${formatNumber(fit.r2)}, ${formatNumber(fit.aicc)}`)
  add('Condition', diagnostics?.condition == null ? null : formatNumber(diagnostics.condition))
  add(
    'Curve class, hit call',
    screenClass && `${screenClass.ncats ?? MISSING}, ${formatNumber(screenClass.hitCall, 2)}`,
  )
  add('Second solver', fit.secondSolver && (fit.secondSolver.agrees ? 'agrees' : 'finds a lower sum'))
  add('Proposed outliers', fit.outliers && (fit.outliers.length === 0 ? 'none' : String(fit.outliers.length)))
  return facts
}

/** How far the curve still is from its plateaus at the ends of the tested doses, as a share of the span. */
function gapsText(fit: CurveFit, doses: Float64Array): string | null {
  const positive = doses.filter((dose) => dose > 0)
  const plateaus = fit.parameters.filter(({ name }) => name === 'bottom' || name === 'top')
  const [bottom, top] = plateaus.map(({ estimate }) => estimate)
  if (positive.length === 0 || bottom === undefined || top === undefined || bottom === top) return null
  const ends = [Math.min(...positive), Math.max(...positive)]
  const gaps = ends.map((dose) => {
    const share = ((responseAt(fit, dose) ?? Number.NaN) - bottom) / (top - bottom)
    const percent = 100 * Math.min(Math.abs(share), Math.abs(1 - share))
    return percent < 0.1 ? '< 0.1 %' : `${formatNumber(percent, 2)} %`
  })
  return gaps.join(' and ')
}

function fText({ f, df1, df2 }: FTest): string {
  return `F(${df1}, ${Number.isFinite(df2) ? df2 : '∞'}) ${Number.isFinite(f) ? formatNumber(f) : '∞'}`
}

function runsText({ runs, expected, p }: NonNullable<Diagnostics['runs']>): string {
  return `${runs}, expected ${formatTrimmed(expected, 3)}, ${formatP(p)}`
}

/** log10 of a dose keeps its scale here: standard error, t and p belong to it. */
function parameterTable(fit: CurveFit, { potencyName }: Context): CloserTable {
  return {
    caption: 'Parameters, doses as log10',
    headers: ['', 'estimate', 'SE', 't', 'p'],
    rows: fit.parameters.map(({ name, state, estimate, standardError, t, p }) => [
      parameterTitle(name, potencyName),
      formatNumber(estimate),
      state === 'fixed' ? 'held' : state === 'free' ? formatNumber(standardError) : 'at bound',
      t === null ? MISSING : formatNumber(t),
      formatPValue(p),
    ]),
  }
}

/**
 * Wald limits of a log dose are those on the log; delta's are on the dose itself, and are left out where the potency is
 * not reported as a value.
 */
function limitsTable(fit: CurveFit, { potencyName, level, doseUnit }: Context): CloserTable {
  const text = (interval: Interval | null | undefined) =>
    interval ? `${limitText(interval.lower)} to ${limitText(interval.upper)}` : MISSING
  const midpoint = fit.parameters.find(({ name }) => name === 'logEc50')
  const delta = fit.relative.qualifier === '=' ? deltaText(midpoint?.estimate, midpoint?.wald) : null
  return {
    caption: `${formatTrimmed(100 * level)} % limits, doses as log10`,
    headers: ['', 'Wald', 'profile', '% error'],
    rows: [
      ...fit.parameters.map(({ name, estimate, standardError, wald, profile }) => [
        parameterTitle(name, potencyName),
        text(wald),
        text(profile),
        standardError === null
          ? MISSING
          : formatNumber(
              100 * (isLogDose(name) ? Math.LN10 * standardError : Math.abs(standardError / estimate)),
              2,
            ),
      ]),
      ...(delta === null
        ? []
        : [
            [withUnit(`${potencyName}, delta`, doseUnit === 'unknown' ? '' : `(${doseUnit})`), delta, '', ''],
          ]),
    ],
  }
}

function limitText(limit: number | null): string {
  return limit === null ? 'open' : formatNumber(limit)
}

/** E ± t E ln 10 · SE of log10 E. */
function deltaText(logDose: number | undefined, wald: Interval | null | undefined): string | null {
  if (logDose === undefined || !wald || wald.lower === null || wald.upper === null) return null
  const dose = 10 ** logDose
  const reach = ((wald.upper - wald.lower) / 2) * Math.LN10 * dose
  return `${formatNumber(dose - reach)} to ${formatNumber(dose + reach)}`
}

function originTables(fit: CurveFit, { origins, potencyName }: Context): CloserTable[] {
  if (!origins) return []
  return [
    {
      caption: 'Constraints',
      headers: ['', 'held', 'from'],
      rows: fit.parameters.flatMap(({ name }) => {
        const set = origins.get(name)
        if (!set) return []
        const from = isMeanOfControls(set.constraint) ? 'controls' : ORIGINS[set.origin]
        return [[parameterTitle(name, potencyName), shortConstraint(name, set.constraint), from]]
      }),
    },
  ]
}

const ORIGINS = { default: 'default', policy: 'policy', group: 'its group', curve: 'this curve' } as const

function effectTables(effects: readonly EffectDose[], { doseUnit, level }: Context): CloserTable[] {
  if (effects.length === 0) return []
  const percent = formatTrimmed(100 * level)
  return [
    {
      caption: 'Effective doses',
      headers: ['', withUnit('dose', doseUnit === 'unknown' ? '' : `(${doseUnit})`), `${percent} % CI`],
      rows: effects.map((effect) => [
        effect.kind === 'relative' ? `EC${formatTrimmed(effect.level)}` : `at ${formatTrimmed(effect.level)}`,
        formatPotency({ ...effect, unit: doseUnit }, doseUnit).value,
        effect.interval
          ? formatInterval(limitsIn(effect.interval, doseUnit, doseUnit), level).replace(/^.*CI /, '')
          : MISSING,
      ]),
    },
  ]
}

function comparisonTables(fit: CurveFit, { comparisons }: Diagnostics): CloserTable[] {
  if (comparisons.length === 0) return []
  const gain = (aicc: number | null) =>
    aicc === null || fit.aicc === null ? MISSING : formatNumber(aicc - fit.aicc)
  return [
    {
      caption: 'Other models',
      headers: ['', 'ΔAICc', 'p of F'],
      rows: comparisons.map(({ model, aicc, test }) => [
        shortModelTitle(model),
        gain(aicc),
        test ? formatPValue(test.p) : MISSING,
      ]),
    },
  ]
}

function correlationTables(
  fit: CurveFit,
  { correlation }: Diagnostics,
  { potencyName }: Context,
): CloserTable[] {
  if (!correlation || !fit.covariance) return []
  // Means of controls stand at the end of the covariance, and have no correlation of their own.
  const order = fit.covariance.order.slice(0, Math.sqrt(correlation.length))
  if (order.length < 2) return []
  const names = order.map((name) => parameterTitle(name, potencyName))
  return [
    {
      caption: 'Correlation',
      headers: ['', ...names.slice(0, -1)],
      rows: names.slice(1).map((name, row) => [
        name,
        ...names.slice(0, -1).map((_, column) => {
          const value = correlation[(row + 1) * order.length + column] ?? Number.NaN
          return column > row ? '' : value.toFixed(2).replace('-', MINUS)
        }),
      ]),
    },
  ]
}

/** "Wells at 30 and 100 µM: CI 4.1-fold to 2.2-fold"; "3 wells at 178 nM: …" where they share a dose. */
export function nextWellsText(
  { logDoses, foldNow, folds }: NonNullable<Diagnostics['nextWells']>,
  unit: DoseUnit,
): string {
  const { where, isCounted } = wellsAt(logDoses, unit)
  const fold = (value: number | undefined) => `${formatNumber(value ?? null, 2)}-fold`
  const start = isCounted ? where : `${logDoses.length === 1 ? 'Well' : 'Wells'} at ${where}`
  return `${start}: CI ${fold(foldNow)} to ${fold(folds.at(-1))}`
}

/** Each dose once: "30 and 100 µM"; with the wells counted where a dose takes several: "1 well at 30 and 2 at 100 µM". */
function wellsAt(logDoses: readonly number[], unit: DoseUnit): { where: string; isCounted: boolean } {
  const doses = [...Map.groupBy(logDoses, (logDose) => logDose)].map(([logDose, wells]) => ({
    count: wells.length,
    text: formatPotency({ logDose, qualifier: '=', unit }, unit).value,
  }))
  const isCounted = doses.some(({ count }) => count > 1)
  const texts = doses.map(({ count, text }, i) => {
    if (!isCounted) return text
    return i === 0 ? `${counted(count, 'well')} at ${text}` : `${count} at ${text}`
  })
  return { where: withUnit(listText(texts), unit === 'unknown' ? '' : unit), isCounted }
}

function helpText({ nextWells }: Diagnostics, { doseUnit, level }: Context): string | null {
  const after = nextWells?.folds.at(-1)
  if (!nextWells || after === undefined) return null
  const { where, isCounted } = wellsAt(nextWells.logDoses, doseUnit)
  const fold = (value: number) => `${formatNumber(value, 2)}-fold`
  const one = nextWells.logDoses.length === 1 ? 'One more well' : 'More wells'
  return `${isCounted ? `Another ${where}` : `${one} at ${where}`} would narrow the ${formatTrimmed(100 * level)} % CI from ${fold(nextWells.foldNow)} to ${fold(after)}.`
}
