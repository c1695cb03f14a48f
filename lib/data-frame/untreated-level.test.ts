import { expect, it } from 'vitest'
import { untreatedLevel } from './untreated-level.ts'

it.each([
  ['Inhibition (%)', 'zero'],
  ['Cell Line Mortality 24h', 'zero'],
  ['% Inh rep 2', 'zero'],
  ['Cell viability [%]', 'full-scale'],
  ['Survival', 'full-scale'],
  ['% of vehicle', 'full-scale'],
  // Of which control?
  ['% of control', null],
  ['Growth (%)', null],
  ['Response (%)', null],
  ['RLU', null],
  ['', null],
])('untreated wells under “%s” read %s', (header, level) => {
  expect(untreatedLevel(header)).toBe(level)
})
