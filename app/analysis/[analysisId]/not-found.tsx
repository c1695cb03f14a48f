import Link from 'next/link'
import { EmptyPage } from '@/components/ui/empty-page.tsx'

export default function NotFound() {
  return (
    <EmptyPage title="No such analysis">
      <p>An analysis id looks like ana_Tx98nkEm.</p>
      <p>
        <Link href="/">Open an analysis by its key</Link>
      </p>
    </EmptyPage>
  )
}
