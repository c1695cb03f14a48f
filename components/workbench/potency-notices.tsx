import { useMemo } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { contradictionText } from '@/lib/workbench/contradiction-sentence.ts'
import { decidingPoint, decidingSentence } from '@/lib/workbench/deciding-point.ts'
import { includedPoints } from '@/lib/workbench/selectors.ts'
import { ContradictionNotice } from './contradiction-notice.tsx'
import OutlierNotice from './outlier-notice.tsx'
import styles from './potency-card.module.css'
import type { Bench } from './use-bench.ts'
import { useHeld } from './use-held.ts'
import { badgePages } from './verdict/guide-pages.ts'

/** Under the potency: what the data say against the fit as it is, each with the way out. */
export default function PotencyNotices({ bench }: { readonly bench: Bench }) {
  return (
    <>
      <Contradicted bench={bench} />
      <OutlierNotice bench={bench} />
      <Decided bench={bench} />
      <LimitsNeedSquares bench={bench} />
      <Badges bench={bench} />
    </>
  )
}

/** What the guide says about each badge that did not decide the verdict. */
function Badges({ bench: { entry } }: { readonly bench: Bench }) {
  const pages = entry ? badgePages(entry.fit) : []
  if (pages.length === 0) return null
  return (
    <div className={styles.badges}>
      {pages.map(({ page, words }) => (
        <HelpLink key={page} to={page}>
          {words}
        </HelpLink>
      ))}
    </div>
  )
}

/** Limits are fitted by their likelihood, which a robust loss and weights from the curve have none of. */
function LimitsNeedSquares({ bench: { curve, work, dispatch } }: { readonly bench: Bench }) {
  const { method } = work
  const isRefused = method.loss !== 'squares' || method.weighting !== 'none'
  const included = curve && includedPoints(work, curve)
  if (!isRefused || !curve?.censoring?.some((side, i) => side !== 0 && included?.[i] === true)) return null
  return (
    <Notice
      tone="warning"
      className={styles.contradiction}
      title="Limits such as <0.5 need equal weights and least squares"
      actions={
        <Button
          look="link"
          onClick={() =>
            dispatch({
              kind: 'set-method',
              method: { ...method, loss: 'squares', weighting: 'none' },
              label: 'fit by least squares',
            })
          }
        >
          Fit by least squares
        </Button>
      }
    >
      They are fitted as censored, by their likelihood. Another way out: answer the question about them anew,
      or exclude them.
    </Notice>
  )
}

/** Named while the page rests: while a handle is dragged no fits without a well are made. */
function Decided({ bench }: { readonly bench: Bench }) {
  const { curve, entry, potencyName } = bench
  const deciding = curve && entry && decidingPoint(entry.fit, curve, entry.isIncluded)
  if (!deciding) return null
  return (
    <Notice tone="warning" className={styles.contradiction} title="One point decides">
      {decidingSentence(deciding, potencyName)}
    </Notice>
  )
}

function Contradicted({ bench }: { bench: Bench }) {
  const { curve, entry, work, dispatch } = bench
  const { doseUnit } = work.mapping
  const found = useMemo(() => {
    const doses = curve?.dose.filter((_, i) => entry?.isIncluded[i] === true)
    return doses && entry ? contradictionText(entry.fit, { doses, unit: doseUnit }) : null
  }, [curve, entry, doseUnit])
  const text = useHeld(found, curve?.id ?? '', bench.isStale)
  if (!text || !curve || !entry) return null
  const own = work.curves[curve.id]?.constraints ?? {}
  const isOwn = own.bottom !== undefined || own.top !== undefined
  const free = () => {
    for (const parameter of ['bottom', 'top'] as const) {
      dispatch({
        kind: 'set-constraint',
        curveId: curve.id,
        parameter,
        constraint: { kind: 'free' },
        label: 'free the plateaus',
        gesture: `free-${curve.id}-${entry.key}`,
      })
    }
  }
  return (
    <ContradictionNotice
      title={text.title}
      detail={text.detail}
      onFree={free}
      onReturn={
        isOwn
          ? () => dispatch({ kind: 'reset-curve', curveId: curve.id, label: 'return to the policy' })
          : null
      }
    />
  )
}
