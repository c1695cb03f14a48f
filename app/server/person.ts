import 'server-only'

/** Who asks. Nothing here is a secret; `id` is stable, `name` and `email` may change between sign-ins. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

/** Whoever sits at this machine: without a sign-in the server listens on loopback, for one person. */
export const LOCAL_PERSON: Person = { id: 'local', name: 'Local user', email: null }

/** The person behind the request being answered; null where somebody has to sign in first. */
export function currentPerson(): Promise<Person | null> {
  return Promise.resolve(LOCAL_PERSON)
}
