/** "14:32", 24-hour, in the reader's time zone unless one is given. `''` where the text is no date. */
export function formatTime(iso: string, timeZone?: string): string {
  return format(iso, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, timeZone)
}

/** "21 Mar 2026". */
export function formatDate(iso: string, timeZone?: string): string {
  return format(iso, { day: 'numeric', month: 'short', year: 'numeric' }, timeZone)
}

/** "21 Mar 2026, 14:32". */
export function formatDateTime(iso: string, timeZone?: string): string {
  const date = formatDate(iso, timeZone)
  return date === '' ? '' : `${date}, ${formatTime(iso, timeZone)}`
}

function format(iso: string, parts: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  return formatterOf(timeZone === undefined ? parts : { ...parts, timeZone }).format(at)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one takes milliseconds, and a time is written at every save. */
function formatterOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const known = formatters.get(key)
  if (known !== undefined) return known
  // One locale for all: the page is written in English, and a test must not depend on the machine's.
  const formatter = new Intl.DateTimeFormat('en-GB', options)
  formatters.set(key, formatter)
  return formatter
}
