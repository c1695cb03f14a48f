import { escapeMarkup } from './printable-text.ts'

type Attribute = string | number | undefined

/** Elements as text: attribute values and content are escaped here, once. */
export function element(
  name: string,
  attributes: Record<string, Attribute>,
  ...children: readonly string[]
): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? px(value) : escapeMarkup(String(value))}"`)
  const open = `<${name}${pairs.join('')}`
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`
}

export function textElement(text: string, attributes: Record<string, Attribute>): string {
  return element('text', attributes, escapeMarkup(text))
}

/** Hundredths of a px: enough for print, and the same on every machine. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

/** Path through px positions; empty for fewer than two. */
export function polylinePath(points: readonly (readonly [number, number])[]): string {
  if (points.length < 2) return ''
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('')
}

/** Path data with every number rounded: pathData`M${x} ${y}h12`. */
export function pathData(parts: TemplateStringsArray, ...values: readonly number[]): string {
  return parts.map((part, i) => part + (i < values.length ? px(values[i] ?? NaN) : '')).join('')
}

export function escapedTitle(text: string): string {
  return element('title', {}, escapeMarkup(text))
}
