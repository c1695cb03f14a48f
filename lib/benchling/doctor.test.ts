import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SEEDED } from '../sandbox/control.ts'
import type { RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import { doctor } from './doctor-command.ts'
import { contractWorld, framesOf } from './testing/contract-world.ts'
import type { ContractWorld } from './testing/contract-world.ts'

let sandbox: RunningSandbox
let world: ContractWorld
beforeAll(async () => {
  sandbox = await startSandbox()
  world = contractWorld(sandbox)
})
beforeEach(() => world.reset())
afterAll(() => sandbox.stop())

async function run(...args: string[]) {
  let text = ''
  const code = await doctor(args, {
    env: {
      HALFMAX_SANDBOX_URL: sandbox.apiUrl,
      HALFMAX_SANDBOX_STORAGE_URL: sandbox.storageUrl,
      HALFMAX_SANDBOX_HOST: sandbox.host,
      HALFMAX_SANDBOX_CLIENT_ID: sandbox.clientId,
      HALFMAX_SANDBOX_CLIENT_SECRET: sandbox.clientSecret,
    },
    write: (part) => (text += part),
    sleep: () => Promise.resolve(),
    now: () => new Date('2026-01-01T10:00:00Z'),
  })
  return { code, text }
}

const methods = async () => new Set((await world.requests()).map(({ operation }) => operation))

describe('the doctor', () => {
  it('looks at credentials and reach alone unless told an analysis', async () => {
    const { code, text } = await run('--tenant', sandbox.host)
    expect(code).toBe(0)
    expect(text).toContain('ok   Credentials and API')
    expect(text).not.toContain('Data frame')
    expect(text).not.toContain(sandbox.clientSecret)
  })

  it('reads and exports an analysis and writes nothing', async () => {
    const { code, text } = await run('--tenant', sandbox.host, '--analysis', SEEDED.mortality)
    expect(code).toBe(0)
    expect(text).toMatch(/ok {3}Export: 21 rows/)
    expect(text).toContain('Text of exported headers')
    expect([...(await methods())].filter((name) => /create|attach|confirm|put/.test(name ?? ''))).toEqual([])
  })

  it('writes on request and says whether what it wrote is listed', async () => {
    const before = await framesOf(world.freshClient(), SEEDED.mortality)
    const { code, text } = await run('--tenant', sandbox.host, '--analysis', SEEDED.mortality, '--write')
    expect(text).toContain('Do pushed frames appear in dataFrameIds beside the inputs?: yes')
    expect(code).toBe(0)
    expect(await framesOf(world.freshClient(), SEEDED.mortality)).toHaveLength(before.length + 1)
  })

  it('ends at the step that fails, in words', async () => {
    await world.arm({ kind: 'html-page', operation: 'get-analysis', times: null })
    const { code, text } = await run('--tenant', sandbox.host, '--analysis', SEEDED.mortality)
    expect(code).toBe(1)
    expect(text).toMatch(/FAIL .+: .+\./)
    expect(text).not.toContain('Export')
  })

  it.each([
    [['--tenant', 'other.benchling.com'], 'No tenant'],
    [[], 'npm run doctor'],
    [['--tenant', 'x', '--write'], 'npm run doctor'],
    [['--nonsense'], 'npm run doctor'],
  ])('%j asks nobody', async (args, words) => {
    const { code, text } = await run(...args)
    expect(code).toBe(2)
    expect(text).toContain(words)
    expect(await world.requests()).toEqual([])
  })

  it('takes a key of this tenant alone', async () => {
    const key = sandbox.sampleKeys.find(({ analysisId }) => analysisId === SEEDED.mortality)?.key ?? ''
    expect((await run('--tenant', sandbox.host, '--key', key)).text).toContain('ok   Analysis')
    const foreign = `${SEEDED.mortality}:e30.${Buffer.from('{"aud":"evil.test"}').toString('base64url')}.c2ln`
    expect((await run('--tenant', sandbox.host, '--key', foreign)).code).toBe(2)
  })
})
