import { Columns3, Rows3 } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import type { Bench } from '../use-bench.ts'
import { usePondering } from './use-pondering.ts'
import { wellsOfDose, wellsOfReplicate } from './wells-of.ts'

/** Takes out every well of the dose, or of the replicate, that a well belongs to. */
export default function MoreWells({ bench, row }: { readonly bench: Bench; readonly row: number }) {
  const { curve } = bench
  const pondering = usePondering(bench)
  if (!curve?.rows.includes(row)) return null
  const acts = [
    { name: 'Exclude the whole dose', rows: wellsOfDose(curve, row), Icon: Columns3 },
    { name: 'Exclude the whole replicate', rows: wellsOfReplicate(curve, row), Icon: Rows3 },
  ]
  return acts.map(({ name, rows, Icon }) => (
    <Button
      key={name}
      look="icon"
      size="compact"
      aria-label={name}
      title={name}
      {...pondering({ rows, curveId: curve.id })}
      onClick={() => bench.toggleWells({ rows, curveId: curve.id })}
    >
      <Icon size={14} aria-hidden />
    </Button>
  ))
}
