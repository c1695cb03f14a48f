import { Select } from '@/components/ui/select.tsx'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { PlateLayout } from '@/lib/plates/types.ts'
import type { Bench } from '../use-bench.ts'
import styles from './plates.module.css'

const FIELDS = [
  { name: 'run', title: 'Run' },
  { name: 'plate', title: 'Plate' },
  { name: 'well', title: 'Well' },
] as const

/** Which columns place a row on a plate. */
export function LayoutFields({ bench, layout }: { readonly bench: Bench; readonly layout: PlateLayout }) {
  const { measured, dispatch } = bench
  const options = [
    { value: '', text: 'None' },
    ...displayHeaders(measured.columns).map((text, index) => ({ value: String(index), text })),
  ]
  return (
    <div className={styles.layout}>
      {FIELDS.map(({ name, title }) => (
        <div key={name} className={styles.line}>
          <span className={styles.name}>{title}</span>
          <Select
            aria-label={`${title} column`}
            value={layout[name] === null ? '' : String(layout[name])}
            options={options}
            onChange={(value) =>
              dispatch({
                kind: 'set-layout',
                layout: { ...layout, [name]: value === '' ? null : Number(value) },
                label: `${title.toLowerCase()} column`,
              })
            }
          />
        </div>
      ))}
      <p className={styles.why}>Wells are names such as A01 to AF48; plates have 6 to 1536 of them.</p>
    </div>
  )
}
