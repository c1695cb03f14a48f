/** A server to be killed: opens the store, begins a batch or goes on with one, says after each chunk how many there are. */
import { createBenchlingClient } from '../../benchling/create-client.ts'
import { parseTenants } from '../../benchling/tenants.ts'
import { chunksOf } from '../../store/batches.ts'
import { openJobQueue } from '../../store/job-queue.ts'
import { openStore } from '../../store/open-store.ts'
import { startBatchQueue } from '../queue.ts'
import { startBatch } from '../start-batch.ts'
import { KINASE, openedFrame } from './kinase-work.ts'

const [dir = '', chunkCurves = ''] = process.argv.slice(2)
const tenants = parseTenants(process.env)
const tenant = tenants.ok ? tenants.value[0] : undefined
if (tenant === undefined) throw new Error('no tenant')
const opened = await openStore(dir, { databaseUrl: process.env['DATABASE_URL'] })
if (!opened.ok) throw new Error(opened.error.kind)
const store = opened.value
const clientFor = () => createBenchlingClient(tenant)
const queue = await startBatchQueue(await openJobQueue(store, () => undefined), {
  store,
  clientFor,
  version: 'test',
  threads: 1,
  leaseS: 2,
  chunkCurves: Number(chunkCurves),
})
const { text } = await openedFrame(tenant, { frameId: KINASE.frameId, policy: 'kinase-inhibition' })
const started = await startBatch(
  { store, enqueue: (id) => queue.enqueue(id) },
  {
    target: { tenantHost: tenant.host, analysisId: KINASE.analysisId },
    by: 'tests',
    context: {
      person: { id: 'local', name: 'tests' },
      target: { tenantHost: tenant.host, analysisId: KINASE.analysisId },
      requestId: null,
    },
    input: { frameId: KINASE.frameId, work: text },
  },
)
if (!started.ok) throw new Error(started.error)
const { batchId } = started.value
const say = async () => {
  const chunks = await chunksOf(store.db, batchId)
  process.stdout.write(`${batchId} ${chunks.filter(({ isFitted }) => isFitted).length}\n`)
  setTimeout(() => void say(), 5)
}
await say()
// Ends with the test that started it, whatever becomes of that.
process.stdin.on('end', () => process.exit()).resume()
