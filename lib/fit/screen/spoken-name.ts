/** A parameter as a sentence names it: "EC50" for `logEc50`, "second hill" for `hillSecond`. */
export function spokenName(name: string): string {
  const [, base = name, which] = /^(.+?)(First|Second)?$/.exec(name) ?? []
  const word = base === 'logEc50' ? 'EC50' : base
  return which === undefined ? word : `${which.toLowerCase()} ${word}`
}
