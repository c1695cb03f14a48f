/** `docs/validation.md`: what goes in, in which order, and what of it is quick enough to be made again by every test. */
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { asymmetric } from './asymmetric.mjs'
import { coverage } from './coverage.mjs'
import { render } from './figures.mjs'
import { flatTest } from './flat-test.mjs'
import { nist } from './nist.mjs'
import { reference } from './reference.mjs'
import { simulated } from './simulated.mjs'

export const validationFile = join(root, 'docs/validation.md')

const HEAD = `# Validation

How far the engine's numbers can be trusted, against references that were not made with it. \`npm run validate\` makes this
file and fails when a bar is missed; \`npm test\` makes all but the simulations again and fails when the file is stale.
Everything is seeded: the same version of the engine gives the same text on every machine.
`

/** Made again by every test. */
const QUICK = [reference, nist, simulated]

/** Seeded simulations, up to a minute each. */
const SIMULATIONS = [
  {
    simulate: flatTest,
    title: 'False calls on flat curves',
    intro: 'How often a curve without a response is called one that responds.',
  },
  {
    simulate: coverage,
    title: 'Coverage of intervals',
    intro: 'How often a 95 % interval holds the value that the curve was drawn from.',
  },
  {
    simulate: asymmetric,
    title: 'Asymmetric curves',
    intro: 'Whether the search for five parameters misses a lower minimum that many more starts find.',
  },
]

/** @returns {Part[]} @typedef {{ text: string, figures: readonly import('./figures.mjs').Figure[] }} Part */
export function quickParts() {
  return QUICK.map((make) => partOf(make()))
}

/** @returns {Promise<Part>} the whole file. */
export async function wholeDocument() {
  const parts = quickParts()
  for (const { simulate, title, intro } of SIMULATIONS) {
    parts.push(partOf({ title, intro, figures: await simulate() }))
  }
  return {
    text: [HEAD, ...parts.map(({ text }) => text)].join('\n'),
    figures: parts.flatMap(({ figures }) => figures),
  }
}

function partOf(section) {
  return { text: render(section), figures: section.figures }
}
