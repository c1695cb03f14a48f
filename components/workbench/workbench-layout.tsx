import { SlidersHorizontal, Table } from 'lucide-react'
import { useState, type CSSProperties, type ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { Splitter } from '@/components/ui/splitter.tsx'
import { useMediaQuery } from '@/components/ui/use-media-query.ts'
import styles from './workbench-layout.module.css'

interface Props {
  readonly header: ReactNode
  readonly table: ReactNode
  readonly plot: ReactNode
  readonly potency: ReactNode
  /** Under the potency: what stands behind it. */
  readonly closer: ReactNode
  readonly parameters: ReactNode
  /** In place of table and parameters while it is open. */
  readonly push: ReactNode | null
  /** All curves in place of the panes of one. */
  readonly review?: ReactNode | null
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
      {(props.push === null && props.review) || <Panes {...props} />}
    </div>
  )
}

/** Shares of a 1440 px window: table and plot 38 to 62 of what 320 px of parameters leave. */
const TABLE_PERCENT = 30.5
const PARAMETERS_PERCENT = 22.2

function WidePanes({ table, plot, potency, closer, parameters }: Props) {
  const [left, setLeft] = useState(TABLE_PERCENT)
  // Null until it is moved: 320 px whatever the window.
  const [right, setRight] = useState<number | null>(null)
  const sizes = { '--left': `${left}%`, '--right': right === null ? '320px' : `${right}%` } as CSSProperties
  return (
    <main className={styles.wide} style={sizes}>
      <section className={classNames(styles.pane, styles.side)} aria-label="Curves and raw table">
        {table}
      </section>
      <Splitter
        label="Width of the table"
        orientation="vertical"
        sizes="before"
        percent={left}
        min={20}
        max={50}
        onChange={setLeft}
      />
      <section className={classNames(styles.pane, styles.scrolling)} aria-label="Plot">
        {plot}
      </section>
      <Splitter
        label="Width of the parameters"
        orientation="vertical"
        sizes="after"
        percent={right ?? PARAMETERS_PERCENT}
        min={18}
        max={34}
        onChange={setRight}
      />
      <SidePane parameters={parameters} potency={potency} closer={closer} />
    </main>
  )
}

function MediumPanes({ table, plot, potency, closer, parameters }: Props) {
  const [top, setTop] = useState(60)
  return (
    <main className={styles.medium}>
      <div className={styles.stack} style={{ '--top': `${top}%` } as CSSProperties}>
        <section className={classNames(styles.pane, styles.scrolling)} aria-label="Plot">
          {plot}
        </section>
        <Splitter
          label="Height of the plot"
          orientation="horizontal"
          sizes="before"
          percent={top}
          min={35}
          max={75}
          onChange={setTop}
        />
        <section className={classNames(styles.pane, styles.side)} aria-label="Curves and raw table">
          {table}
        </section>
      </div>
      <SidePane parameters={parameters} potency={potency} closer={closer} />
    </main>
  )
}

/** The potency stays in sight while the parameters scroll. */
function SidePane({ parameters, potency, closer }: Pick<Props, 'parameters' | 'potency' | 'closer'>) {
  return (
    <aside
      className={classNames(styles.pane, styles.side, styles.scrolling)}
      aria-label="Parameters and potency"
    >
      {parameters}
      <div className={styles.pinned}>{potency}</div>
      {closer}
    </aside>
  )
}

function NarrowPanes({ table, plot, potency, closer, parameters }: Props) {
  return (
    <main className={styles.narrow}>
      <section className={styles.plot} aria-label="Plot">
        {plot}
      </section>
      <aside className={styles.side} aria-label="Parameters and potency">
        {potency}
        {parameters}
        {closer}
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
      <section className={classNames(styles.pane, styles.scrolling)} aria-label="Plot">
        {plot}
      </section>
      <div className={styles.side}>{push}</div>
    </main>
  )
}
