/**
 * Runs items side by side and gives their results in the order of the items, each as soon as it and all before it are
 * there. At most `most` items are taken and not given back yet: a slow reader stops the source, and a slow item does not
 * let the others pile up. A failed run fails the whole.
 */
export async function* inOrder<Item, Value>(
  source: AsyncIterable<Item>,
  run: (item: Item) => Promise<Value>,
  most: number,
): AsyncGenerator<Value> {
  const items = source[Symbol.asyncIterator]()
  const running: Promise<Event<Item, Value>>[] = []
  let next: Promise<Event<Item, Value>> | null = null
  let isOver = false
  try {
    for (;;) {
      if (!isOver && next === null && running.length < most) next = watched(items.next().then(arrived))
      const [head] = running
      const open = [...(next === null ? [] : [next]), ...(head === undefined ? [] : [head])]
      if (open.length === 0) return
      const event = await Promise.race(open)
      if (event.kind === 'result') {
        void running.shift()
        yield event.value
        continue
      }
      next = null
      if (event.kind === 'end') isOver = true
      else running.push(started(run(event.item)))
    }
  } finally {
    // Not awaited: a source that waits for its next item would hold everything up.
    items.return?.().catch(() => undefined)
  }
}

type Event<Item, Value> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'end' }
  | { readonly kind: 'result'; readonly value: Value }

function arrived<Item>({ done, value }: IteratorResult<Item, unknown>): Event<Item, never> {
  return done === true ? { kind: 'end' } : { kind: 'item', item: value }
}

function started<Value>(run: Promise<Value>): Promise<Event<never, Value>> {
  return watched(run.then((value) => ({ kind: 'result', value }) as const))
}

/** It is looked at when its turn comes; until then its failure is nobody's surprise. */
function watched<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}
