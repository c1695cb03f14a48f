import { SlidersHorizontal, Table } from 'lucide-react'
import type { ReactNode } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { useMediaQuery } from '@/components/ui/use-media-query.ts'
import styles from './workbench-layout.module.css'

interface Props {
  readonly header: ReactNode
  readonly table: ReactNode
  readonly plot: ReactNode
  readonly potency: ReactNode
  readonly parameters: ReactNode
  /** In place of table and parameters while it is open. */
  readonly push: ReactNode | null
  onClosePush(): void
}

/** Three panes, two and a side panel, or one column: the same parts in the order the width allows. */
export function WorkbenchLayout(props: Props) {
  const isWide = useMediaQuery('(min-width: 1280px)')
  const isMedium = useMediaQuery('(min-width: 768px)')
  const Panes = props.push !== null ? PushPanes : isWide ? WidePanes : isMedium ? MediumPanes : NarrowPanes
  return (
    <div className={classNames(styles.page, !isMedium && styles.narrowPage)}>
      {props.header}
      <Panes {...props} />
    </div>
  )
}

function WidePanes({ table, plot, potency, parameters }: Props) {
  return (
    <main className={styles.panes}>
      <Group orientation="horizontal">
        <Panel id="table" defaultSize="30.5%" minSize={400}>
          <section className={classNames(styles.pane, styles.side)} aria-label="Curves and raw table">
            {table}
          </section>
        </Panel>
        <Separator className={styles.handle} aria-label="Width of the table" />
        <Panel id="plot" minSize={420}>
          <section className={styles.pane} aria-label="Plot">
            {plot}
          </section>
        </Panel>
        <Separator className={styles.handle} aria-label="Width of the parameters" />
        <Panel
          id="parameters"
          defaultSize={320}
          minSize={300}
          maxSize={480}
          groupResizeBehavior="preserve-pixel-size"
        >
          <aside
            className={classNames(styles.pane, styles.side, styles.scrolling)}
            aria-label="Parameters and potency"
          >
            {parameters}
            {potency}
          </aside>
        </Panel>
      </Group>
    </main>
  )
}

function MediumPanes({ table, plot, potency, parameters }: Props) {
  return (
    <main className={styles.medium}>
      <Group orientation="vertical">
        <Panel id="plot" defaultSize="60%" minSize={320}>
          <section className={classNames(styles.pane, styles.scrolling)} aria-label="Plot">
            {plot}
          </section>
        </Panel>
        <Separator className={classNames(styles.handle, styles.flat)} aria-label="Height of the plot" />
        <Panel id="table" minSize={200}>
          <section className={classNames(styles.pane, styles.side)} aria-label="Curves and raw table">
            {table}
          </section>
        </Panel>
      </Group>
      <aside
        className={classNames(styles.pane, styles.side, styles.scrolling)}
        aria-label="Parameters and potency"
      >
        {parameters}
        {potency}
      </aside>
    </main>
  )
}

function NarrowPanes({ table, plot, potency, parameters }: Props) {
  return (
    <main className={styles.narrow}>
      <section className={styles.plot} aria-label="Plot">
        {plot}
      </section>
      <aside className={styles.side} aria-label="Parameters and potency">
        {potency}
        {parameters}
      </aside>
      <section
        className={classNames(styles.pane, styles.side, styles.table)}
        aria-label="Curves and raw table"
      >
        {table}
      </section>
    </main>
  )
}

function PushPanes({ plot, push, onClosePush }: Props) {
  const isWide = useMediaQuery('(min-width: 1280px)')
  if (!isWide) return <main className={styles.pushOnly}>{push}</main>
  return (
    <main className={styles.pushed}>
      <nav className={styles.rail} aria-label="Panes behind the push panel">
        <Button look="icon" aria-label="Back to the table" title="Back to the table" onClick={onClosePush}>
          <Table size={16} aria-hidden />
        </Button>
        <Button
          look="icon"
          aria-label="Back to the parameters"
          title="Back to the parameters"
          onClick={onClosePush}
        >
          <SlidersHorizontal size={16} aria-hidden />
        </Button>
      </nav>
      <section className={styles.pane} aria-label="Plot">
        {plot}
      </section>
      <div className={styles.side}>{push}</div>
    </main>
  )
}
