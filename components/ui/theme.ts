export type Theme = 'system' | 'light' | 'dark'

/** A cookie, so that the server renders the chosen theme and no script has to correct the first paint. */
export const THEME_COOKIE = 'halfmax-theme'

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

export function parseTheme(value: string | null | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}

export function nextTheme(theme: Theme): Theme {
  return NEXT[theme]
}
