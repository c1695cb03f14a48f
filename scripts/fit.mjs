/**
 * Fits without the page.
 *
 *   npm run --silent fit -- --jsonl       JSON requests in, JSON results out, a line each
 *   npm run --silent fit -- data.csv …    a table in, the results frame as CSV out
 *   npm run --silent fit -- --help
 */
import { ensureInstalled } from './lib/install.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { Refusal, explain, sayOnStderr } from './lib/say.mjs'

/** 1 says that a line was invalid. */
const UNREADABLE = 2

// Standard output is for results alone.
sayOnStderr()

await onSupportedNode(
  import.meta.url,
  async (args) => {
    try {
      await ensureInstalled()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      process.stderr.write(`${explain(error)}\n`)
      return UNREADABLE
    }
    const { main } = await import('../lib/headless/main.ts')
    const { stdin, stdout, stderr } = process
    return main(args, { stdin, stdout, stderr, folder: callersFolder() })
  },
  { failure: UNREADABLE },
)

/** npm starts a script in the project's folder and says where it was called. */
function callersFolder() {
  const { npm_lifecycle_event: event, INIT_CWD: folder } = process.env
  return event === 'fit' && folder ? folder : process.cwd()
}
