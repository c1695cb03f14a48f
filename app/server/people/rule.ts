import type { PeopleRule } from './settings.ts'

export interface Identity {
  readonly email: string | null
  readonly groups: readonly string[]
}

/** Whether a rule means somebody. Domains are compared whole: `acme.org` means neither `x.acme.org` nor `evil-acme.org`. */
export function isMeant(rule: PeopleRule, { email, groups }: Identity): boolean {
  const address = email?.toLowerCase() ?? ''
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return (
    rule.groups.some((group) => groups.includes(group)) ||
    (address.includes('@') &&
      (rule.emails.some((one) => one.toLowerCase() === address) ||
        rule.domains.some((one) => one === '*' || one.toLowerCase() === domain))) ||
    (address === '' && rule.domains.includes('*'))
  )
}
