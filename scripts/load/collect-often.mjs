/**
 * Imported by the server that is soaked (HALFMAX_INSTRUMENTATION): clears away every five seconds what nobody holds. Left to
 * itself the collector lets hundreds of megabytes lie while there is room, and their ups and downs hide what is held.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
setInterval(() => collect(), 5000).unref()
