import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'
import packageFile from '@/package.json' with { type: 'json' }
import { LocalWorkbench } from './local-workbench.tsx'

export const metadata: Metadata = { title: 'Table' }

interface Props {
  readonly params: Promise<{ tableId: string }>
}

/** The server sees a random id and nothing of the table. */
export default async function Page({ params }: Props) {
  const { tableId } = await params
  if (!/^tab_[a-z0-9]{16}$/.test(tableId)) notFound()
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return <LocalWorkbench tableId={tableId} theme={theme} version={packageFile.version} />
}
