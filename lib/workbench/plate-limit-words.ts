import type { PlateLimits } from '../plates/types.ts'

interface PlateLimitWords {
  /** Completes "… 0.5". */
  readonly title: string
  readonly unit: '' | '%' | 'SD'
  /** How it is computed. */
  readonly effect: string
}

/** What the limits that flag a plate are called, in the order of their table. */
export const PLATE_LIMIT_WORDS: Readonly<Record<keyof PlateLimits, PlateLimitWords>> = {
  lowestZPrime: {
    title: 'Z′ and robust Z′ at least',
    unit: '',
    effect: '1 − 3(sd₊ + sd₋) / |m₊ − m₋|; from 0.5 on excellent',
  },
  lowestSignalToBackground: {
    title: 'S/B at least',
    unit: '',
    effect: 'Mean of the higher control over that of the lower',
  },
  highestCv: { title: 'CV of untreated wells at most', unit: '%', effect: '100 · sd / mean' },
  fewestControls: {
    title: 'Wells of each control at least',
    unit: '',
    effect: 'Fewer give no scatter to trust',
  },
  highestShift: {
    title: 'Shift of edge, rows and columns at most',
    unit: 'SD',
    effect: 'Robust SDs of single wells',
  },
}
