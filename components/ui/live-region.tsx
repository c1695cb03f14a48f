import { VisuallyHidden } from './visually-hidden.tsx'

/** The page's one polite live region: results of refits and pushes, summarised by whoever knows them. */
export function LiveRegion({ message }: { message: string }) {
  return (
    <div role="status" aria-live="polite">
      <VisuallyHidden>{message}</VisuallyHidden>
    </div>
  )
}
