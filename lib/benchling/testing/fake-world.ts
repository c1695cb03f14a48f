/** A network, clock and random source for the unit tests of this folder: nothing waits, everything is written down. */
import type { Deps } from '../operation.ts'

type Answer = Response | Error | (() => Response | Promise<Response>)

export interface FakeWorld {
  readonly deps: Deps
  /** "GET /api/v2/files/x" in order, token requests included. */
  readonly requests: string[]
  readonly bodies: unknown[]
  readonly waits: number[]
  advance(ms: number): void
}

/**
 * @param answers  by "METHOD /path", each used once and the last one for good; the token is granted where not said otherwise
 */
export function fakeWorld(answers: Readonly<Record<string, readonly Answer[]>>): FakeWorld {
  const queues = new Map(Object.entries(answers).map(([call, queue]) => [call, [...queue]]))
  const requests: string[] = []
  const bodies: unknown[] = []
  const waits: number[] = []
  let nowMs = Date.UTC(2026, 0, 1)
  let tokens = 0
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const call = `${init?.method ?? 'GET'} ${new URL(input instanceof Request ? input.url : input).pathname}`
    requests.push(call)
    bodies.push(
      typeof init?.body === 'string' && init.body.startsWith('{') ? JSON.parse(init.body) : init?.body,
    )
    const queue = queues.get(call) ?? []
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    if (answer instanceof Error) throw answer
    if (typeof answer === 'function') return answer()
    if (answer !== undefined) return answer.clone()
    if (!call.endsWith('/token')) throw new Error(`unexpected request: ${call}`)
    tokens += 1
    return json({ access_token: `token-${tokens}`, expires_in: 900, token_type: 'Bearer' })
  }
  return {
    requests,
    bodies,
    waits,
    advance: (ms) => void (nowMs += ms),
    deps: {
      fetch,
      now: () => nowMs,
      random: () => 0.5,
      sleep: async (ms) => {
        waits.push(ms)
        nowMs += ms
      },
      enter: () => Promise.resolve({ leave: () => undefined }),
      onAnswer: () => undefined,
    },
  }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** What `fetch` throws when the connection breaks, or was never made. */
export function broken(code: 'ECONNRESET' | 'ECONNREFUSED' | 'CERT_HAS_EXPIRED'): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('PLANTED'), { code }) })
}
