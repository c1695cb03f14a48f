/**
 * A server to be killed: `die-at-call.ts DIR TENANT-FILE MARK CALL WHEN`. Begins the push of MARK, or goes on with it, and at
 * call number CALL ends itself by SIGKILL, before or after what the call does; call 0: runs it to its end.
 */
import { startPush } from '../start-push.ts'
import { PACING } from '../pacing.ts'
import { runPush } from '../run-push.ts'
import { openStore, storeErrorText } from '../../store/open-store.ts'
import { readTenant, writeTenant } from './kept-tenant.ts'
import { sampleOutputs } from './sample-outputs.ts'

const [dir = '', tenantFile = '', mark = '', call = '0', when = 'before'] = process.argv.slice(2)
const tenant = readTenant(tenantFile)
const opened = await openStore(dir, { databaseUrl: process.env['DATABASE_URL'] })
if (!opened.ok) throw new Error(storeErrorText(opened.error))
const store = opened.value
const started = await startPush(
  { store, enqueue: () => Promise.resolve() },
  {
    connection: { tenantHost: 'acme.benchling.com', by: 'kill table' },
    input: {
      analysisId: 'ana_Test1234',
      sourceFrameId: 'dset_input',
      outputs: sampleOutputs(mark).slice(0, 3),
    },
  },
)
if (!started.ok) throw new Error(started.error.kind)

tenant.mishap = ({ operation, number }) => {
  if (number !== Number(call)) return null
  process.stdout.write(`${operation}\n`)
  if (when === 'before') die()
  // The call takes effect first, and its answer never comes.
  queueMicrotask(die)
  return null
}

function die(): never {
  writeTenant(tenantFile, tenant)
  process.kill(process.pid, 'SIGKILL')
  throw new Error('killed')
}

// A second, so that the lease of a killed run has lapsed where a server keeps the table.
const pacing = { ...PACING, scale: 0.001, leaseS: 1 }
for (let tries = 0; tries < 100; tries++) {
  const outcome = await runPush(
    { store, clientFor: () => tenant.client, pacing },
    started.value.pushId,
    new AbortController().signal,
  )
  if (outcome !== 'not-taken') break
  await new Promise((resolve) => setTimeout(resolve, 50))
}
writeTenant(tenantFile, tenant)
process.stdout.write(`${JSON.stringify({ pushId: started.value.pushId })}\n`)
await store.close()
process.exit()
