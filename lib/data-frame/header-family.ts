import type { HeaderReading } from './header.ts'

/** What a header's words make a column out to be. `ignored`: known, and of no use to a fit (plate, well, date, SD). */
export type HeaderFamily =
  | 'dose'
  | 'normalised-response'
  | 'response'
  | 'raw-response'
  | 'group'
  | 'replicate'
  | 'role'
  | 'unit'
  | 'ignored'

export interface FamilyMatch {
  readonly family: HeaderFamily
  /** The words that matched, as a reason names them: "cell line name". */
  readonly word: string
  /** `ends`: the header ends in it, the reliable case under a table's prefix. `starts`: it only begins with it. */
  readonly at: 'ends' | 'starts'
}

const VOCABULARY: Readonly<Record<HeaderFamily, string>> = {
  dose:
    'concentration concentrations conc concs concn dose doses dosage doselevel molarity ' +
    'konz konzentration dosis',
  'normalised-response':
    'mortality viability inhibition inhib inh survival cytotoxicity toxicity killing lysis growth death apoptosis ' +
    'proliferation activation efficacy occupancy displacement degradation knockdown ofcontrol ofctrl ofmax ofvehicle ' +
    'hemmung',
  response:
    'response responses activity effect result readout measurement confluence binding normalized normalised',
  'raw-response':
    'signal fluorescence luminescence absorbance intensity rfu rlu od count counts raw ratio area value reading',
  group:
    'compound compoundname compoundid cmpd cmpdid cpd cpdid drug drugname drugid molecule moleculename moleculeid ' +
    'inhibitor agonist antagonist sample samplename sampleid cellline celllinename celllineid cell treatment strain ' +
    'substance substancename agent ligand antibody entity entityname donor donorid patient patientid variant construct ' +
    'genotype clone species organism tissue target kinase name label testitem material group condition series ' +
    'substanz verbindung',
  replicate:
    'replicate replicates rep repl reps replicateno replicatenumber replicateid biorep techrep replica',
  role:
    'role type welltype wellrole sampletype samplerole controltype control controls ctrl content contents ' +
    'treatmenttype category iscontrol',
  unit: 'unit units concentrationunit doseunit concunit',
  ignored:
    'plate plateid platename platenumber platebarcode well wellid wellname wellposition wellnumber position row rowid ' +
    'rownumber col column columnnumber index id barcode date day time timepoint timestamp hours run runid runname batch ' +
    'batchid lot experiment experimentname experimentid exp assay assayname project projectname study studyname passage ' +
    'n sd sem se cv std stdev stderr error zscore zprime note notes remark remarks comment comments flag flags ' +
    'flagged exclude excluded exclusion qc qcflag qcstatus outlier outliers mask masked omit omitted rejected invalid valid ' +
    'included operator user username ' +
    'author file filename instrument order number no volume vol temperature ph quadrant',
}

interface VocabularyWord {
  readonly word: string
  readonly family: HeaderFamily
}

/** Longest first, so that `cell line name` is not just a `name` and `well type` not a `type`. */
const WORDS: readonly VocabularyWord[] = (Object.keys(VOCABULARY) as HeaderFamily[])
  .flatMap((family) => VOCABULARY[family].split(' ').map((word) => ({ word, family })))
  .toSorted((a, b) => b.word.length - a.word.length)

/**
 * The family of a header by its normalised suffix: exports prefix headers with their table's name, so
 * `Cell Mortality Concentration` is a concentration and no mortality. Null where nothing matches.
 */
export function headerFamily(header: HeaderReading): FamilyMatch | null {
  if (header.isBracketed) return { family: 'dose', word: `[${header.words.join(' ')}]`, at: 'ends' }
  if (header.words.length === 0 && header.doseUnit !== null) {
    return { family: 'dose', word: header.doseUnit, at: 'ends' }
  }
  // "% control" is a response scaled to controls, "Control" a column that tells which wells are controls.
  if (header.isPercent && /^(control|ctrl|max|vehicle)$/.test(header.words.at(-1) ?? '')) {
    return { family: 'normalised-response', word: `% ${header.words.at(-1)}`, at: 'ends' }
  }
  // "Concentration of drug": what comes before the "of" is the measure.
  const of = header.words.indexOf('of')
  const measure = of > 0 ? headerFamily({ ...header, words: header.words.slice(0, of) }) : null
  if (measure !== null && MAY_START.has(measure.family)) return { ...measure, at: 'starts' }
  const stem = withoutCounter(header.words)
  const ends = WORDS.find(({ word }) => endsIn(header.words, word) || endsIn(stem, word))
  if (ends !== undefined) return { family: ends.family, word: spelledOut(stem, ends.word), at: 'ends' }
  const joined = header.words.join('')
  const starts = WORDS.find(
    ({ word, family }) => MAY_START.has(family) && word.length > 3 && joined.startsWith(word),
  )
  return starts === undefined ? null : { ...starts, at: 'starts' }
}

const MAY_START: ReadonlySet<HeaderFamily> = new Set([
  'dose',
  'normalised-response',
  'response',
  'raw-response',
])

/** `viability rep 2`, `response 1`, `viability at`: what is left without the counter that tells columns apart. */
function withoutCounter(words: readonly string[]): readonly string[] {
  let end = words.length
  while (
    end > 1 &&
    /^(\d+|rep\d*|replicate\d*|r\d+|n\d+|at|after|of|mean|avg|average)$/.test(words[end - 1] ?? '')
  )
    end -= 1
  return words.slice(0, end)
}

/** The header's own last words that make up `word`, with their spaces; `word` itself inside a run-together header. */
function spelledOut(words: readonly string[], word: string): string {
  for (let from = words.length - 1; from >= 0; from -= 1) {
    const tail = words.slice(from)
    if (tail.join('') === word) return tail.join(' ')
  }
  return word
}

/** Short words must be whole words (`id` is not the end of `lipid`); longer ones may end a run-together header. */
function endsIn(words: readonly string[], word: string): boolean {
  if (!words.join('').endsWith(word)) return false
  if (word.length >= 4) return true
  let tail = ''
  for (let i = words.length - 1; i >= 0 && tail.length < word.length; i -= 1) tail = `${words[i]}${tail}`
  return tail === word
}
