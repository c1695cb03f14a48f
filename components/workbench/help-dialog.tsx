import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import text from '@/components/ui/text.module.css'
import styles from './help-dialog.module.css'

const KEYS = [
  [['[', ']'], 'previous, next curve'],
  [['↑', '↓'], 'previous, next point'],
  [['Shift ↑', 'Space'], 'select several points; with the mouse Shift or Ctrl and click'],
  [['Shift drag', 'Alt drag'], 'select by a box, by a lasso on the plot'],
  [['X'], 'exclude the selected points, or include them again'],
  [['1', '8'], 'take one of the other fits, in their order'],
  [['F'], 'fit the view to the data'],
  [['Esc'], 'let the selected points go'],
  [['Ctrl Z'], 'undo; with Shift redo'],
  [['?'], 'this list'],
] as const

const REVIEW_KEYS = [
  [['J', 'K'], 'next, previous curve'],
  [['A'], 'approve the curve and go to the next that is open'],
  [['R'], 'reject the curve'],
  [['L'], 'look at the curve again later'],
  [['1–9'], 'the reason of a mark, or of a well just excluded'],
  [['X'], 'exclude the ringed point, or include it again'],
  [['←', '→', '↑', '↓'], 'other curves in the grid, other points in the plot'],
  [['Z'], 'undo; Ctrl Shift Z redo'],
  [['/'], 'find curves by name'],
  [['?'], 'this list'],
] as const

interface Props {
  /** All curves are on show, which have keys of their own. */
  readonly isReview: boolean

  readonly hasLetters: boolean
  onLetters(hasLetters: boolean): void
  onClose(): void
}

export default function HelpDialog({ isReview, hasLetters, onLetters, onClose }: Props) {
  return (
    <Dialog title="Keyboard" isOpen onClose={onClose}>
      <dl className={styles.keys}>
        {(isReview ? REVIEW_KEYS : KEYS).map(([keys, meaning]) => (
          <KeyLine key={meaning} keys={keys} meaning={meaning} />
        ))}
      </dl>
      {!isReview && (
        <p className={text.muted}>Single letters act only while the plot or the table has the focus.</p>
      )}
      <div className={styles.choice}>
        <HelpLink to={isReview ? 'review#by-keyboard' : 'index'}>the guide</HelpLink>
      </div>
      <div className={styles.choice}>
        <Checkbox isChecked={hasLetters} onChange={onLetters}>
          Single letter keys
        </Checkbox>
      </div>
    </Dialog>
  )
}

function KeyLine({ keys, meaning }: { keys: readonly string[]; meaning: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key} className={text.key}>
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{meaning}</dd>
    </>
  )
}
