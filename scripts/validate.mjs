/**
 * The engine against every reference: makes `docs/validation.md`.
 *
 *   npm run validate               everything; writes the file; exit 1 where a bar is missed
 *   npm run validate -- --check    what is quick; exit 1 where the file is stale or a bar is missed
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { ensureInstalled } from './lib/install.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { say } from './lib/say.mjs'

await onSupportedNode(import.meta.url, async ([option]) => {
  if (option !== undefined && option !== '--check') {
    say(`npm run validate -- ${option}: no such option. There is --check.`)
    return 2
  }
  await ensureInstalled()
  const { quickParts, validationFile, wholeDocument } = await import('./validate/document.mjs')
  return option === '--check'
    ? check(quickParts(), validationFile)
    : write(await wholeDocument(), validationFile)
})

function write({ text, figures }, file) {
  writeFileSync(file, text)
  say(text)
  return judge(figures)
}

function check(parts, file) {
  const committed = readFileSync(file, 'utf8')
  const stale = parts.filter(({ text }) => !committed.includes(text))
  for (const { text } of stale) {
    say(`docs/validation.md is stale; npm run validate makes it again. Now:\n\n${text}`)
  }
  const isMissed = committed.includes('**missed**')
  if (isMissed) say('docs/validation.md has bars that were missed.')
  return Math.max(judge(parts.flatMap(({ figures }) => figures)), stale.length > 0 || isMissed ? 1 : 0)
}

function judge(figures) {
  const missed = figures.filter(({ ok }) => !ok)
  for (const { name, value, bar } of missed) say(`missed: ${name}: ${value}, should be ${bar}`)
  say(`${figures.length - missed.length} of ${figures.length} bars met`)
  return missed.length === 0 ? 0 : 1
}
