import type { ReactNode } from 'react'

interface Props {
  readonly className?: string | undefined
  readonly children: ReactNode
}

/**
 * Back to the start page by loading it: Next's own link goes there without a load, and costs every workbench 6 kB
 * before its first curve. Leaving in the middle of a push is asked about by the browser either way.
 */
export function HomeLink({ className, children }: Props) {
  return (
    // oxlint-disable-next-line next/no-html-link-for-pages
    <a className={className} href="/">
      {children}
    </a>
  )
}
