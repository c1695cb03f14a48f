import { cookies } from 'next/headers'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'
import { Start } from './start.tsx'

export default async function Page() {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return <Start theme={theme} />
}
