import { OUTPUT_STEPS } from '@/lib/outputs/output-steps.ts'
import type { OutputStep, OutputView, PushView } from '@/lib/outputs/push-view.ts'

export type StepState = 'todo' | 'done' | 'now' | 'failed'

/** State of each of the four steps of one output; all to do before a push. */
export function stepStates(
  view: OutputView | null,
): readonly { readonly step: OutputStep; readonly state: StepState }[] {
  const at = view === null ? -1 : OUTPUT_STEPS.indexOf(view.step)
  return OUTPUT_STEPS.map((step, index) => {
    if (view === null || index > at) return { step, state: 'todo' }
    if (index < at || view.status === 'done') return { step, state: 'done' }
    if (view.status === 'failed') return { step, state: 'failed' }
    return { step, state: view.status === 'running' ? 'now' : 'todo' }
  })
}

export function countSteps(push: PushView): { readonly done: number; readonly total: number } {
  const states = push.outputs.flatMap((output) => stepStates(output))
  return { done: states.filter(({ state }) => state === 'done').length, total: states.length }
}

export function isEnded(push: PushView): boolean {
  return push.state === 'done' || push.state === 'partly' || push.state === 'failed'
}

export function pushTitle(push: PushView | null): string {
  if (push === null) return 'Push to Benchling'
  const arrived = push.outputs.filter(({ status }) => status === 'done').length
  switch (push.state) {
    case 'queued':
    case 'running':
      return 'Pushing to Benchling'
    case 'waiting':
      return 'Waiting for Benchling'
    case 'done':
      return 'Pushed to Benchling'
    case 'partly':
      return `${arrived} of ${push.outputs.length} outputs pushed`
    case 'failed':
      return 'Nothing was attached'
  }
}

/** "3 outputs attached", "2 of 3 outputs attached". */
export function pushOutcome({ outputs }: PushView): string {
  const arrived = outputs.filter(({ status }) => status === 'done').length
  const count = `${outputs.length} ${outputs.length === 1 ? 'output' : 'outputs'} attached`
  return arrived === outputs.length ? count : `${arrived} of ${count}`
}

/** "1.1 kB": decimal units, two figures below ten. */
export function byteText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, 'kB'] : [bytes / 1e6, 'MB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

/** The receipt as a text file: what was written where, by whom and when. No secrets exist in it to leave out. */
export function receiptText(push: PushView): string {
  return JSON.stringify(push, null, 2) + '\n'
}
