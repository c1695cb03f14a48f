'use client'

import { Button } from '@/components/ui/button.tsx'
import { Mark } from '@/components/ui/mark.tsx'
import text from '@/components/ui/text.module.css'
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx'
import type { Theme } from '@/components/ui/theme.ts'
import type { OpenedAnalysis, StartActions } from '@/lib/workbench/ports.ts'
import { KeyField } from './key-field.tsx'
import styles from './start-page.module.css'
import { useKeyEntry } from './use-key-entry.ts'

interface Props {
  readonly actions: StartActions
  readonly theme: Theme
  onOpened(opened: OpenedAnalysis): void
}

export function StartPage({ actions, theme, onOpened }: Props) {
  const entry = useKeyEntry({ actions, onOpened })
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.mark}>
          <Mark />
          Halfmax
        </span>
        <ThemeSwitch initial={theme} />
      </header>
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
          onPaste={entry.paste}
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
      </main>
    </div>
  )
}
