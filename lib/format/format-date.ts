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
  const options = timeZone === undefined ? parts : { ...parts, timeZone }
  // One locale for all: the page is written in English, and a test must not depend on the machine's.
  return new Intl.DateTimeFormat('en-GB', options).format(at)
}
