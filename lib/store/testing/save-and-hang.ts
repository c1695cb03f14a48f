/** A process to be killed: opens the store of its argument, saves a hundred pushes, says so and stays. */
import { openStore } from '../open-store.ts'
import { insertPush } from '../pushes.ts'

const opened = await openStore(process.argv[2] ?? '', { databaseUrl: process.env['DATABASE_URL'] })
if (!opened.ok) throw new Error(opened.error.kind)
for (let n = 0; n < 100; n++) {
  await insertPush(opened.value.db, {
    id: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
    pushKey: `key-${n}`,
    tenantHost: 'acme.benchling.com',
    analysisId: `ana_Killed${n}`,
    sourceFrameId: 'dset_1',
    by: 'test',
    outputs: [
      {
        id: 'results',
        kind: 'data-frame',
        name: 'Halfmax results',
        fileName: 'r.csv',
        bytes: new TextEncoder().encode(`a\n${n}\n`),
      },
    ],
  })
}
process.stdout.write('saved\n')
// Ends with the test that started it, whatever becomes of that.
process.stdin.on('end', () => process.exit()).resume()
