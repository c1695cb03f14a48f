/** Pages of the guide in their order, in parts. A file that no part names fails the guide's test. */
export const CONTENTS: readonly { readonly title: string; readonly pages: readonly string[] }[] = [
  {
    title: 'From key to result',
    pages: ['index', 'keys', 'tables', 'columns', 'questions', 'push'],
  },
  {
    title: 'One curve',
    pages: [
      'plot',
      'parameters',
      'models',
      'exclusions',
      'fits',
      'look-closer',
      'before',
      'compare',
      'export',
    ],
  },
  {
    title: 'Many curves',
    pages: ['review', 'linked', 'policies', 'plates', 'runs'],
  },
  {
    title: 'Verdicts',
    pages: [
      'verdicts',
      'reportable',
      'top-dose-too-low',
      'lowest-dose-too-high',
      'single-point',
      'does-not-reach',
      'past-at-zero-dose',
      'no-response',
      'full-effect',
      'flat-level-unknown',
      'too-few-points',
      'no-fit',
      'unstable',
      'held',
      'limit-open',
      'steep',
      'at-bound',
      'fixed-contradicted',
      'plateau-not-seen',
      'non-monotone',
      'implausible-plateau',
      'one-point-decides',
      'wide-interval',
    ],
  },
  {
    title: 'Badges beside a verdict',
    pages: [
      'lack-of-fit',
      'outlier-proposed',
      'relative-absolute-differ',
      'exact-fit',
      'ambiguous',
      'ill-conditioned',
      'shallow',
      'two-solutions',
      'guard',
    ],
  },
]

export const PAGE_NAMES: readonly string[] = CONTENTS.flatMap(({ pages }) => pages)
