import 'server-only'

type Labels = Readonly<Record<string, string | number>>

/** What is counted, and what Prometheus is told of it. Labels are words of ours: no id, name or address. */
const FAMILIES = {
  halfmax_answers_total: ['counter', 'Answers of actions and routes, by name and outcome.'],
  halfmax_answer_seconds: ['histogram', 'How long actions and routes took.'],
  halfmax_tenant_answers_total: ['counter', 'Answers of the Benchling API, by host, call and status.'],
  halfmax_tenant_answer_seconds: ['histogram', 'How long the Benchling API took.'],
  halfmax_tenant_rate_headroom: [
    'gauge',
    'Share of the 300 calls per 30 s that is left, by all replicas on the same database.',
  ],
  halfmax_push_runs_total: ['counter', 'Runs of the push queue, by outcome.'],
  halfmax_pushes: ['gauge', 'Pushes kept, by state.'],
  halfmax_queue_depth: ['gauge', 'Pushes queued, running or waiting.'],
  halfmax_fits: ['gauge', 'Curves fitted on the server, in refits that are kept. Pages fit in the browser.'],
  halfmax_refits: ['gauge', 'Refits on the server that are kept, by state.'],
  halfmax_refit_runs_total: ['counter', 'Runs of refits on the server, by outcome.'],
  halfmax_sign_ins_total: ['counter', 'Sign-ins, by outcome.'],
  process_resident_memory_bytes: ['gauge', 'Memory of this process.'],
  nodejs_heap_size_used_bytes: ['gauge', 'JavaScript objects, those included that nobody holds any more.'],
  nodejs_external_memory_bytes: ['gauge', 'Buffers and the embedded database, beside the heap.'],
  process_uptime_seconds: ['gauge', 'Since this process started.'],
} as const satisfies Readonly<Record<string, readonly ['counter' | 'gauge' | 'histogram', string]>>

export type MetricName = keyof typeof FAMILIES

/** Upper ends in seconds: a page answers in the first ones, an export of a large frame in the last. */
const BUCKETS_S = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100]

/** Label sets of one metric. Words of ours make some dozens; hosts of storage are named by the tenant, as many as it likes. */
const MOST_SETS = 1000
const OTHER: Labels = { series: 'other' }

export interface Metrics {
  count(name: MetricName, labels: Labels): void
  set(name: MetricName, labels: Labels, value: number): void
  observe(name: MetricName, labels: Labels, seconds: number): void
  /** Prometheus text format 0.0.4. */
  render(): string
}

export function createMetrics(): Metrics {
  const values = new Map<MetricName, Map<string, number>>()
  const sets = new Map<MetricName, Set<string>>()
  /** The labels themselves, or those of all others where there are too many already. */
  const bounded = (name: MetricName, labels: Labels): Labels => {
    const known = sets.get(name) ?? new Set<string>()
    const set = written(labels)
    if (!known.has(set) && known.size >= MOST_SETS) return OTHER
    known.add(set)
    sets.set(name, known)
    return labels
  }
  const add = (name: MetricName, line: string, by: number) => {
    const family = values.get(name) ?? new Map<string, number>()
    family.set(line, (family.get(line) ?? 0) + by)
    values.set(name, family)
  }
  return {
    count: (name, given) => add(name, `${name}${written(bounded(name, given))}`, 1),
    set: (name, given, value) => {
      const line = `${name}${written(bounded(name, given))}`
      add(name, line, value - (values.get(name)?.get(line) ?? 0))
    },
    observe: (name, given, seconds) => {
      const labels = bounded(name, given)
      for (const end of BUCKETS_S)
        add(name, `${name}_bucket${written({ ...labels, le: end })}`, seconds <= end ? 1 : 0)
      add(name, `${name}_bucket${written({ ...labels, le: '+Inf' })}`, 1)
      add(name, `${name}_sum${written(labels)}`, seconds)
      add(name, `${name}_count${written(labels)}`, 1)
    },
    render: () =>
      [...values]
        .flatMap(([name, family]) => {
          const [type, help] = FAMILIES[name]
          const lines = [...family].map(([line, value]) => `${line} ${value}`)
          return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines]
        })
        .join('\n')
        .concat('\n'),
  }
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
