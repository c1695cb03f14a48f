/** A server to be killed: opens the store, starts the queue, begins one push, prints its id and stays. */
import { createBenchlingClient } from '../../benchling/create-client.ts'
import { parseTenants } from '../../benchling/tenants.ts'
import { openStore } from '../../store/open-store.ts'
import { PACING } from '../pacing.ts'
import { startPushQueue } from '../queue.ts'
import { startPush } from '../start-push.ts'
import { sampleOutputs } from './sample-outputs.ts'

const [dir = '', mark = '', analysisId = ''] = process.argv.slice(2)
const tenants = parseTenants(process.env)
const tenant = tenants.ok ? tenants.value[0] : undefined
if (tenant === undefined) throw new Error('no tenant')
const opened = await openStore(dir, { databaseUrl: process.env['DATABASE_URL'] })
if (!opened.ok) throw new Error(opened.error.kind)
const store = opened.value
const queue = await startPushQueue({
  store,
  clientFor: () => createBenchlingClient(tenant),
  pacing: { ...PACING, scale: 0.01, leaseS: 1 },
})
const started = await startPush(
  { store, enqueue: (id) => queue.enqueue(id) },
  {
    connection: { tenantHost: tenant.host, by: 'tests' },
    input: { analysisId, sourceFrameId: 'dset_x', outputs: sampleOutputs(mark) },
  },
)
if (!started.ok) throw new Error(started.error.kind)
process.stdout.write(`${started.value.pushId}\n`)
// Ends with the test that started it, whatever becomes of that.
process.stdin.on('end', () => process.exit()).resume()
