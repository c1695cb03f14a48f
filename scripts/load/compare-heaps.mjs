/** So far up from what is new it is told who holds it. */
const STEPS = 7

/**
 * What lies in a heap that did not lie there before, by who holds it. What is new and reached through something new counts
 * as that one's; alike ones are put together.
 *
 * @param {object} before  and `after`: heap snapshots of one process, as V8 writes them
 * @returns {{ holders: string, count: number, bytes: number }[]} largest first; `holders` from what is new towards the root
 */
export function compareHeaps(before, after) {
  const lastId = lastIdOf(readHeap(before))
  const heap = readHeap(after)
  const tree = shortestPaths(heap)
  const topOf = new Int32Array(heap.count).fill(-1)
  const groups = new Map()
  const holdersOfTop = new Map()
  for (const node of tree.order) {
    if (heap.id(node) <= lastId) continue
    const above = topOf[tree.parent[node]]
    const top = above === -1 ? node : above
    topOf[node] = top
    if (top === node) holdersOfTop.set(node, holdersOf(heap, tree, node))
    const holders = holdersOfTop.get(top)
    const group = groups.get(holders) ?? { holders, count: 0, bytes: 0 }
    groups.set(holders, group)
    if (top === node) group.count += 1
    group.bytes += heap.bytes(node)
  }
  return [...groups.values()].toSorted((a, b) => b.bytes - a.bytes)
}

/** Numbers of a snapshot by their names in it. */
function readHeap({ snapshot: { meta }, nodes, edges, strings }) {
  const width = meta.node_fields.length
  const edgeWidth = meta.edge_fields.length
  const count = nodes.length / width
  const place = (field) => meta.node_fields.indexOf(field)
  const [type, name, id, size, edgeCount] = ['type', 'name', 'id', 'self_size', 'edge_count'].map(place)
  const firstEdge = new Uint32Array(count + 1)
  for (let node = 0; node < count; node += 1)
    firstEdge[node + 1] = firstEdge[node] + nodes[node * width + edgeCount]
  const edgeType = (edge) => meta.edge_types[0][edges[edge * edgeWidth]]
  return {
    count,
    firstEdge,
    id: (node) => nodes[node * width + id],
    bytes: (node) => nodes[node * width + size],
    isWeak: (edge) => edgeType(edge) === 'weak',
    target: (edge) => edges[edge * edgeWidth + 2] / width,
    nodeName: (node) => {
      const kind = meta.node_types[0][nodes[node * width + type]]
      return /string/.test(kind) ? kind : strings[nodes[node * width + name]].slice(0, 40) || kind
    },
    edgeName: (edge) => {
      const isNumbered = ['element', 'hidden'].includes(edgeType(edge))
      // Numbers within names tell alike ones apart.
      return isNumbered ? '[]' : strings[edges[edge * edgeWidth + 1]].slice(0, 30).replaceAll(/\d{3,}/g, '#')
    },
  }
}

function lastIdOf(heap) {
  let last = 0
  for (let node = 0; node < heap.count; node += 1) last = Math.max(last, heap.id(node))
  return last
}

/** From the root, nearest first: who holds each, and by which edge. */
function shortestPaths(heap) {
  const parent = new Int32Array(heap.count).fill(-1)
  const edgeTo = new Int32Array(heap.count).fill(-1)
  const order = [0]
  parent[0] = 0
  for (const node of order) {
    for (let edge = heap.firstEdge[node]; edge < heap.firstEdge[node + 1]; edge += 1) {
      const target = heap.target(edge)
      if (parent[target] !== -1 || heap.isWeak(edge)) continue
      parent[target] = node
      edgeTo[target] = edge
      order.push(target)
    }
  }
  return { parent, edgeTo, order }
}

function holdersOf(heap, { parent, edgeTo }, node) {
  const steps = [heap.nodeName(node)]
  for (let at = node; at !== 0 && steps.length < STEPS; at = parent[at]) {
    const step = `.${heap.edgeName(edgeTo[at])} of ${heap.nodeName(parent[at])}`
    if (step !== steps.at(-1)) steps.push(step)
  }
  return steps.join(' ')
}
