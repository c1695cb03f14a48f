import { SEEDED } from '../../lib/sandbox/control.ts'
import { METRICS_TOKEN } from './replica-stack.mjs'

/** Looks at the tenant, the database and the drafts: what is there, and how often. */
export async function judge({ stack, database }, { limit, people, pushes }) {
  const requests = (await stack.sandbox.requests()).filter(({ path }) => path.startsWith('/api/'))
  const times = requests.map(({ atMs }) => atMs).toSorted((a, b) => a - b)
  const windowMs = limit.rateWindowS * 1000
  const busiest = Math.max(
    ...times.map((from, n) => times.slice(n).filter((at) => at < from + windowMs).length),
  )
  const refused = requests.filter(({ status }) => status === 429).length
  const headrooms = await Promise.all(stack.replicas.map(({ port }) => headroomOf(port)))
  await stack.sandbox.settings({ rateLimit: 1_000_000, latencyMs: 0 })
  const attached = await attachedTo(stack)
  const made = requests.filter(
    ({ operation, status }) => operation?.startsWith('create-') && status < 300,
  ).length
  const wanted = pushes.flatMap(({ names }) => names)
  const timesOf = (name) => attached.filter((one) => one === name).length
  const { rows } = await database.query(`select
    (select count(*) from push_leftovers)::int as leftovers,
    (select count(*) from (select push_id from push_steps group by 1 having count(distinct run_id) > 1) as moved)::int as moved`)
  const kept = await Promise.all(people.slice(0, -1).map(({ reviewer }) => reviewer.kept()))
  const marks = people.slice(0, -1).map(({ reviewer }) => reviewer.marks())
  const sum = (list) => list.reduce((total, one) => total + one, 0)
  return [
    finding(
      'outputs attached',
      `${wanted.filter((name) => timesOf(name) > 0).length} of ${wanted.length}`,
      wanted.every((name) => timesOf(name) > 0),
    ),
    finding(
      'attached twice',
      wanted.filter((name) => timesOf(name) > 1).length,
      wanted.every((name) => timesOf(name) < 2),
    ),
    finding('pushes that another run took over', rows[0].moved, rows[0].moved > 0),
    finding(
      'made at the tenant and not attached, listed as left over',
      `${rows[0].leftovers} of ${made - wanted.length}`,
      rows[0].leftovers === made - wanted.length,
    ),
    finding(
      'marks in drafts',
      `${sum(kept)} of ${sum(marks)}`,
      kept.every((n, at) => n === marks[at]),
    ),
    finding('requests in the busiest 30 s', `${busiest} of ${limit.rateLimit}`, busiest <= limit.rateLimit),
    finding('requests refused by the limit', refused, refused === 0),
    // Asked one after the other, so that a few requests may have left the window in between.
    finding('headroom, A and B', headrooms.join(' and '), Math.abs(headrooms[0] - headrooms[1]) < 0.05),
  ]
}

function finding(what, found, isGood) {
  return { what, found, isGood }
}

/** Names of everything the analysis lists, from the tenant's own page of it; files left over in its folder come last there. */
async function attachedTo(stack) {
  const page = await fetch(stack.sandbox.analysisPageUrl(SEEDED.mortality))
  const [listed = ''] = (await page.text()).split('<h2 id="leftovers">')
  return [...listed.matchAll(/<h2 class="item"[^>]*>([^<]*)</g)].map(([, name]) => name)
}

async function headroomOf(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  })
  return Number(/^halfmax_tenant_rate_headroom\{.*\} (.+)$/m.exec(await answer.text())?.[1])
}
