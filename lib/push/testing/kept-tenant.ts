/** A tenant whose side of the world outlives the process that talks to it: in a file, written before each answer. */
import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { FakeTenant } from './fake-tenant.ts'

const Kept = z.object({
  attached: z.array(z.string()),
  objects: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['data-frame', 'file']),
      name: z.string(),
      bytes: z.nullable(z.string()),
      status: z.enum(['NOT_UPLOADED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED_VALIDATION']),
    }),
  ),
})

/** The tenant as the file has it; a new one where there is no file. */
export function readTenant(file: string): FakeTenant {
  const tenant = new FakeTenant()
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return tenant
  }
  const kept = Kept.parse(JSON.parse(text))
  tenant.attached.push(...kept.attached)
  for (const { bytes, ...object } of kept.objects) {
    tenant.objects.push({
      ...object,
      bytes: bytes === null ? null : new Uint8Array(Buffer.from(bytes, 'base64')),
    })
  }
  return tenant
}

export function writeTenant(file: string, { attached, objects }: FakeTenant): void {
  const told = objects.map((object) => ({
    ...object,
    bytes: object.bytes === null ? null : Buffer.from(object.bytes).toString('base64'),
  }))
  writeFileSync(file, JSON.stringify({ attached, objects: told }))
}
