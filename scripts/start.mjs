import { onSupportedNode } from './lib/runtime.mjs'
import { serve } from './lib/serve.mjs'

await onSupportedNode(import.meta.url, () => serve({ mode: 'production' }))
