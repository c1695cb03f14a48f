import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readRecord } from '@/app/server/read-record.ts'
import { EmptyPage } from '@/components/ui/empty-page.tsx'
import { HomeLink } from '@/components/ui/home-link.tsx'
import { isAnalysisId } from '@/lib/benchling/key.ts'
import { RecordFilter } from './record-filter.tsx'
import { RecordTable } from './record-table.tsx'
import styles from './record.module.css'

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  return { title: `Record of ${(await params).analysisId}` }
}

interface Props {
  readonly params: Promise<{ analysisId: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** Who did what in an analysis: made on the server, read without any script. */
export default async function Page({ params, searchParams }: Props) {
  const { analysisId } = await params
  if (!isAnalysisId(analysisId)) notFound()
  const given = await searchParams
  const [action, words, before] = ['action', 'text', 'before'].map((name) => textOf(given[name]))
  const query = { action: action ?? '', text: words ?? '' }
  const record = await readRecord({ analysisId, ...query, before: before === '' ? null : before })
  if (!record.ok) {
    return (
      <EmptyPage title={record.error.title}>
        <p>{record.error.detail}</p>
        <p>
          <HomeLink>Open an analysis by its key</HomeLink>
        </p>
      </EmptyPage>
    )
  }
  const { entries, older } = record.value
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Record of {analysisId}</h1>
        <a href={`/analysis/${analysisId}`}>Back to the curves</a>
      </header>
      <p className={styles.about}>
        Everything that was done here, newest first. Nothing of it can be changed or removed without being
        noticed.
      </p>
      <RecordFilter analysisId={analysisId} {...query} />
      <RecordTable entries={entries} isWhole={query.action === '' && query.text === '' && before === ''} />
      {before !== '' && <a href={`?${new URLSearchParams(query)}`}>Newest entries</a>}
      {older !== null && (
        <a href={`?${new URLSearchParams({ ...query, before: String(older) })}`}>Older entries</a>
      )}
    </main>
  )
}

function textOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
