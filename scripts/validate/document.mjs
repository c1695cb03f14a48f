/** `docs/validation.md`: what goes in, in which order, and what of it is quick enough to be made again by every test. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../lib/paths.mjs'
import { render } from './figures.mjs'
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

/** Seeded simulations, minutes each: every function that the file exports gives one figure or several. */
const SIMULATIONS = [
  {
    file: 'flat-test.mjs',
    title: 'False calls on flat curves',
    intro: 'How often a curve without a response is called one that responds.',
  },
  {
    file: 'coverage.mjs',
    title: 'Coverage of intervals',
    intro: 'How often a 95 % interval holds the value that the curve was drawn from.',
  },
]

/** @returns {Part[]} @typedef {{ text: string, figures: readonly import('./figures.mjs').Figure[] }} Part */
export function quickParts() {
  return QUICK.map((make) => partOf(make()))
}

/** @returns {Promise<Part>} the whole file. */
export async function wholeDocument() {
  const parts = quickParts()
  for (const { file, title, intro } of SIMULATIONS.filter((one) => existsSync(pathOf(one.file)))) {
    const simulations = await load(file)
    const figures = []
    for (const simulate of Object.values(simulations)) figures.push(await simulate())
    parts.push(partOf({ title, intro, figures: figures.flat() }))
  }
  return {
    text: [HEAD, ...parts.map(({ text }) => text)].join('\n'),
    figures: parts.flatMap(({ figures }) => figures),
  }
}

function partOf(section) {
  return { text: render(section), figures: section.figures }
}

function load(file) {
  return import(pathToFileURL(pathOf(file)).href)
}

function pathOf(file) {
  return join(root, 'scripts/validate', file)
}
