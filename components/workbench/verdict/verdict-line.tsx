import { HelpLink } from '@/components/ui/help-link.tsx'
import { decidingPages } from './guide-pages.ts'
import type { Bench } from '../use-bench.ts'
import { VerdictOverrideLine } from './verdict-override.tsx'

/** Under the verdict: what the reviewer says over the computed one, and what the guide says about it. */
export default function VerdictLine({ bench: { curve, entry, work, dispatch } }: { readonly bench: Bench }) {
  if (!curve || !entry) return null
  const { fit } = entry
  return (
    <VerdictOverrideLine
      computed={fit.relative.verdict.kind}
      override={work.overrides[curve.id] ?? null}
      onOverride={(override) =>
        dispatch({
          kind: 'set-override',
          curveIds: [curve.id],
          override,
          label: override ? `override the verdict of ${curve.label}` : 'take the computed verdict',
        })
      }
    >
      {decidingPages(fit).map(({ page, words }) => (
        <HelpLink key={page} to={page}>
          {words}
        </HelpLink>
      ))}
    </VerdictOverrideLine>
  )
}
