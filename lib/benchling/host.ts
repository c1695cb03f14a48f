/** What counts as a bare host name, in keys, tenants and storage lists alike. Anything else is refused, not repaired. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const SANDBOX = /^localhost:([1-9][0-9]{0,4})$/
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A lower-case DNS name of at least two labels: no port, user, path, query, trailing dot or IP address. The last label
 * must begin with a letter, which also refuses decimal, octal and hexadecimal spellings of an address (`0x7f.0x1`).
 */
export function isBareHost(text: string): boolean {
  if (text.length > 253) return false
  const labels = text.split('.')
  const last = labels.at(-1) ?? ''
  return labels.length >= 2 && labels.every((label) => LABEL.test(label)) && /^[a-z]/.test(last)
}

/** The one form that may carry a port: a sandbox on loopback. It still has to equal a configured entry. */
export function isSandboxHost(text: string): boolean {
  const port = SANDBOX.exec(text)?.[1]
  return port !== undefined && Number(port) <= 65_535
}

/** Whether a parsed URL's host name is this machine. */
export function isLoopbackName(hostname: string): boolean {
  return LOOPBACK_NAMES.has(hostname)
}
