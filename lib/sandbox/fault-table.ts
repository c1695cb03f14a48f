import type { Fault, FaultKind, Operation } from './control.ts'
import { Operation as OperationSchema } from './control.ts'

const EVERYWHERE = OperationSchema.options
const STORAGE: readonly Operation[] = ['storage-put', 'storage-get']
const API = EVERYWHERE.filter((operation) => !STORAGE.includes(operation))
const API_BUT_TOKEN = API.filter((operation) => operation !== 'token')
const ADDRESSES: readonly Operation[] = ['create-data-frame', 'get-data-frame', 'create-file', 'get-file']

/** Where each fault can be met; arming one elsewhere is refused, as it would silently never happen. */
const MET_AT: Readonly<Record<FaultKind, readonly Operation[]>> = {
  'wrong-secret': ['token'],
  'bad-grant': ['token'],
  'no-expires-in': ['token'],
  'expired-token': API_BUT_TOKEN,
  forbidden: API_BUT_TOKEN,
  'not-found': API_BUT_TOKEN,
  'rate-limited': API,
  'rate-limited-hidden': API,
  'server-error': API,
  'bad-gateway': API,
  'gateway-timeout': API,
  downtime: API,
  'downtime-html': API,
  'html-page': API,
  slow: EVERYWHERE,
  'connection-reset': EVERYWHERE,
  'answer-lost': EVERYWHERE,
  redirect: EVERYWHERE,
  'expired-url': STORAGE,
  'missing-sse': ['storage-put'],
  'storage-error': STORAGE,
  'slow-down': STORAGE,
  truncated: ['storage-get'],
  'cut-short': ['storage-get'],
  'slow-ingestion': ['patch-data-frame'],
  'ingestion-fails': ['patch-data-frame'],
  'ingestion-fails-quietly': ['patch-data-frame'],
  'task-vanished': ['get-task'],
  'missing-content-location': ['create-file', 'get-file'],
  'empty-manifest': ['create-data-frame', 'get-data-frame'],
  'null-url': ['create-data-frame', 'get-data-frame'],
  'foreign-url': ADDRESSES,
  'private-url': ADDRESSES,
  'insecure-url': ADDRESSES,
}

export function canMeet(fault: Fault): boolean {
  return MET_AT[fault.kind].includes(fault.operation)
}

export interface FaultTable {
  arm(faults: readonly Fault[]): void
  /** The fault this call meets, counting the call; the earliest armed wins. */
  take(operation: Operation): Fault | null
  clear(): void
}

export function createFaultTable(): FaultTable {
  let armed: { fault: Fault; skip: number; left: number }[] = []
  return {
    arm(faults) {
      armed.push(...faults.map((fault) => ({ fault, skip: fault.after, left: fault.times ?? Infinity })))
    },
    take(operation) {
      let met: Fault | null = null
      for (const entry of armed) {
        if (entry.fault.operation !== operation) continue
        if (entry.skip > 0) entry.skip -= 1
        else if (met === null) {
          met = entry.fault
          entry.left -= 1
        }
      }
      armed = armed.filter((entry) => entry.left > 0)
      return met
    },
    clear: () => void (armed = []),
  }
}
