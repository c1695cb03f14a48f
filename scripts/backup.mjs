/**
 * Writes everything that is kept to a file: `npm run backup -- FILE`. The embedded database has one user at a time, so the
 * app has to be stopped first; on a PostgreSQL server it may go on.
 */
import { onSupportedNode } from './lib/runtime.mjs'
import { storeCommand } from './lib/store-command.mjs'

await onSupportedNode(import.meta.url, (args) => storeCommand(['backup', ...args]))
