/** Colours of pushed figures, which are always light (ui.md's light tokens). */
export const INK = {
  ground: '#FFFFFF',
  text: '#1B1F24',
  muted: '#57606A',
  axis: '#7A828C',
  hair: '#E4E8EC',
  zero: '#B4BBC3',
  context: '#B4BBC3',
} as const

export const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif'
