import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'
import packageFile from '@/package.json' with { type: 'json' }
import { AnalysisWorkbench } from './analysis-workbench.tsx'

export const metadata: Metadata = { title: 'Analysis' }

interface Props {
  readonly params: Promise<{ analysisId: string }>
}

export default async function Page({ params }: Props) {
  const { analysisId } = await params
  if (!/^[a-z]{2,16}_[A-Za-z0-9]{4,64}$/.test(analysisId)) notFound()
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return <AnalysisWorkbench analysisId={analysisId} theme={theme} version={packageFile.version} />
}
