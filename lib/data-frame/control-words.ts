/** Values that name a control well whatever the column: compared without case, spaces and signs. */
const CONTROL_VALUES = new Set(
  (
    'dmso vehicle vehiclecontrol negativecontrol positivecontrol negcontrol poscontrol negctrl posctrl neg pos negative ' +
    'positive blank blanks control controls ctrl untreated background media medium mediaonly mediumonly nocells nocompound ' +
    'nodrug mock empty uninhibited mincontrol maxcontrol lowcontrol highcontrol buffer water pbs solvent neutralcontrol ' +
    'inhibitorcontrol'
  ).split(' '),
)

/** Short marks that mean a control only in a column that tells roles. */
const ROLE_MARKS = new Set('nc pc n p c low high min max lc hc bg true yes 1'.split(' '))

const CONTROL_WORD = /\b(control|ctrl|dmso|vehicle|blank|untreated)s?\b/i

export function isControlValue(text: string, isRoleColumn: boolean): boolean {
  const plain = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
  if (plain === '') return false
  return CONTROL_VALUES.has(plain) || CONTROL_WORD.test(text) || (isRoleColumn && ROLE_MARKS.has(plain))
}
