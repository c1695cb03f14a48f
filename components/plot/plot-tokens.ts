'use client'

import { useSyncExternalStore } from 'react'
import { EXCLUDED_COLOUR, SERIES } from '@/lib/figure/series.ts'

/** Colours of the plot as the page's theme has them now; Plotly takes values, not CSS variables. */
export interface PlotTokens {
  readonly bg: string
  readonly text: string
  readonly muted: string
  readonly edge: string
  readonly hair: string
  readonly accent: string
  readonly excluded: string
  readonly series: readonly string[]
}

/** Light values, used on the server and where a variable is missing. */
const FALLBACK = {
  '--bg': '#FFFFFF',
  '--text': '#1B1F24',
  '--muted': '#57606A',
  '--edge': '#7A828C',
  '--hair': '#D5DAE0',
  '--accent': '#0B62A8',
  '--excluded': EXCLUDED_COLOUR.light,
  ...Object.fromEntries(SERIES.map((style, i) => [`--s${i + 1}`, style.light])),
}
const NAMES = Object.keys(FALLBACK)
const FALLBACK_TEXT = Object.values(FALLBACK).join('|')

/** Follows the system's theme and the page's switch; the same text means nothing to redraw. */
export function usePlotTokens(): PlotTokens {
  const text = useSyncExternalStore(subscribe, knownTokens, () => FALLBACK_TEXT)
  return tokensOf(text)
}

let last: { readonly text: string; readonly tokens: PlotTokens } | null = null

/** Same text, same object: the plot's memos compare tokens by identity. */
function tokensOf(text: string): PlotTokens {
  if (last?.text === text) return last.tokens
  const values = text.split('|')
  const value = (name: string): string => values[NAMES.indexOf(name)] ?? '#000000'
  const tokens = {
    bg: value('--bg'),
    text: value('--text'),
    muted: value('--muted'),
    edge: value('--edge'),
    hair: value('--hair'),
    accent: value('--accent'),
    excluded: value('--excluded'),
    series: SERIES.map((_, i) => value(`--s${i + 1}`)),
  }
  last = { text, tokens }
  return tokens
}

/** What the last look found, for as long as somebody is told of changes; a look makes the browser work out all styles at once. */
let known: string | null = null
let followers = 0

function knownTokens(): string {
  if (followers === 0) return readTokens()
  return (known ??= readTokens())
}

function readTokens(): string {
  const style = getComputedStyle(document.documentElement)
  return Object.entries(FALLBACK)
    .map(([name, fallback]) => style.getPropertyValue(name).trim() || fallback)
    .join('|')
}

function subscribe(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const lookAgain = () => {
    known = null
    onChange()
  }
  const observer = new MutationObserver(lookAgain)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  system.addEventListener('change', lookAgain)
  followers += 1
  return () => {
    observer.disconnect()
    system.removeEventListener('change', lookAgain)
    followers -= 1
    known = null
  }
}
