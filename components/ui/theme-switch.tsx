'use client'

import { Contrast, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button.tsx'
import { nextTheme, THEME_COOKIE, type Theme } from './theme.ts'

const LOOKS = {
  system: { Icon: Contrast, text: 'follows the system' },
  light: { Icon: Sun, text: 'light' },
  dark: { Icon: Moon, text: 'dark' },
}

export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  const { Icon, text } = LOOKS[theme]
  const change = () => {
    const next = nextTheme(theme)
    applyTheme(next)
    setTheme(next)
  }
  return (
    <Button look="icon" aria-label={`Theme: ${text}`} title={`Theme: ${text}`} onClick={change}>
      <Icon size={16} aria-hidden />
    </Button>
  )
}

function applyTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  const age = theme === 'system' ? 0 : 31_536_000
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`
}
