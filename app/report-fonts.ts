import type { ReportFonts } from '@/lib/workbench/ports.ts'

/**
 * Roboto (Apache License 2.0): two files of 150 kB, asked for once a report has names in letters that the standard fonts lack.
 * Nothing of a table goes along. Null where they cannot be had.
 */
export async function readReportFonts(signal: AbortSignal): Promise<ReportFonts | null> {
  try {
    const [regular, bold] = await Promise.all(
      ['Regular', 'Medium'].map((style) => bytesOf(`/fonts/Roboto-${style}.ttf`, signal)),
    )
    return regular && bold ? { regular, bold } : null
  } catch (error) {
    if (signal.aborted) throw error
    return null
  }
}

async function bytesOf(path: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const response = await fetch(path, { signal })
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
