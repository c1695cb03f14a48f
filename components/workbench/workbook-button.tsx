import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { outputFileName } from '@/lib/outputs/output-names.ts'
import type { OutputContext } from '@/lib/outputs/types.ts'
import { download } from './record/download.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface Props {
  readonly context: OutputContext
  /** Why it cannot be made yet, or null. */
  readonly blocked: string | null
}

/** Results, data, exclusions and policy as one workbook; what makes it is loaded when it is asked for. */
export function WorkbookButton({ context, blocked }: Props) {
  const [state, setState] = useState<'ready' | 'making' | 'failed'>('ready')
  const save = async () => {
    setState('making')
    try {
      const { workbookBytes } = await import('@/lib/outputs/workbook.ts')
      download(outputFileName(context.frameName, 'halfmax.xlsx'), await workbookBytes(context), TYPE)
      setState('ready')
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      <Button
        size="compact"
        disabledReason={blocked ?? (state === 'making' ? 'The workbook is being made' : null)}
        onClick={() => void save()}
      >
        <FileSpreadsheet size={16} aria-hidden />
        Download workbook
      </Button>
      {state === 'failed' && <span role="alert">The workbook could not be made. Try again.</span>}
    </>
  )
}
