import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/processes.mjs'
import { Refusal, say, tail } from '../lib/say.mjs'
import { environmentOf, readDockerfile, stepsOf } from './dockerfile.mjs'

/**
 * Does what the Dockerfile does, as far as that goes without an engine: the build stage in a folder of its own, from what
 * `.dockerignore` lets in, then the folder of the last stage from its COPY lines. Its own RUN lines are left out: they make
 * the data folder. Throws a Refusal where the build fails.
 *
 * @param {string} folder empty
 * @returns {Promise<{ imageDir: string, image: object }>} the last stage, and what its WORKDIR holds
 */
export async function assembleImage(folder) {
  const stages = readDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))
  const image = stages.at(-1)
  const folders = new Map(stages.map(({ name }) => [name, join(folder, name)]))
  for (const stage of stages) await carryOut(stage, folders, stage === image)
  return { imageDir: folders.get(image.name), image }
}

async function carryOut(stage, folders, isImage) {
  const dir = folders.get(stage.name)
  const workdir = stepsOf(stage, 'workdir')[0].value
  mkdirSync(dir, { recursive: true })
  for (const step of stage.steps) {
    if (step.kind === 'copy') copy(step, { dir, workdir, folders })
    if (step.kind === 'run' && !isImage) await runStep(step, { dir, environment: environmentOf(stage) })
  }
}

function copy({ from, sources, target }, { dir, workdir, folders }) {
  const isIgnored = from === null ? ignoredIn(root) : () => false
  for (const source of sources) {
    // `/halfmax/x` of the other stage lies in the folder that stands for its /halfmax.
    const origin = from === null ? join(root, source) : join(folders.get(from), relative(workdir, source))
    const isFile = source.includes('.json') || source === '.npmrc'
    cpSync(origin, isFile ? join(dir, target, source) : join(dir, target), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !isIgnored(path),
    })
  }
}

/** Plain paths only, as `.dockerignore` has them: each leaves out itself and what is below it. */
function ignoredIn(context) {
  const paths = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  if (paths.some((path) => /[*?!]/.test(path)))
    throw new Error('The check reads plain paths only in .dockerignore.')
  return (path) => {
    const inside = relative(context, path)
    return paths.some((ignored) => inside === ignored || inside.startsWith(`${ignored}/`))
  }
}

async function runStep({ command }, { dir, environment }) {
  say(`  RUN ${command}`)
  const { PATH, HOME } = process.env
  const path = `${dirname(process.execPath)}:${PATH}`
  const { code, output } = await run('/bin/sh', ['-c', command], {
    cwd: dir,
    env: { PATH: path, HOME, ...npmSettings(), ...environment },
  })
  if (code !== 0) throw new Refusal(`"${command}" failed in the build stage:`, [`\n${tail(output, 60)}\n`])
}

/** Where packages come from, which an image's build gets from its own surroundings. */
function npmSettings() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^npm_config_registry$/i.test(name)),
  )
}

/** @returns {string[]} files under a folder, with slashes, from that folder */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}
