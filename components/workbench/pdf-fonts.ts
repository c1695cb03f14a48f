import type { FontFiles } from '@/lib/outputs/pdf/fonts.ts'
import type { WorkbenchReads } from '@/lib/workbench/ports.ts'

/** The fonts with what takes them apart; null where they cannot be had: the report then spells their letters out. */
export async function loadPdfFonts(
  readFonts: WorkbenchReads['fonts'],
  signal: AbortSignal,
): Promise<FontFiles | null> {
  const [{ default: fontkit }, fonts] = await Promise.all([
    import('@cantoo/fontkit'),
    readFonts?.(signal) ?? null,
  ])
  return fonts === null ? null : { fontkit, ...fonts }
}
