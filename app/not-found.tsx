import { HomeLink } from '@/components/ui/home-link.tsx'
import { EmptyPage } from '@/components/ui/empty-page.tsx'

export default function NotFound() {
  return (
    <EmptyPage title="No such page">
      <p>The address leads nowhere here.</p>
      <p>
        <HomeLink>Open an analysis by its key</HomeLink>
      </p>
    </EmptyPage>
  )
}
