import { cookies } from 'next/headers'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'
import { LOCAL_PERSON, currentPerson } from './server/person.ts'
import { SignedInAs } from './signed-in-as.tsx'
import { Start } from './start.tsx'

export default async function Page() {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  const person = await currentPerson()
  return (
    <>
      <Start theme={theme} />
      {person !== null && person.id !== LOCAL_PERSON.id && <SignedInAs person={person} />}
    </>
  )
}
