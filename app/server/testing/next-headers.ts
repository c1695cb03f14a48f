/**
 * Stands in the place of `next/headers`: `vi.mock('next/headers', () => import('./testing/next-headers.ts'))`. A test
 * changes `browser` to say who asks.
 */
import { CookieJar } from './cookie-jar.ts'

/** Who asks now. */
export const browser = { jar: new CookieJar(), headers: new Headers() }

/** Somebody without a cookie. */
export function newBrowser(headers: Readonly<Record<string, string>> = {}): void {
  browser.jar = new CookieJar()
  browser.headers = new Headers(headers)
}

export function cookies(): Promise<CookieJar> {
  return Promise.resolve(browser.jar)
}

export function headers(): Promise<Headers> {
  return Promise.resolve(browser.headers)
}
