// Run with TMPDIR set to the folder to fill: that is where @sparticuz/chromium unpacks to. Prints the browser's path.
import chromium, { inflate } from '@sparticuz/chromium'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
process.stdout.write(await chromium.executablePath())
// NSS, NSPR and expat: a bare container has none, and the package unpacks them only on Amazon's own machines.
await inflate(join(dirname(entry), '../bin/al2023.tar.br'))
