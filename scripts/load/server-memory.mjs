const MB = 1e6
const GAUGES = {
  rss: 'process_resident_memory_bytes',
  heap: 'nodejs_heap_size_used_bytes',
  external: 'nodejs_external_memory_bytes',
}

/** @returns {Promise<{ rss: number, heap: number, external: number }>} of the server, in MB, as it says itself */
export async function serverMemory(appUrl) {
  const text = await (await fetch(new URL('/metrics', appUrl))).text()
  const entries = Object.entries(GAUGES).map(([name, gauge]) => {
    const value = new RegExp(`^${gauge} (\\d+)$`, 'm').exec(text)?.[1]
    if (value === undefined) throw new Error(`/metrics does not name ${gauge}`)
    return [name, Number(value) / MB]
  })
  return Object.fromEntries(entries)
}
