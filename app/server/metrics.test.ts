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

it('keeps no more label sets than it said, and counts what is beyond them together', () => {
  const metrics = createMetrics()
  for (let n = 0; n < 1500; n += 1) {
    const host = `bucket-${n}.s3.amazonaws.com`
    metrics.count('halfmax_tenant_answers_total', { host })
    metrics.observe('halfmax_tenant_answer_seconds', { host }, 0.2)
  }
  metrics.count('halfmax_tenant_answers_total', { host: 'bucket-0.s3.amazonaws.com' })
  const lines = metrics.render().split('\n')
  expect(lines.filter((line) => line.startsWith('halfmax_tenant_answers_total'))).toHaveLength(1001)
  expect(lines.filter((line) => line.startsWith('halfmax_tenant_answer_seconds_count'))).toHaveLength(1001)
  expect(lines).toContain('halfmax_tenant_answers_total{host="bucket-0.s3.amazonaws.com"} 2')
  expect(lines).toContain('halfmax_tenant_answers_total{series="other"} 500')
  expect(lines).toContain('halfmax_tenant_answer_seconds_count{series="other"} 500')
})
