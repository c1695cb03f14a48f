import { expect, it } from 'vitest'
import { compareHeaps } from './compare-heaps.mjs'

type Node = readonly [name: string, id: number, bytes: number, edges: readonly Edge[]]
type Edge = readonly [type: 'property' | 'weak', name: string, to: number]

/** In the layout of V8's own files: https://github.com/v8/v8, HeapSnapshotJSONSerializer. */
function snapshotOf(nodes: readonly Node[]) {
  const strings: string[] = []
  const place = (text: string) => {
    if (!strings.includes(text)) strings.push(text)
    return strings.indexOf(text)
  }
  const edgeTypes = ['property', 'weak']
  return {
    snapshot: {
      meta: {
        node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'],
        node_types: [['object']],
        edge_fields: ['type', 'name_or_index', 'to_node'],
        edge_types: [edgeTypes],
      },
    },
    nodes: nodes.flatMap(([name, id, bytes, edges]) => [0, place(name), id, bytes, edges.length]),
    edges: nodes.flatMap(([, , , edges]) =>
      edges.flatMap(([type, name, to]) => [edgeTypes.indexOf(type), place(name), to * 5]),
    ),
    strings,
  }
}

it('gives what is new to whoever holds it, with all that hangs on it', () => {
  const before = snapshotOf([
    ['', 1, 0, [['property', 'kept', 1]]],
    ['Map', 3, 100, []],
  ])
  const after = snapshotOf([
    ['', 1, 0, [['property', 'kept', 1]]],
    // Two timers, each with a request; a string that nobody but a weak reference knows.
    [
      'Map',
      3,
      100,
      [...['first1000', 'second'].map((name, n) => ['property', name, n + 2] as const), ['weak', 'seen', 6]],
    ],
    ['Timeout', 5, 10, [['property', 'frame', 4]]],
    ['Timeout', 7, 10, [['property', 'frame', 5]]],
    ['Request', 9, 1000, []],
    ['Request', 11, 2000, []],
    ['Lost', 13, 9999, []],
  ])
  expect(compareHeaps(before, after)).toEqual([
    { holders: 'Timeout .second of Map .kept of object', count: 1, bytes: 2010 },
    { holders: 'Timeout .first# of Map .kept of object', count: 1, bytes: 1010 },
  ])
})

it('finds nothing new in the same heap', () => {
  const heap = snapshotOf([
    ['', 1, 0, [['property', 'kept', 1]]],
    ['Map', 3, 100, []],
  ])
  expect(compareHeaps(heap, heap)).toEqual([])
})
