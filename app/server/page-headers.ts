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

export const PAGE_HEADERS: readonly (readonly [string, string])[] = [
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['cross-origin-opener-policy', 'same-origin'],
]
