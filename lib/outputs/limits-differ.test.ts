import { expect, it } from 'vitest'
import { methodsDocument } from './methods-groups.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext } from './output-fixture.ts'

it('the methods say how many curves are judged by other limits, and which', () => {
  const same = outputContext([EXAMPLE_24H, EXCLUDED_48H])
  expect(methodsDocument(same)).not.toContain('Verdict limits')
  const third = { ...EXAMPLE_24H, curve: { ...EXAMPLE_24H.curve, id: 'third', label: 'third' } }
  const one = { ...EXCLUDED_48H, limitsText: 'wide interval past 20-fold' }
  const text = methodsDocument(outputContext([EXAMPLE_24H, one, third]))
  expect(text).toMatch(/Verdict limits differ from those of the other curves for 1 of 3 curves: .*48 h/)
  expect(text).toContain('Verdict: wide interval past 20-fold.')
})
