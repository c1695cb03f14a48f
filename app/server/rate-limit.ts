import 'server-only'
import { LOCAL_PERSON, type Person } from './person.ts'

/** A bucket of calls: so many at once, refilled steadily. */
export interface Allowance {
  readonly burst: number
  readonly perSecond: number
}

export type LimitName = 'call' | 'open' | 'push' | 'sign-in' | 'failed-sign-in'

/**
 * For one person. A page at work makes some calls a second at most; opening is scarcer, for whoever has the address of
 * this server may try ids (the key that carries one proves nothing, ADR 007), and a push writes.
 */
const PER_PERSON: Readonly<Record<LimitName, Allowance>> = {
  call: { burst: 300, perSecond: 10 },
  open: { burst: 60, perSecond: 1 },
  push: { burst: 60, perSecond: 1 },
  'sign-in': { burst: 20, perSecond: 0.5 },
  // Each is an entry of the audit trail, which is kept for good: forty at once from an address, then one in 50 seconds.
  'failed-sign-in': { burst: 2, perSecond: 0.001 },
}

/** A department may share one address. */
const PEOPLE_PER_ADDRESS = 20

/** More buckets than people and addresses of any department; the one unused longest goes first. */
const MAX_BUCKETS = 20_000

/** @returns seconds to wait, or null where the call is taken. */
export type Admit = (limit: LimitName, caller: Caller) => number | null

export interface Caller {
  readonly person: Person | null
  readonly address: string
}

/** Counts calls in this process: with replicas each allows as much. */
export function createRateLimit(nowMs: () => number = Date.now): Admit {
  const buckets = new Buckets(nowMs)
  return (limit, { person, address }) => {
    const own = PER_PERSON[limit]
    // The one local person has the server to themselves; scripts of theirs may be in a hurry.
    const isCounted = person !== null && person.id !== LOCAL_PERSON.id
    const waits = [
      buckets.take(`${limit} from ${address}`, shared(own)),
      isCounted ? buckets.take(`${limit} by ${person.id}`, own) : 0,
    ]
    const waitS = Math.max(...waits)
    return waitS > 0 ? Math.ceil(waitS) : null
  }
}

function shared({ burst, perSecond }: Allowance): Allowance {
  return { burst: burst * PEOPLE_PER_ADDRESS, perSecond: perSecond * PEOPLE_PER_ADDRESS }
}

class Buckets {
  private readonly left = new Map<string, { calls: number; atMs: number }>()
  private readonly nowMs: () => number

  constructor(nowMs: () => number) {
    this.nowMs = nowMs
  }

  /** Takes one call out; gives the seconds until there is one where there is none. */
  take(name: string, { burst, perSecond }: Allowance): number {
    const atMs = this.nowMs()
    const before = this.left.get(name) ?? { calls: burst, atMs }
    const refilled = Math.min(burst, before.calls + ((atMs - before.atMs) / 1000) * perSecond)
    const isTaken = refilled >= 1
    // Set anew, so that the map's order is that of use.
    this.left.delete(name)
    this.left.set(name, { calls: isTaken ? refilled - 1 : refilled, atMs })
    if (this.left.size > MAX_BUCKETS) this.left.delete(this.left.keys().next().value ?? '')
    return isTaken ? 0 : (1 - refilled) / perSecond
  }
}
