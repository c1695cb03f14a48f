import { HomeLink } from '@/components/ui/home-link.tsx'
import { EmptyPage } from '@/components/ui/empty-page.tsx'

export default function NotFound() {
  return (
    <EmptyPage title="No such table">
      <p>Tables are kept in the browser they were pasted or opened in.</p>
      <p>
        <HomeLink>Paste or open a table</HomeLink>
      </p>
    </EmptyPage>
  )
}
