import type { SORTS, SortKey } from '@/lib/workbench/review-order.ts'

/** What an order goes by, within a sentence. */
export function sortWords(sort: SortKey, potencyName: string): string {
  const words: Readonly<Record<(typeof SORTS)[number], string>> = {
    place: 'table order',
    name: 'name',
    potency: potencyName,
    effect: 'effect',
    slope: 'slope',
    interval: 'interval width',
    sd: 'residual SD',
    verdict: 'verdict',
    class: 'curve class',
    flags: 'number of flags',
    mark: 'your mark',
  }
  return sort in words ? words[sort as keyof typeof words] : sort.slice('group:'.length)
}
