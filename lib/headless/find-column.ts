import { err, ok, type Result } from '../result.ts'

/**
 * The column that a person means: its header to the letter, else without regard to case and spacing, else the only header
 * with these words in it, as an export puts the table's name before each ("Cell Mortality Concentration").
 *
 * @param headers  as shown, unique
 * @param option   named in the refusal, e.g. `--dose`
 */
export function findColumn(
  headers: readonly string[],
  wanted: string,
  option: string,
): Result<number, string> {
  const exact = headers.indexOf(wanted)
  if (exact >= 0) return ok(exact)
  const words = plain(wanted)
  const matches = [
    (header: string) => header === words,
    (header: string) => ` ${header} `.endsWith(` ${words} `),
    (header: string) => ` ${header} `.includes(` ${words} `),
  ]
  const isSaid = words !== ''
  for (const matchesWanted of isSaid ? matches : []) {
    const found = headers.flatMap((header, index) => (matchesWanted(plain(header)) ? [index] : []))
    const [first] = found
    if (first !== undefined && found.length === 1) return ok(first)
    if (found.length > 1) {
      const names = found.map((index) => `"${headers[index]}"`).join(', ')
      return err(`${option} "${wanted}" can mean ${names}: write one of them in full`)
    }
  }
  const all = headers.map((header) => `"${header}"`).join(', ')
  return err(`${option} "${wanted}": the table has no such column; its headers are ${all}`)
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
}
