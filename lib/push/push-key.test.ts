import { describe, expect, it } from 'vitest'
import type { OutputInput } from '../outputs/push-input.ts'
import { pushKeyOf } from './push-key.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'

const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_AAAA', outputs: sampleOutputs('one') }
const [first, ...rest] = target.outputs as [OutputInput, ...OutputInput[]]

describe('pushKeyOf', () => {
  it('is the same for equal bytes, whatever the order and the buffer they lie in', () => {
    const padded = new Uint8Array(first.bytes.byteLength + 8)
    padded.set(first.bytes, 4)
    const view = padded.subarray(4, 4 + first.bytes.byteLength)
    const outputs = [...rest, { ...first, bytes: view }]
    expect(pushKeyOf({ ...target, outputs })).toBe(pushKeyOf(target))
    expect(pushKeyOf(target)).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each<[string, Parameters<typeof pushKeyOf>[0]]>([
    ['tenant', { ...target, tenantHost: 'other.benchling.com' }],
    ['analysis', { ...target, analysisId: 'ana_BBBB' }],
    ['set of outputs', { ...target, outputs: rest }],
    ['name', { ...target, outputs: [{ ...first, name: `${first.name}!` }, ...rest] }],
    ['file name', { ...target, outputs: [{ ...first, fileName: 'other.csv' }, ...rest] }],
    ['kind', { ...target, outputs: [{ ...first, kind: 'file' }, ...rest] }],
    [
      'tenth byte',
      {
        ...target,
        outputs: [{ ...first, bytes: first.bytes.map((byte, n) => (n === 9 ? byte + 1 : byte)) }, ...rest],
      },
    ],
    [
      'border between two fields',
      { ...target, outputs: [{ ...first, name: 'ab', fileName: 'c.csv' }, ...rest] },
    ],
  ])('changes with the %s', (_, other) => {
    expect(pushKeyOf(other)).not.toBe(pushKeyOf(target))
  })

  it('does not read one list of fields as another', () => {
    const split = (name: string, fileName: string) =>
      pushKeyOf({ ...target, outputs: [{ ...first, name, fileName }] })
    expect(split('a', 'bc.csv')).not.toBe(split('ab', 'c.csv'))
  })
})
