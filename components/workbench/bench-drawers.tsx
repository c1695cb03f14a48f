import { lazy, useState, type ComponentType, type LazyExoticComponent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import styles from './bench-drawers.module.css'
import type { Ghost } from './compare/ghost.ts'
import type { PlotOptions } from './plot-toolbar.tsx'
import type { Bench } from './use-bench.ts'
import type { Figure } from './use-figure.ts'

export interface DrawerProps {
  readonly bench: Bench
  readonly figure: Figure
  readonly plot: PlotView
  /** Single keys may act while the drawer has the focus. */
  readonly hasLetterKeys: boolean
  /** A fit that is looked at without being taken: a line over the plot while it is not null. */
  onTry(ghost: Ghost | null): void
  /** Opens the push panel on a push. */
  onShowPush(pushId: string): void
  onClose(): void
}

/** How the plot draws what is on it. */
export interface PlotView {
  readonly options: PlotOptions
  onOptions(options: PlotOptions): void
}

interface Drawer {
  readonly id: string
  readonly title: string
  /** Loaded when it is first opened: the page starts without it. */
  readonly Content: LazyExoticComponent<ComponentType<DrawerProps>>
}

/** In the order of the bar under the plot; the guide's page about each has its id. */
const DRAWERS: readonly Drawer[] = [
  { id: 'fits', title: 'Other fits', Content: lazy(() => import('./alternatives/other-fits-drawer.tsx')) },
  {
    id: 'before',
    title: 'Before and after',
    Content: lazy(() => import('./history/before-drawer.tsx')),
  },
  { id: 'compare', title: 'Compare curves', Content: lazy(() => import('./compare/compare-drawer.tsx')) },
  { id: 'linked', title: 'Linked curves', Content: lazy(() => import('./linked/linked-drawer.tsx')) },
  { id: 'plates', title: 'Plates', Content: lazy(() => import('./plates/plates-drawer.tsx')) },
  { id: 'runs', title: 'Runs', Content: lazy(() => import('./runs/runs-drawer.tsx')) },
  { id: 'policies', title: 'Policies', Content: lazy(() => import('./policies/policies-drawer.tsx')) },
  { id: 'export', title: 'Export', Content: lazy(() => import('./record/export-drawer.tsx')) },
]

/** Parts that open on demand between the plot and the methods, one at a time. */
export function BenchDrawers(props: Omit<DrawerProps, 'onClose'>) {
  const [openId, setOpenId] = useState<string | null>(null)
  if (DRAWERS.length === 0) return null
  const open = DRAWERS.find(({ id }) => id === openId)
  return (
    <>
      <div className={styles.bar} role="group" aria-label="More about this curve">
        {DRAWERS.map(({ id, title }) => (
          <Button
            key={id}
            size="compact"
            look="plain"
            aria-expanded={id === openId}
            onClick={() => setOpenId(id === openId ? null : id)}
          >
            {title}
          </Button>
        ))}
        <HelpLink to={open?.id ?? 'plot'}>{open?.title.toLowerCase() ?? 'plot'}</HelpLink>
      </div>
      {open && (
        <section className={styles.drawer} aria-label={open.title}>
          <LatePart key={open.id} name={open.title}>
            <open.Content {...props} onClose={() => setOpenId(null)} />
          </LatePart>
        </section>
      )}
    </>
  )
}
