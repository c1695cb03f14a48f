import Link from 'next/link'
import { EmptyPage } from '@/components/ui/empty-page.tsx'

export default function NotFound() {
  return (
    <EmptyPage title="No such page">
      <p>The address leads nowhere here.</p>
      <p>
        <Link href="/">Open an analysis by its key</Link>
      </p>
    </EmptyPage>
  )
}
