import { expect, it } from 'vitest'
import { frameOf } from '../data-frame/frame-fixture.ts'
import reference from '../fit/fixtures/reference.json' with { type: 'json' }
import { questionsOf } from '../detective/testing/questions-of.ts'

interface Dataset {
  readonly dose: readonly number[]
  readonly response: readonly number[]
  readonly curve?: readonly (string | number)[]
}

const tableOf = ({ dose, response, curve }: Dataset, header: string) =>
  frameOf(
    [`Dose (${Math.max(...dose) < 0.01 ? 'M' : 'µM'}):Float`, `${header}:Float`, 'Sample'],
    dose.map((value, i) => [String(value), String(response[i]), `sample ${curve?.[i] ?? 1}`]),
  )

/** The 48 h column of the public R example has 57.408 twice at dose 10; alone it makes two rows the same. */
const COPIED: ReadonlySet<string> = new Set(['benchling-48h', 'benchling-both'])

it.each(Object.entries(reference.datasets as unknown as Readonly<Record<string, Dataset>>))(
  'asks nothing silly of the golden table %s',
  (name, dataset) => {
    const asked = questionsOf(tableOf(dataset, 'Response')).map(({ kind }) => kind)
    expect(asked).toEqual(COPIED.has(name) ? ['rows'] : [])
  },
)
