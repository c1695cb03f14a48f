import type { Person } from './server/person.ts'
import styles from './people.module.css'

/** Who is signed in, and the ways out. Plain forms, so that signing out needs no script. */
export function SignedInAs({ person }: { person: Person }) {
  return (
    <footer className={styles.person}>
      <span>
        Signed in as {person.name}
        {person.email !== null && person.email !== person.name && ` (${person.email})`}
      </span>
      <form action="/sign-out" method="post">
        <button type="submit" className={styles.plain}>
          Sign out
        </button>
        <button type="submit" className={styles.plain} name="where" value="everywhere">
          Sign out everywhere
        </button>
      </form>
    </footer>
  )
}
