import { Check, TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './header-bar.module.css'

export type SaveState =
  | { readonly kind: 'nothing' }
  /** Work of an earlier visit was taken up again and nothing has changed since. */
  | { readonly kind: 'kept' }
  /** At a local time such as 14:32; `isHereOnly`: the server does not have it yet, this browser does. */
  | { readonly kind: 'saved'; readonly at: string; readonly isHereOnly?: boolean }
  /** Another tab changed the work, and this one shows it. */
  | { readonly kind: 'other-tab'; readonly at: string }
  | { readonly kind: 'unsaved'; readonly reason: string }

/** Says only what storage confirmed. */
export function SaveIndicator({ state }: { state: SaveState }) {
  if (state.kind === 'nothing') return <span className={styles.saved}>No changes</span>
  if (state.kind !== 'unsaved') {
    return (
      <span className={styles.saved} title="Mapping, bounds and exclusions are kept in this browser">
        <Check size={16} aria-hidden />
        {state.kind === 'kept'
          ? 'Saved earlier'
          : `${state.kind === 'saved' ? 'Saved' : 'Updated from another tab'} ${state.at}`}
        {state.kind === 'saved' && state.isHereOnly === true && ', only here'}
      </span>
    )
  }
  return (
    <span className={classNames(styles.saved, styles.unsaved)} title={state.reason}>
      <TriangleAlert size={16} aria-hidden />
      Not saved
    </span>
  )
}
