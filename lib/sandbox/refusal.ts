import { err } from '../result.ts'
import type { Err } from '../result.ts'

/** Why the tenant refuses a move; routes turn it into 404 or 400. */
export type Refusal =
  | { readonly kind: 'not-found'; readonly id: string }
  | { readonly kind: 'bad-request'; readonly message: string }

export function notFound(id: string): Err<Refusal> {
  return err({ kind: 'not-found', id })
}

export function badRequest(message: string): Err<Refusal> {
  return err({ kind: 'bad-request', message })
}
