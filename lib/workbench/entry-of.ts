/** A record's own entry. A curve may be named as what every object has, such as `constructor`: that is no entry. */
export function entryOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
