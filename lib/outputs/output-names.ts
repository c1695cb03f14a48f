import { printableText } from '../figure/printable-text.ts'

const MAX_NAME = 200
const MAX_SLUG = 60

/** "Halfmax results Mortality": the first word lets a later session know its own outputs. */
export function outputName(what: string, frameName: string): string {
  const name = `Halfmax ${what} ${printableText(frameName)}`.trim()
  return [...name].slice(0, MAX_NAME).join('').trim()
}

/** "mortality-results.csv": lower-case ASCII, safe on any file system and in any URL. */
export function outputFileName(frameName: string, ending: string): string {
  const slug = frameName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '')
  return `${slug || 'analysis'}-${ending}`
}
