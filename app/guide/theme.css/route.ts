import { cookies } from 'next/headers'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'

/** The one part of the guide that differs from reader to reader: the theme chosen in the app. Empty: the system's. */
export async function GET(): Promise<Response> {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  const style = theme === 'system' ? '' : `:root { color-scheme: ${theme}; }\n`
  return new Response(style, {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-store' },
  })
}
