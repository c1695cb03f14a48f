/** The command `npm run doctor`: which tenant to examine, and the findings as lines. */
import { parseArgs } from 'node:util'
import { createBenchlingClient } from './create-client.ts'
import { examine, type Examination } from './doctor.ts'
import { isAnalysisId, parseAnalysisKey } from './key.ts'
import { redactText } from './redact.ts'
import { parseTenants, type Tenant } from './tenants.ts'

const USAGE = `npm run doctor -- --tenant HOST [--analysis ID | --key KEY] [--write]

  --tenant    host or name of a configured tenant (HALFMAX_TENANTS)
  --analysis  also reads this analysis and exports its first data frame
  --key       the same, from a pasted key; its host must be the tenant's
  --write     also makes a data frame and a file in it: there is no call that takes them away again
`

/** The questions that only a real tenant answers, as far as this command can ask them. */
const OPEN = [
  'What is in a key: claims, expiry, whether it ends after use (never read, only its host and id are used)',
  'Answer to rows that fail validation; limits of rows, columns and bytes',
  'Whether an app may attach an object another app made',
]

interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly write: (text: string) => unknown
  readonly sleep: (ms: number) => Promise<unknown>
  readonly now: () => Date
}

/** @returns the exit code: 0 all good, 1 a step failed, 2 not understood. */
export async function doctor(args: readonly string[], { env, write, sleep, now }: World): Promise<number> {
  const asked = readArgs(args)
  if (asked === null) {
    write(USAGE)
    return 2
  }
  const tenants = parseTenants(env)
  if (!tenants.ok) {
    write(`The tenant configuration is wrong:\n${tenants.error.map((line) => `  - ${line}\n`).join('')}`)
    return 2
  }
  const tenant = tenants.value.find(({ host, name }) => host === asked.tenant || name === asked.tenant)
  if (tenant === undefined) {
    const known = tenants.value.map(({ host }) => host).join(', ') || 'none'
    write(`No tenant “${asked.tenant}” is configured. Configured: ${known}.\n`)
    return 2
  }
  const analysisId = analysisOf(asked, tenant)
  if (analysisId === undefined) {
    write('--key or --analysis does not name an analysis of this tenant.\n')
    return 2
  }
  write(`Examining ${tenant.host}\n\n`)
  const stamp = now().toISOString().slice(0, 19)
  const found = await examine(createBenchlingClient(tenant), {
    analysisId,
    mayWrite: asked.mayWrite,
    sleep,
    stamp,
  })
  write(redactText(report(found), [tenant.clientSecret]))
  return found.findings.every(({ isGood }) => isGood) ? 0 : 1
}

interface Asked {
  readonly tenant: string
  readonly analysis: string | undefined
  readonly key: string | undefined
  readonly mayWrite: boolean
}

function readArgs(args: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        tenant: { type: 'string' },
        analysis: { type: 'string' },
        key: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
    })
    const { tenant, analysis, key, write } = values
    const needsAnalysis = write && analysis === undefined && key === undefined
    return tenant === undefined || needsAnalysis ? null : { tenant, analysis, key, mayWrite: write }
  } catch {
    return null
  }
}

/** Undefined where what was given is not an analysis of this tenant. */
function analysisOf({ analysis, key }: Asked, tenant: Tenant): string | null | undefined {
  if (key !== undefined) {
    const parsed = parseAnalysisKey(key)
    return parsed.ok && parsed.value.host === tenant.host ? parsed.value.analysisId : undefined
  }
  if (analysis === undefined) return null
  return isAnalysisId(analysis) ? analysis : undefined
}

function report({ findings, settled }: Examination): string {
  const lines = findings.map(({ step, isGood, said }) => `  ${isGood ? 'ok  ' : 'FAIL'} ${step}: ${said}`)
  const answers = settled.map(({ question, answer }) => `  ${question}: ${answer}`)
  return [
    ...lines,
    '',
    ...(answers.length === 0 ? [] : ['Settled by this tenant:', ...answers, '']),
    'Still open:',
    ...OPEN.map((question) => `  ${question}`),
    '',
  ].join('\n')
}
