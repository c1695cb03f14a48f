/** Checks answers against the OpenAPI document. Used by tests alone. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

const DOCUMENT = new URL('./fixtures/benchling-openapi.json', import.meta.url)

const document: unknown = JSON.parse(readFileSync(DOCUMENT, 'utf8'), withNullAllowed)
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema(document as object, 'benchling')

/** What `value` breaks of `#/components/schemas/<name>`; empty when it fits. */
export function violations(name: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`benchling#/components/schemas/${name}`)
  if (validate === undefined) throw new Error(`The document has no schema ${name}.`)
  if (validate(value) === true) return []
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
}

/** OpenAPI 3.0 says `nullable` beside `allOf`; JSON Schema wants null as an alternative. */
function withNullAllowed(_key: string, node: unknown): unknown {
  if (typeof node !== 'object' || node === null || !('nullable' in node) || node.nullable !== true)
    return node
  const { nullable: _, ...schema } = node
  return { anyOf: [schema, { type: 'null' }] }
}
