'use client'

/** Twice the figure's px, so that it stays sharp in print and on dense screens. */
const SCALE = 2

/**
 * Draws a self-contained SVG in the browser and returns PNG bytes at twice its size, or at the width given.
 *
 * @param widthPx of the picture; the height follows
 * @param svg as `figureSvg` returns it: width and height given, nothing remote. Needs `img-src blob:`.
 * @returns null where the browser cannot draw or encode it; the push then goes without the picture.
 */
export async function svgToPng(svg: string, widthPx?: number): Promise<Uint8Array | null> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    const scale = widthPx === undefined ? SCALE : widthPx / image.naturalWidth
    canvas.width = Math.round(image.naturalWidth * scale)
    canvas.height = Math.round(image.naturalHeight * scale)
    const context = canvas.getContext('2d')
    if (context === null) return null
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}
