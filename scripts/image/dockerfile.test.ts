import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { copiesOf, environmentOf, readDockerfile, stepsOf } from './dockerfile.mjs'

const [build, image] = readDockerfile(readFileSync('Dockerfile', 'utf8'))

/** `npm run image:check` copies what these lines say: a list that lost one would check another image. */
it('reads what the Dockerfile copies, starts and leaves writable', () => {
  expect(copiesOf(build)).toEqual([
    [null, ['package.json', 'package-lock.json', '.npmrc'], './'],
    [null, ['.'], '.'],
  ])
  expect(stepsOf(build, 'run').map((step) => step['command'])).toEqual([
    'npm ci --ignore-scripts',
    'node node_modules/next/dist/bin/next build',
  ])
  expect(copiesOf(image)).toEqual([
    ['build', ['/halfmax/.next/standalone'], './'],
    ['build', ['/halfmax/.next/static'], './.next/static'],
    ['build', ['/halfmax/public'], './public'],
  ])
  expect(stepsOf(image, 'command')[0]?.['args']).toEqual(['node', 'server.js'])
  expect(stepsOf(image, 'health')[0]?.['args']).toHaveLength(3)
  expect(stepsOf(image, 'volume')[0]?.['value']).toBe('/data')
  expect(stepsOf(image, 'user')[0]?.['value']).toBe('node')
  // Continued on a second line of the file.
  expect(environmentOf(image)).toMatchObject({ NEXT_MANUAL_SIG_HANDLE: '1', HALFMAX_DATA_DIR: '/data' })
})

it('refuses a line that it does not know', () => {
  expect(() => readDockerfile('FROM x\nADD https://example.org /there')).toThrow(/ADD/)
})
