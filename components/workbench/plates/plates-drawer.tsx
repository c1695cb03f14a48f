import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { readoutLabels } from '@/lib/data-frame/readout.ts'
import { capitalised } from '@/lib/format/capitalised.ts'
import { counted } from '@/lib/format/format-number.ts'
import { plateLimits } from '@/lib/plates/bad-plate.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { DrawerProps } from '../bench-drawers.tsx'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import { LayoutFields } from './layout-fields.tsx'
import { NormalisationFields } from './normalisation-fields.tsx'
import { PlateFigures } from './plate-figures.tsx'
import { PlateView } from './plate-view.tsx'
import { PlateLimitFields } from './plate-limits.tsx'
import { plateLimitsText, plateWarnings } from './plate-words.ts'
import styles from './plates.module.css'
import { usePlates, type Plates } from './use-plates.ts'

/** Plates, their controls, and what responses are set against. */
export default function PlatesDrawer({ bench }: DrawerProps) {
  const { mapping } = bench.work
  const responseColumn = bench.curve?.responseColumn ?? mapping.responses[0]
  if (responseColumn === undefined) {
    return <p className={drawer.off}>Choose a response column, and the plates appear here.</p>
  }
  return <OnPlates bench={bench} responseColumn={responseColumn} />
}

function OnPlates({ bench, responseColumn }: { readonly bench: Bench; readonly responseColumn: number }) {
  const plates = usePlates(bench, responseColumn)
  const [chosenName, setChosenName] = useState<string | null>(null)
  const chosen = useChosen(bench, plates, { name: chosenName, setName: setChosenName })
  const { list } = plates
  const shown = list[chosen]
  const choose = (index: number) => setChosenName(list[index]?.plate.name ?? null)
  const unit = bench.work.mapping.responseUnit
  const odd = list.filter(({ summary }) => plateWarnings(summary, unit).length > 0).length
  return (
    <div className={classNames(drawer.drawer, styles.drawer)}>
      <NormalisationFields bench={bench} />
      <div className={styles.head}>
        <h3 className={styles.title}>{placedText(plates, odd)}</h3>
        <ReadoutChoice bench={bench} responseColumn={responseColumn} />
      </div>
      {shown === undefined ? (
        <LayoutFields bench={bench} layout={plates.layout} />
      ) : (
        <>
          <PlateFigures list={list} chosen={chosen} unit={unit} onChoose={choose} />
          <Disclosure title="Flagged" hint={plateLimitsText(plateLimits(bench.work.plateLimits))}>
            <PlateLimitFields
              limits={bench.work.plateLimits}
              ofPolicy={activePolicy(bench.work).plateLimits ?? {}}
              onLimits={(limits, label) => bench.dispatch({ kind: 'set-plate-limits', limits, label })}
            />
          </Disclosure>
          <Warnings texts={plateWarnings(shown.summary, unit)} name={shown.plate.name} />
          <PlateView
            bench={bench}
            plates={plates}
            plate={shown.plate}
            onOtherPlate={(steps) => choose((chosen + steps + list.length) % list.length)}
          />
          <Disclosure title="Columns of run, plate and well" hint={columnsText(bench, plates)}>
            <LayoutFields bench={bench} layout={plates.layout} />
          </Disclosure>
        </>
      )}
    </div>
  )
}

/** The plate that was chosen last; a well selected on the plot or in the table brings its own. */
function useChosen(
  { selectedRow }: Bench,
  { list }: Plates,
  state: { readonly name: string | null; setName(name: string | null): void },
): number {
  const [seenRow, setSeenRow] = useState<number | null>(null)
  if (seenRow !== selectedRow) {
    setSeenRow(selectedRow)
    const own = selectedRow === null ? undefined : list.find(({ plate }) => plate.rows.includes(selectedRow))
    if (own) state.setName(own.plate.name)
  }
  return Math.max(
    0,
    list.findIndex(({ plate }) => plate.name === state.name),
  )
}

function placedText({ list }: Plates, odd: number): string {
  if (list.length === 0) return 'No column tells plates'
  const look = odd === 0 ? 'none flagged' : `${odd} to look at`
  return `${counted(list.length, 'plate')}, ${look}`
}

function columnsText({ measured }: Bench, { layout }: Plates): string {
  const headers = displayHeaders(measured.columns)
  const named = [layout.run, layout.plate, layout.well].flatMap((index) => headers[index ?? -1] ?? [])
  return named.join(', ')
}

function Warnings({ texts, name }: { readonly texts: readonly string[]; readonly name: string }) {
  if (texts.length === 0) return null
  return (
    <ul className={styles.warnings} aria-label={`Warnings of ${name}`}>
      {texts.map((text) => (
        <li key={text}>
          <TriangleAlert size={14} aria-hidden /> {capitalised(text)}
        </li>
      ))}
    </ul>
  )
}

/** Goes to the same sample's curve of another readout: the plot and the plates never show two. */
function ReadoutChoice({
  bench,
  responseColumn,
}: {
  readonly bench: Bench
  readonly responseColumn: number
}) {
  const { curves, curve, measured, work, selectCurve } = bench
  const { responses } = work.mapping
  if (responses.length < 2 || !curve) return null
  const labels = readoutLabels(measured.columns, responses)
  const sample = JSON.stringify(curve.groupValues)
  return (
    <Segmented
      label="Readout"
      options={responses.map((index, i) => ({ value: String(index), text: labels[i] ?? '' }))}
      value={String(responseColumn)}
      onChange={(value) => {
        const target = curves.find(
          (one) => one.responseColumn === Number(value) && JSON.stringify(one.groupValues) === sample,
        )
        if (target) selectCurve(target.id)
      }}
    />
  )
}
