import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { parseTheme, THEME_COOKIE } from '@/components/ui/theme.ts'
import { isAnalysisId } from '@/lib/benchling/key.ts'
import packageFile from '@/package.json' with { type: 'json' }
import { AnalysisWorkbench } from './analysis-workbench.tsx'

export const metadata: Metadata = { title: 'Analysis' }

interface Props {
  readonly params: Promise<{ analysisId: string }>
}

export default async function Page({ params }: Props) {
  const { analysisId } = await params
  if (!isAnalysisId(analysisId)) notFound()
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return <AnalysisWorkbench analysisId={analysisId} theme={theme} version={packageFile.version} />
}
