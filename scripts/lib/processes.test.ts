import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startNode, stopNode } from './processes.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halfmax-processes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Next's development server does its work in a process that it forks. */
it('what a started program forks lives on its own channel', async () => {
  const child = join(folder, 'child.mjs')
  const parent = join(folder, 'parent.mjs')
  writeFileSync(child, "process.on('message', (text) => process.send(`heard ${text}`))\n")
  writeFileSync(
    parent,
    `import { fork } from 'node:child_process'
const child = fork(${JSON.stringify(child)})
child.on('message', (text) => { console.log(text); process.exit(0) })
child.on('exit', (code) => { console.log('gone with ' + code); process.exit(1) })
setImmediate(() => setTimeout(() => child.connected && child.send('a late word'), 300))
`,
  )
  const started = startNode([parent], { stdout: 'pipe' })
  let said = ''
  started.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text))
  expect(await started.exited).toBe(0)
  expect(said.trim()).toBe('heard a late word')
})

it('a started program is stopped with its forks', async () => {
  const script = join(folder, 'server.mjs')
  writeFileSync(script, "setInterval(() => {}, 1000)\nconsole.log('up')\n")
  const started = startNode([script], { stdout: 'pipe' })
  await new Promise((resolve) => started.stdout?.once('data', resolve))
  expect(await stopNode(started)).toBe(143)
})
