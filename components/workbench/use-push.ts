import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { StartPushInput } from '@/lib/outputs/push-input.ts'
import type { PushView } from '@/lib/outputs/push-view.ts'
import type { WorkbenchActions, WorkbenchReads } from '@/lib/workbench/ports.ts'
import { problemOf, retryUnlessProblem, valueOf } from './problem-error.ts'
import { isEnded } from './push-words.ts'

const POLL_MS = 700

interface Options {
  readonly analysisId: string
  readonly actions: WorkbenchActions
  readonly reads: WorkbenchReads
}

/** `latest`: what a reload finds; `new`: a push that is being put together. */
type Choice =
  { readonly kind: 'latest' } | { readonly kind: 'new' } | { readonly kind: 'push'; readonly id: string }

/** Hands a push over, follows it by polling, and finds the latest one again after a reload. */
export function usePush({ analysisId, actions, reads }: Options) {
  const client = useQueryClient()
  const [choice, setChoice] = useState<Choice>({ kind: 'latest' })
  const listKey = ['pushes', analysisId]
  const pushes = useQuery({
    queryKey: listKey,
    queryFn: async ({ signal }) => valueOf(await reads.listPushes(analysisId, signal)),
    retry: retryUnlessProblem,
  })
  const found = choice.kind === 'latest' ? latestToShow(pushes.data) : null
  // Once on show it stays there: the list, read again at its end, would no longer name it.
  if (found !== null) setChoice({ kind: 'push', id: found })
  const pushId = choice.kind === 'push' ? choice.id : found
  const push = useQuery({
    queryKey: ['push', pushId],
    enabled: pushId !== null,
    queryFn: async ({ signal }) => valueOf(await reads.readPush(pushId ?? '', signal)),
    initialData: () => pushes.data?.find((candidate) => candidate.pushId === pushId),
    initialDataUpdatedAt: 0,
    retry: retryUnlessProblem,
    refetchInterval: ({ state }) => (state.data && isEnded(state.data) ? false : POLL_MS),
    refetchIntervalInBackground: true,
  })
  const follow = (id: string) => {
    setChoice({ kind: 'push', id })
    void client.invalidateQueries({ queryKey: ['push', id] })
    void client.invalidateQueries({ queryKey: listKey })
  }
  const start = useMutation({
    mutationFn: async (input: StartPushInput) => valueOf(await actions.startPush(input)),
    onSuccess: (started) => follow(started.pushId),
  })
  const retry = useMutation({
    mutationFn: async (id: string) => valueOf(await actions.retryPush({ pushId: id })),
    onSuccess: (retried) => follow(retried.pushId),
  })
  useWarnBeforeLeaving(start.isPending)
  return {
    reads,
    /** Newest first. */
    pushes: pushes.data ?? NO_PUSHES,
    push: pushId === null ? null : (push.data ?? null),
    problem: problemOf(start.error ?? retry.error ?? push.error),
    /** The outputs handed over last were those of an earlier push, which is the one on show. */
    isRepeat: start.data?.isRepeat === true && start.data.pushId === pushId,
    isStarting: start.isPending,
    isRunning: pushId !== null && push.data !== undefined && !isEnded(push.data),
    start: start.mutate,
    retry: () => {
      if (pushId !== null) retry.mutate(pushId)
    },
    show: follow,
    showNew: () => {
      start.reset()
      retry.reset()
      setChoice({ kind: 'new' })
    },
  }
}

const NO_PUSHES: readonly PushView[] = []

/** After a reload a push that still goes on, or stopped half way, is what the reader looks for. */
function latestToShow(pushes: readonly PushView[] | undefined): string | null {
  const latest = pushes?.[0]
  return latest && latest.state !== 'done' ? latest.pushId : null
}

/** Only the hand-over needs this page; from then on the server does the rest. */
function useWarnBeforeLeaving(isHandingOver: boolean): void {
  useEffect(() => {
    if (!isHandingOver) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isHandingOver])
}
