/**
 * What is kept of a person, for whoever runs the server: `npm run person -- export WHO --out FILE` writes it,
 * `npm run person -- delete WHO` says what would be deleted and, with `--yes`, deletes it. As for a backup, the app has to be
 * stopped first where the database is the embedded one.
 */
import { onSupportedNode } from './lib/runtime.mjs'
import { storeCommand } from './lib/store-command.mjs'

await onSupportedNode(import.meta.url, (args) => storeCommand(['person', ...args]))
