import { statfsSync } from 'node:fs'
import { root } from './paths.mjs'
import { Refusal } from './say.mjs'

/** @returns {boolean} whether a failure is that of a full disk: by its words, or because next to nothing is left. */
export function isDiskFull(text, folder = root) {
  return /ENOSPC|no space left on device|EDQUOT|disk quota exceeded/i.test(text) || freeBytes(folder) < 20e6
}

/** @returns {Refusal} what a person does about a full disk. */
export function diskFull(doing, folder = root) {
  return new Refusal(`The disk is full: ${doing} could not finish.`, [
    `${Math.floor(freeBytes(folder) / 1e6)} MB are free where ${folder} is; Halfmax needs about 1500 MB for its dependencies and build.`,
    'Make room and run this again: what is there already is kept.',
  ])
}

function freeBytes(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
