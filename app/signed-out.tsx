import { EmptyPage } from '@/components/ui/empty-page.tsx'
import type { SignInFailure } from './server/people/failed-answer.ts'
import styles from './people.module.css'

/** In the place of every page until somebody has signed in; comes back to the address that was asked for. */
export function SignedOut({ address }: { address: string }) {
  const asked = new URL(address, 'http://localhost')
  const failure = WORDS.get(asked.searchParams.get('sign-in') ?? '')
  return (
    <EmptyPage title="Halfmax">
      {failure === undefined ? <p>Sign in to open analyses and tables.</p> : <p role="alert">{failure}</p>}
      <p>
        <a className={styles.signIn} href={`/sign-in?to=${encodeURIComponent(asked.pathname)}`}>
          Sign in
        </a>
      </p>
    </EmptyPage>
  )
}

const SENTENCES: Readonly<Record<SignInFailure, string>> = {
  unreachable: 'The sign-in service could not be reached. Try again in a minute.',
  expired: 'The sign-in took longer than ten minutes, or was begun in another browser. Start again.',
  refused: 'The answer of the sign-in service did not fit, so nobody was signed in. Start again.',
  'not-allowed': 'This account may not use Halfmax here. Whoever runs it decides who may.',
  'too-many': 'Too many sign-ins from this address. Try again in a minute.',
}
const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(SENTENCES))
