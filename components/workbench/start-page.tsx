'use client'

import { lazy } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import { Mark } from '@/components/ui/mark.tsx'
import text from '@/components/ui/text.module.css'
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx'
import type { Theme } from '@/components/ui/theme.ts'
import type { AnalysisSummary, OpenedAnalysis, StartActions } from '@/lib/workbench/ports.ts'
import { KeyField } from './key-field.tsx'
import { looksLikeTable } from './local/looks-like-table.ts'
import { TableEntry } from './local/table-entry.tsx'
import { useTableEntry } from './local/use-table-entry.ts'
import styles from './start-page.module.css'
import { useKeyEntry } from './use-key-entry.ts'

const KeptList = lazy(() => import('./local/kept-list.tsx'))
const TableCheck = lazy(() => import('./local/table-check.tsx'))

interface Props {
  readonly actions: StartActions
  readonly theme: Theme
  onOpened(opened: OpenedAnalysis): void
  /** A table was read and kept in this browser. */
  onTable(table: AnalysisSummary): void
}

export function StartPage({ actions, theme, onOpened, onTable }: Props) {
  const entry = useKeyEntry({ actions, onOpened })
  const tables = useTableEntry()
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.mark}>
          <Mark />
          Halfmax
        </span>
        <span className={styles.tools}>
          <HelpLink to="index">the guide</HelpLink>
          <ThemeSwitch initial={theme} />
        </span>
      </header>
      {tables.table ? (
        <LatePart name="Reading tables">
          <TableCheck
            key={tables.table.id}
            source={tables.table.source}
            onOpen={onTable}
            onLeave={tables.leave}
          />
        </LatePart>
      ) : (
        <main className={styles.main}>
          <h1>Open a Benchling analysis</h1>
          <p className={text.muted}>
            Fit its dose-response curves, judge each potency, write the results back.
          </p>
          <label htmlFor="analysis-key">Analysis key</label>
          <KeyField
            shown={entry.shown}
            isMasked={entry.isMasked}
            state={entry.state}
            isBusy={entry.isBusy}
            onChange={entry.change}
            onPaste={(pasted) => (looksLikeTable(pasted) ? tables.enter(pasted) : entry.paste(pasted))}
            onSubmit={entry.submit}
          />
          <p className={styles.sample}>
            <Button
              onClick={entry.openSample}
              disabledReason={entry.isBusy ? 'An analysis is being opened' : null}
            >
              Try the sample analysis
            </Button>
            Cell mortality at 24 h and 48 h, 42 wells
          </p>
          <div className={styles.or}>or without Benchling</div>
          <TableEntry isOver={tables.isOver} onTable={tables.enter} />
          <LatePart name="The list of kept tables">
            <KeptList />
          </LatePart>
        </main>
      )}
    </div>
  )
}
