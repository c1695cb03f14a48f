/**
 * Our pages run our scripts and talk to our server, nothing else. Two exceptions for styles, both measured with plotly:
 * the hash is that of an empty style element, which plotly fills by `insertRule`, and `style` attributes it sets itself.
 * Development needs eval for React's error overlay, and unhashed styles.
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const styles = isDevelopment
    ? "'self' 'unsafe-inline'"
    : `'self' 'nonce-${nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self'",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Every device and sensor a page could ask for; ours needs the clipboard alone. */
const NO_DEVICES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]

const PAGE_HEADERS: readonly (readonly [string, string])[] = [
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['permissions-policy', NO_DEVICES.map((name) => `${name}=()`).join(', ')],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
]

const TWO_YEARS_S = 2 * 365 * 24 * 3600

/** Beside the policy. HSTS only where the public address is https: on plain loopback it would lock the browser out. */
export function pageHeaders(appUrl: string | undefined): readonly (readonly [string, string])[] {
  const isHttps = appUrl?.startsWith('https:') ?? false
  return isHttps ? [...PAGE_HEADERS, ['strict-transport-security', `max-age=${TWO_YEARS_S}`]] : PAGE_HEADERS
}

/** What a request may call itself, from a proxy in front; anything else gets a name of ours. */
export const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/
