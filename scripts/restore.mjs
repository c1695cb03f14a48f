/** Puts a backup into an empty folder or database: `npm run restore -- FILE`. */
import { onSupportedNode } from './lib/runtime.mjs'
import { storeCommand } from './lib/store-command.mjs'

await onSupportedNode(import.meta.url, (args) => storeCommand(['restore', ...args]))
