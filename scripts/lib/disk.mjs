import fs from 'node:fs'
import { root } from './paths.mjs'
import { Refusal } from './say.mjs'

/** Node, dependencies, build, test browser and an embedded database. */
const NEEDED_MB = 1800

/** @returns {boolean} whether a failure is that of a full disk: by its words, or because next to nothing is left. */
export function isDiskFull(text, folder = root) {
  return /ENOSPC|no space left on device|EDQUOT|disk quota exceeded/i.test(text) || freeBytes(folder) < 20e6
}

/** @returns {Refusal} what a person does about a full disk. */
export function diskFull(doing, folder = root) {
  return new Refusal(`The disk is full: ${doing} could not finish.`, [
    `${Math.floor(freeBytes(folder) / 1e6)} MB are free where ${folder} is; Halfmax needs about ${NEEDED_MB} MB in all.`,
    'Make room and run this again: what is there already is kept.',
  ])
}

function freeBytes(folder) {
  try {
    // Younger than Node 18.0, which may be what runs this.
    const { bavail, bsize } = fs.statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
