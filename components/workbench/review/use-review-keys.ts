import { useWindowKeys } from '@/components/ui/use-window-keys.ts'

export interface ReviewKeys {
  readonly hasLetters: boolean
  step(move: number): void
  approve(): void
  reject(): void
  lookAgain(): void
  togglePoint(): void
  reason(digit: number): void
  undo(): void
  search(): void
}

/** The letters of the review, from anywhere on its page but a text field, a list of choices or an open dialog. */
export function useReviewKeys(keys: ReviewKeys): void {
  useWindowKeys((event) => {
    if (!keys.hasLetters || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target))
      return
    const act = actOf(keys, event.key)
    if (!act) return
    event.preventDefault()
    act()
  })
}

function actOf(keys: ReviewKeys, key: string): (() => void) | null {
  if (/^[1-9]$/.test(key)) return () => keys.reason(Number(key))
  const acts: Readonly<Record<string, () => void>> = {
    j: () => keys.step(1),
    k: () => keys.step(-1),
    a: keys.approve,
    r: keys.reject,
    l: keys.lookAgain,
    x: keys.togglePoint,
    z: keys.undo,
    '/': keys.search,
  }
  return acts[key.toLowerCase()] ?? null
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('dialog, select, textarea') !== null) return true
  return target instanceof HTMLInputElement && ['text', 'search', 'number'].includes(target.type)
}
