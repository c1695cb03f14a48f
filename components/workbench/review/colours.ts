/** The page's colours as a canvas takes them. */
export interface Colours {
  readonly bg: string
  readonly tint: string
  readonly text: string
  readonly muted: string
  readonly hair: string
  readonly edge: string
  readonly accent: string
  readonly success: string
  readonly warning: string
  readonly danger: string
  readonly excluded: string
  readonly line: string
  readonly sans: string
  readonly mono: string
}

/** Read again when the theme changes: a canvas knows no CSS variables. */
export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(name).trim()
  return {
    bg: value('--bg'),
    tint: value('--tint'),
    text: value('--text'),
    muted: value('--muted'),
    hair: value('--hair'),
    edge: value('--edge'),
    accent: value('--accent'),
    success: value('--success'),
    warning: value('--warning'),
    danger: value('--danger'),
    excluded: value('--excluded'),
    line: value('--s1'),
    sans: value('--sans'),
    mono: value('--mono'),
  }
}
