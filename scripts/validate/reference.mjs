/** Every reference fit against ours: estimates, errors, intervals, effective doses, bands, residual sums of squares. */
import { loadAllReference } from '../../lib/fit/fixtures/load.ts'
import { compareAlone } from './reference-alone.mjs'
import { compareJoint } from './reference-joint.mjs'
import { below, largest, limit, table } from './figures.mjs'

const RSS_SLACK = 1e-9
/** Where the optimum lies at infinity the reference's RSS is an upper bound, good to this. */
const OPEN_SLACK = 1e-3
/** drc stops at a relative change of 1e-7. */
const DRC_SLACK = 1e-6
/** A numerical guard that binds, and is reported, may cost this. */
const GUARDED_SLACK = 0.02

/** @returns {import('./figures.mjs').Section} */
export function reference() {
  const { datasets, fits } = loadAllReference()
  const rows = fits.map((fit) => compare(fit, datasets))
  const open = rows.filter(({ isOpen }) => isOpen)
  const inside = rows.filter(({ isOpen }) => !isOpen)
  const worst = (key) => largest(inside.map((row) => row[key]))
  const over = inside.filter(({ rss, isCompared }) => isCompared && !(rss <= RSS_SLACK))
  const lower = rows.filter(({ rss, isOpen }) => rss < -(isOpen ? OPEN_SLACK : RSS_SLACK))
  return {
    title: 'Reference fits',
    intro: [
      `${fits.length} fits on ${Object.keys(datasets).length} data sets, made with R's drc and polished independently`,
      '(`lib/fit/fixtures/README.md`). Deviations are relative: of a dose or its logarithm as a share of the dose, of a',
      'limit or a band as a share of its width.',
    ].join('\n'),
    figures: [
      count('fits that are not compared', fits.length - rows.filter(({ isCompared }) => isCompared).length),
      count('fits whose RSS is above the reference by more than 1e-9', over.length),
      limit('estimates', worst('estimates'), 1e-6),
      limit('standard errors, observed', worst('observed'), 1e-5),
      limit('standard errors, expected', worst('expected'), 1e-5),
      limit('Wald and profile intervals', worst('intervals'), 1e-5),
      limit('effective doses and their errors', worst('effects'), 1e-5),
      limit('curve and confidence band', worst('bands'), 1e-5),
      count(
        'fits without an interior optimum that are above the infimum or called reportable',
        failures(open),
      ),
    ],
    details: [...namesOfLower(lower), '', ...againstDrc(rows), '', ...fitTable(rows)],
  }
}

function compare(fit, datasets) {
  const isOpen = fit.noInteriorOptimum !== undefined
  const kind = kindOf(fit)
  const found = kind === 'joint' ? compareJoint(fit) : compareAlone(fit, datasets)
  return { fit, kind, isOpen, isCompared: found !== null, rss: Number.NaN, ...found }
}

/** What of the engine a fit needs. */
function kindOf({ loss, estimates }) {
  if (loss.kind === 'negloglik') return 'binomial'
  if (loss.kind !== 'rss') return 'robust'
  return estimates.length > 1 ? 'joint' : 'alone'
}

function failures(open) {
  const isRight = ({ rss, isGuarded, isReportable }) =>
    !isReportable && rss <= (isGuarded ? GUARDED_SLACK : OPEN_SLACK)
  return open.filter((row) => row.isCompared && !isRight(row)).length
}

function count(name, value) {
  return { name, value, bar: '0', ok: value === 0 }
}

function namesOfLower(lower) {
  if (lower.length === 0) return ['Our RSS is lower than the reference nowhere.']
  return [
    'Our RSS is lower than the reference in:',
    '',
    ...lower.map(({ fit, rss }) => `- \`${fit.id}\`, by ${percent(-rss)}`),
  ]
}

/** Where drc itself ended: the reference started from its answers and went on. */
function againstDrc(rows) {
  const excesses = rows.flatMap(({ fit, rss }) =>
    fit.loss.kind === 'rss' && typeof fit.drc?.rssExcess === 'number'
      ? [{ id: fit.id, excess: (1 + fit.drc.rssExcess) / (1 + rss) - 1 }]
      : [],
  )
  const above = excesses.filter(({ excess }) => excess > DRC_SLACK)
  const below = excesses.filter(({ excess }) => excess < -DRC_SLACK)
  const failed = rows.filter(({ fit }) => fit.drc?.failed === true)
  return [
    `R's drc itself ends above our RSS by more than 1e-6 in ${above.length} of ${excesses.length} fits, below it in ${below.length}, and`,
    `does not converge in ${failed.length} (${failed.map(({ fit }) => `\`${fit.id}\``).join(', ')}):`,
    '',
    ...above.map(({ id, excess }) => `- \`${id}\`, by ${percent(excess)}`),
    ...below.map(({ id, excess }) => `- \`${id}\`, below ours by ${percent(-excess)}`),
  ]
}

function percent(share) {
  return `${share >= 0.1 ? (100 * share).toFixed(0) : (100 * share).toPrecision(2)} %`
}

function fitTable(rows) {
  const head = ['fit', 'model', 'RSS', 'estimates', 'SE obs.', 'SE exp.', 'intervals', 'doses', 'bands', '']
  return table(
    head,
    rows.map(({ fit, kind, isOpen, isCompared, ...row }) => [
      `\`${fit.id}\``,
      fit.model.drc.replaceAll('|', '\\|'),
      rssWord(row.rss),
      ...(isOpen || !isCompared
        ? ['–', '–', '–', '–', '–', '–']
        : ['estimates', 'observed', 'expected', 'intervals', 'effects', 'bands'].map((key) =>
            below(row[key]),
          )),
      isCompared ? remark(fit, isOpen) : `${kind}: not compared`,
    ]),
  )
}

function rssWord(rss) {
  if (Number.isNaN(rss)) return '–'
  if (Math.abs(rss) <= RSS_SLACK) return 'equal'
  return `${rss > 0 ? '+' : '−'}${Math.abs(rss).toPrecision(2)}`
}

function remark({ alternativeTopBelowBottom, profile, loss }, isOpen) {
  const words = []
  if (loss.kind === 'negloglik') words.push('binomial: deviance for RSS')
  else if (loss.kind !== 'rss') words.push(`${loss.kind}: Wald limits only`)
  if (isOpen) words.push('optimum at infinity: RSS and verdict only')
  if (alternativeTopBelowBottom) words.push('top ≥ bottom')
  if (profile?.intervals.some(({ stepLike }) => stepLike?.length > 0))
    words.push('step-like limit to 0.01, or 0.02 where hill is at 50')
  return words.join('; ')
}
