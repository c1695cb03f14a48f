import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'
import './globals.css'
import { Providers } from './providers.tsx'
import { LOCAL_PERSON, currentPerson, ownerMark } from './server/person.ts'
import { SignedOut } from './signed-out.tsx'

export const metadata: Metadata = {
  title: { default: 'Halfmax', template: '%s, Halfmax' },
  description: 'A dose-response workbench for Benchling analyses',
}

/** Reading the cookie also makes every page dynamic, which the per-request script nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  const person = await currentPerson()
  const signedIn = person === null || person.id === LOCAL_PERSON.id ? null : person
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      data-person={signedIn?.name}
      data-owner={signedIn === null ? undefined : ownerMark(signedIn)}
      suppressHydrationWarning
    >
      <body>
        {person === null ? (
          <SignedOut address={(await headers()).get('x-address') ?? '/'} />
        ) : (
          <Providers>{children}</Providers>
        )}
      </body>
    </html>
  )
}
