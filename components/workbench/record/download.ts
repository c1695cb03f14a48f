/** Hands bytes or text to the browser as a file. */
export function download(fileName: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The click starts the download synchronously; the next task may drop the address.
  setTimeout(() => URL.revokeObjectURL(url))
}
