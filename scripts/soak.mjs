/**
 * Soak: people who open analyses, save drafts and push, for a while, against the sandbox; whether the server's memory stays
 * as it is. Loopback only, bounded, a stack of its own.
 *
 *   npm run soak                          20 minutes, embedded database
 *   npm run soak -- --minutes 60          longer
 *   npm run soak -- --database postgres   with a PostgreSQL server of its own
 *   npm run soak -- --snapshots           and the heap as it is at minute 3 and 13, to find what grows
 */
import { parseArgs } from 'node:util'
import { onSupportedNode } from './lib/runtime.mjs'
import { Refusal } from './lib/say.mjs'

await onSupportedNode(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '20' },
      database: { type: 'string', default: 'embedded' },
      snapshots: { type: 'boolean', default: false },
    },
  })
  const { database } = values
  const minutes = Number(values.minutes)
  if (!(minutes >= 10 && minutes <= 240)) {
    throw new Refusal(`"${values.minutes}" is no number of minutes from 10 to 240.`)
  }
  if (!['embedded', 'postgres'].includes(database)) {
    throw new Refusal(`"${database}" is neither embedded nor postgres.`)
  }
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./lib/build.mjs')
  await ensureBuilt()
  const { runSoak } = await import('./load/run-soak.mjs')
  return runSoak({ minutes, database, snapshotsAt: values.snapshots ? [3, 13] : [] })
})
