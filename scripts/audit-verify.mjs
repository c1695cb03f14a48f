/**
 * Checks that the audit trail is whole: `npm run audit:verify`, or with the end that an earlier check gave,
 * `npm run audit:verify -- SEQ:HASH`, which also tells a trail that was written anew as a whole.
 */
import { onSupportedNode } from './lib/runtime.mjs'
import { storeCommand } from './lib/store-command.mjs'

await onSupportedNode(import.meta.url, (args) => storeCommand(['audit-verify', ...args]))
