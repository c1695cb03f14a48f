import 'server-only'
import type { Configuration as ProviderConfiguration } from 'openid-client'
import type { Logger } from 'pino'
import type { CallGate } from '@/lib/benchling/call-gate.ts'
import type { Tenant } from '@/lib/benchling/tenants.ts'
import type { BatchQueue } from '@/lib/batch/queue.ts'
import type { PushQueue } from '@/lib/push/queue.ts'
import type { Store } from '@/lib/store/open-store.ts'
import type { Metrics } from './metrics.ts'
import type { SignInSettings } from './people/settings.ts'
import type { Admit } from './rate-limit.ts'

/** What start-up made, once per process. */
export interface Runtime {
  readonly tenants: readonly Tenant[]
  readonly store: Store
  readonly queue: PushQueue
  readonly batches: BatchQueue
  readonly sessionSecret: string
  readonly log: Logger
  readonly admit: Admit
  readonly metrics: Metrics
  readonly calls: CallGate
  /** Set when the process is asked to end, so that no new work is sent here. */
  readonly phase: { isEnding: boolean }
  /** Null where nobody needs to sign in. */
  readonly signIn: SignInSettings | null
  /** What providers said of themselves, by address. */
  readonly discovered: Map<string, Promise<ProviderConfiguration>>
}

// Next gives instrumentation and routes different copies of this module, but one global object (measured).
const HANDLE = Symbol.for('halfmax.runtime')
const holder: typeof globalThis & { [HANDLE]?: Runtime } = globalThis

export function setRuntime(runtime: Runtime): void {
  holder[HANDLE] = runtime
}

/** Throws before start-up has ended: Next answers nothing until then, so that would be a bug. */
export function runtime(): Runtime {
  const started = holder[HANDLE]
  if (started === undefined) throw new Error('Halfmax is used before its start-up')
  return started
}
