import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { filesUnder } from '../../scripts/lib/fingerprint.mjs'
import { SECRET_SHAPES } from '../../scripts/lib/secret-shapes.mjs'
import type { ReadySandbox } from './sandbox-control.ts'

/** Seals the cookies of every app that a test starts, so that it can be looked for wherever the app writes. */
export const SESSION_SECRET = 'planted-session-secret-of-forty-eight-characters'

/** Everything that must never leave the server's memory: credentials, and the tokens of pasted keys. */
export function secretsOf(
  ready: ReadySandbox,
  env: Readonly<Record<string, string>> = {},
): readonly string[] {
  const tokens = ready.sampleKeys.map(({ key }) => key.slice(key.indexOf(':') + 1))
  const configured = Object.entries(env).flatMap(([name, value]) => (name.endsWith('SECRET') ? [value] : []))
  return [ready.clientSecret, SESSION_SECRET, ...tokens, ...configured]
}

/** Which secrets a text holds, each shortened, so that the complaint does not spread it. */
export function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  const known = secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
  const shaped = SECRET_SHAPES.flatMap((shape) => shape.exec(text)?.[0] ?? [])
  return [...known, ...shaped].map((secret) => `${secret.slice(0, 12)}…`)
}

/** Throws where a file under these places holds a secret: logs, database rows and their write-ahead log alike. */
export function expectNoLeak(places: readonly string[], secrets: readonly string[]): void {
  const complaints = places.flatMap((place) =>
    filesUnder(place).flatMap((file) =>
      leaksIn(readFileSync(file, 'latin1'), secrets).map(
        (leak) => `${relative(place, file) || place}: ${leak}`,
      ),
    ),
  )
  if (complaints.length > 0) throw new Error(`secrets were written down:\n${complaints.join('\n')}`)
}
