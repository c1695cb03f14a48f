import { RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ErrorBubble } from '@/components/ui/error-bubble.tsx'
import { NumberField } from '@/components/ui/number-field.tsx'
import { formatFull } from '@/lib/format/format-number.ts'
import { err, ok, type Result } from '@/lib/result.ts'
import { numberFromInput } from '@/lib/workbench/validate-constraint.ts'
import styles from './limit-fields.module.css'

export interface LimitField<Name extends string> {
  readonly name: Name
  readonly title: string
  readonly unit: string
  /** What crossing it means, under the title. */
  readonly effect: string
  readonly usual: number
}

type Limits<Name extends string> = Readonly<Partial<Record<Name, number>>>

export interface Below<Name extends string> {
  readonly limits: Limits<Name>
  /** "group HeLa", "this table". */
  readonly origins: ReadonlyMap<Name, string>
  /** Where those set here come from: "this curve". */
  readonly own: string
}

interface Props<Name extends string> {
  readonly fields: readonly LimitField<Name>[]
  /** Those that are not the usual ones. */
  readonly set: Limits<Name>
  /** What the policy that holds says; null: there is no policy to come from. */
  readonly ofPolicy: Limits<Name> | null
  /** Of a group or curve: what holds without its own limits, and where that comes from. Absent: limits of the table. */
  readonly below?: Below<Name>
  /** What is wrong with limits, in words, or null. */
  check(limits: Limits<Name>): string | null
  /** `label` completes "Undo …". */
  onLimits(limits: Limits<Name>, label: string): void
}

/** Limits as numbers to type, each with where it comes from and the way back. */
export function LimitFields<Name extends string>(props: Props<Name>) {
  return (
    <div className={styles.limits}>
      {props.fields.map((field) => (
        <Row key={field.name} {...props} field={field} />
      ))}
    </div>
  )
}

function Row<Name extends string>({
  field,
  set,
  ofPolicy,
  below,
  check,
  onLimits,
}: Props<Name> & { readonly field: LimitField<Name> }) {
  const { name, title, unit, effect, usual } = field
  const id = useId()
  const [error, setError] = useState<string | null>(null)
  const inherited = below === undefined ? ofPolicy?.[name] : below.limits[name]
  const value = set[name] ?? below?.limits[name] ?? usual
  const origin =
    below === undefined
      ? ofPolicy !== null && originOf(set[name], inherited)
      : set[name] === undefined
        ? below.origins.get(name)
        : below.own
  const withValue = (next: number | undefined): Limits<Name> => {
    const { [name]: _, ...others } = set
    // What is left are limits of the same names.
    const isNone = next === undefined || next === (below === undefined ? usual : (inherited ?? usual))
    return (isNone ? others : { ...others, [name]: next }) as Limits<Name>
  }
  const parse = (text: string): Result<number, string> => {
    const parsed = numberFromInput(text)
    if (!parsed.ok) return parsed
    const problem = check({ ...below?.limits, ...withValue(parsed.value) })
    return problem === null ? ok(parsed.value) : err(problem)
  }
  return (
    <>
      <span className={styles.title}>
        {title}
        <small id={`${id}-effect`} className={styles.effect}>
          {effect}
        </small>
        <ErrorBubble id={id} text={error} />
      </span>
      <NumberField
        label={title}
        shown={formatFull(value)}
        unit={unit === '' ? undefined : unit}
        size="compact"
        noteId={`${id}-effect`}
        errorId={error === null ? undefined : id}
        parse={parse}
        onError={setError}
        onValue={(next, how) => {
          if (how === 'committed' && next !== null && next !== value)
            onLimits(withValue(next), `limit “${title}” ${formatFull(next)}`)
        }}
      />
      <span className={styles.origin}>
        {origin}
        {(below === undefined ? value !== (inherited ?? usual) : set[name] !== undefined) && (
          <Button
            size="compact"
            look="icon"
            title={`Back to ${formatFull(inherited ?? usual)}`}
            aria-label={`Return ${title} to ${formatFull(inherited ?? usual)}`}
            onClick={() => onLimits(withValue(inherited), `return limit “${title}”`)}
          >
            <RotateCcw size={14} aria-hidden />
          </Button>
        )}
      </span>
    </>
  )
}

function originOf(set: number | undefined, inherited: number | undefined): string {
  if (set === undefined) return inherited === undefined ? 'default' : 'this table'
  return set === inherited ? 'policy' : 'this table'
}
