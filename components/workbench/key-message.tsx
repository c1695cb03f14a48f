import { Notice } from '@/components/ui/notice.tsx'
import styles from './key-field.module.css'
import { toneOfProblem, type KeyState } from './key-state.ts'

/** The one line under the key field. */
export function KeyMessage({ state }: { state: KeyState }) {
  switch (state.kind) {
    case 'empty':
    case 'entered':
      return (
        <p>Copied from the analysis in Benchling. Masked once pasted; it never enters the address bar.</p>
      )
    case 'checking':
      return (
        <Notice tone="info" title="Checking the key" className={styles.state}>
          {state.preview?.host ? `Asking ${state.preview.host}` : 'Asking the tenant'}
        </Notice>
      )
    case 'accepted':
      return (
        <Notice tone="success" title="Key accepted" className={styles.state}>
          {state.host ? `Tenant ${state.host}, analysis ` : 'Analysis '}
          {state.analysisId}
        </Notice>
      )
    case 'failed':
      return (
        <Notice tone={toneOfProblem(state.problem)} title={state.problem.title} className={styles.state}>
          {state.problem.detail}
          {state.problem.requestId !== null && ` Request ${state.problem.requestId}`}
        </Notice>
      )
  }
}
