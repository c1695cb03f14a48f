const TYPES: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['html', 'text/html; charset=utf-8'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain; charset=utf-8'],
  ['zip', 'application/zip'],
])

/** By extension; bytes of unknown kind otherwise. */
export function contentType(fileName: string): string {
  const extension = fileName.split('.').at(-1)?.toLowerCase() ?? ''
  return TYPES.get(extension) ?? 'application/octet-stream'
}
