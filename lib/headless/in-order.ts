/**
 * Runs items side by side and gives their results in the order of the items, each as soon as it and all before it are
 * there. At most `most` items are taken and not given back yet: a slow reader stops the source, and a slow item does not
 * let the others pile up. A failed run fails the whole; a failed source does once all that it gave is given back.
 */
export async function* inOrder<Item, Value>(
  source: AsyncIterable<Item>,
  run: (item: Item) => Promise<Value>,
  most: number,
): AsyncGenerator<Value> {
  const items = source[Symbol.asyncIterator]()
  const running: Promise<Event<Item, Value>>[] = []
  let next: Promise<Event<Item, Value>> | null = null
  let end: End | null = null
  try {
    for (;;) {
      if (end === null && next === null && running.length < most) next = items.next().then(arrived, failed)
      const [head] = running
      const open = [...(next === null ? [] : [next]), ...(head === undefined ? [] : [head])]
      if (open.length === 0) break
      const event = await Promise.race(open)
      if (event.kind === 'result') {
        void running.shift()
        yield event.value
        continue
      }
      next = null
      if (event.kind === 'item') running.push(started(run(event.item)))
      else end = event
    }
    if (end?.kind === 'failed') throw end.error
  } finally {
    // Not awaited: a source that waits for its next item would hold everything up.
    items.return?.().catch(() => undefined)
  }
}

type End = { readonly kind: 'end' } | { readonly kind: 'failed'; readonly error: unknown }

type Event<Item, Value> =
  { readonly kind: 'item'; readonly item: Item } | { readonly kind: 'result'; readonly value: Value } | End

function arrived<Item>({ done, value }: IteratorResult<Item, unknown>): Event<Item, never> {
  return done === true ? { kind: 'end' } : { kind: 'item', item: value }
}

function failed(error: unknown): End {
  return { kind: 'failed', error }
}

function started<Value>(run: Promise<Value>): Promise<Event<never, Value>> {
  const result = run.then((value) => ({ kind: 'result', value }) as const)
  // It is looked at when its turn comes; until then its failure is nobody's surprise.
  result.catch(() => undefined)
  return result
}
