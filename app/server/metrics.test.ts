import { expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

it('writes counters, gauges and histograms as Prometheus reads them', () => {
  const metrics = createMetrics()
  metrics.count('halfmax_answers_total', { name: 'start-push', outcome: 'ok' })
  metrics.count('halfmax_answers_total', { name: 'start-push', outcome: 'ok' })
  metrics.set('halfmax_queue_depth', {}, 3)
  metrics.set('halfmax_queue_depth', {}, 1)
  metrics.observe('halfmax_answer_seconds', { name: 'a"b\n\\' }, 0.2)
  metrics.observe('halfmax_answer_seconds', { name: 'a"b\n\\' }, 500)
  const lines = metrics.render().split('\n')
  expect(lines).toContain('halfmax_answers_total{name="start-push",outcome="ok"} 2')
  expect(lines).toContain('# TYPE halfmax_queue_depth gauge')
  expect(lines).toContain('halfmax_queue_depth 1')
  const label = String.raw`name="a\"b\n\\"`
  expect(lines).toContain(`halfmax_answer_seconds_bucket{${label},le="0.1"} 0`)
  expect(lines).toContain(`halfmax_answer_seconds_bucket{${label},le="0.3"} 1`)
  expect(lines).toContain(`halfmax_answer_seconds_bucket{${label},le="+Inf"} 2`)
  expect(lines).toContain(`halfmax_answer_seconds_sum{${label}} 500.2`)
  expect(lines).toContain(`halfmax_answer_seconds_count{${label}} 2`)
  expect(lines.at(-1)).toBe('')
  for (const line of lines.slice(0, -1))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.+\})? [\d.e+-]+)$/)
})
