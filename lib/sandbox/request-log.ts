import type { RecordedRequest } from './control.ts'

const CAPACITY = 5_000

export interface RequestLog {
  /** Written at arrival, so that the order is that of arrival; the returned function fills in the answer's status. */
  add(request: Omit<RecordedRequest, 'status'>): (status: number) => void
  list(): readonly RecordedRequest[]
  clear(): void
}

/** The last 5,000 requests of both listeners; status 0 where no answer was sent. */
export function createRequestLog(): RequestLog {
  let entries: RecordedRequest[] = []
  return {
    add(request) {
      const entry = { ...request, status: 0 }
      entries.push(entry)
      if (entries.length > CAPACITY) entries = entries.slice(-CAPACITY)
      return (status) => void (entry.status = status)
    },
    list: () => entries,
    clear: () => void (entries = []),
  }
}
