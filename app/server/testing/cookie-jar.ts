/** The cookies of one browser, as Next gives them to the server; a test puts it in the place of `next/headers`. */
export class CookieJar {
  readonly values = new Map<string, string>()
  readonly flags = new Map<string, Readonly<Record<string, unknown>>>()

  get(name: string): { name: string; value: string } | undefined {
    const value = this.values.get(name)
    return value === undefined ? undefined : { name, value }
  }

  set(name: string, value: string, flags: Readonly<Record<string, unknown>>): void {
    this.values.set(name, value)
    this.flags.set(name, flags)
  }

  clear(): void {
    this.values.clear()
    this.flags.clear()
  }
}
