import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Problem, Result } from '@/lib/result.ts'
import type { OpenedAnalysis, StartActions } from '@/lib/workbench/ports.ts'
import { maskKey, previewKey } from './key-preview.ts'
import type { KeyState } from './key-state.ts'

interface Options {
  readonly actions: StartActions
  onOpened(opened: OpenedAnalysis): void
}

/** Holds the pasted key for as long as the page needs it, and shows only its mask. */
export function useKeyEntry({ actions, onOpened }: Options) {
  const [key, setKey] = useState('')
  const opening = useMutation({
    mutationFn: (text: string | null): Promise<Result<OpenedAnalysis, Problem>> =>
      text === null ? actions.openSample() : actions.openAnalysis({ key: text }),
    onSuccess: (result) => {
      if (result.ok) onOpened(result.value)
    },
  })

  /** While the mask shows, an edit of it clears the field; whole new text replaces the key. */
  const change = (text: string) => {
    if (opening.isPending) return
    opening.reset()
    setKey(text.includes('•') ? '' : text)
  }
  const paste = (text: string) => {
    if (opening.isPending) return
    const trimmed = text.trim()
    opening.reset()
    setKey(trimmed)
    if (previewKey(trimmed)) opening.mutate(trimmed)
  }

  const isMasked = key.length > 24 || key.includes(':')
  return {
    shown: isMasked ? maskKey(key) : key,
    isMasked,
    state: stateOf(key, opening),
    isSample: opening.variables === null,
    isBusy: opening.isPending || opening.data?.ok === true,
    change,
    paste,
    submit: () => opening.mutate(key),
    openSample: () => opening.mutate(null),
  }
}

interface Opening {
  readonly isPending: boolean
  readonly isError: boolean
  readonly data: Result<OpenedAnalysis, Problem> | undefined
}

function stateOf(key: string, opening: Opening): KeyState {
  const preview = previewKey(key)
  if (opening.isPending) return { kind: 'checking', preview }
  if (opening.isError) return { kind: 'failed', problem: SERVER_SILENT }
  if (opening.data?.ok === true) {
    return { kind: 'accepted', analysisId: opening.data.value.analysisId, host: preview?.host ?? null }
  }
  if (opening.data?.ok === false) return { kind: 'failed', problem: opening.data.error }
  return { kind: key === '' ? 'empty' : 'entered' }
}

/** An action that throws says nothing about why: the connection to this dashboard itself is gone. */
const SERVER_SILENT: Problem = {
  kind: 'dashboard-unreachable',
  title: 'Halfmax did not answer',
  detail: 'The page could not reach its own server. Your key is kept here; try again.',
  isRetryable: true,
  retryAfterS: null,
  requestId: null,
}
