import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
import { counted, formatNumber, withUnit } from '@/lib/format/format-number.ts'
import type { Plate } from '@/lib/plates/plates-of.ts'
import type { WellPlace } from '@/lib/plates/types.ts'
import { wellName } from '@/lib/plates/well-name.ts'
import ReasonList from '../exclusions/reason-list.tsx'
import type { Bench } from '../use-bench.ts'
import { heatScale, type HeatScale } from './heat-scale.ts'
import { PlateMap, type MapWell } from './plate-map.tsx'
import styles from './plates.module.css'
import type { Plates } from './use-plates.ts'
import { giveControlReason, toggleWell } from './toggle-well.ts'
import { wellParts, wellValue, type Quantity } from './well-words.ts'
import { WellTable } from './well-table.tsx'

interface Props {
  readonly bench: Bench
  readonly plates: Plates
  readonly plate: Plate
  onOtherPlate(steps: number): void
}

/** The map of one plate, what its focused well says, and the same wells as a table. */
export function PlateView({ bench, plates, plate, onOtherPlate }: Props) {
  const { work, curve, selectedRow } = bench
  const isNormalised = work.normalisation !== null
  const [isTableOpen, setTableOpen] = useState(false)
  const [asked, setQuantity] = useState<Quantity | null>(null)
  const usual = isNormalised ? 'normalised' : 'measured'
  const quantity = asked === null || (asked === 'normalised' && !isNormalised) ? usual : asked
  const { wells, repeated } = useMemo(
    () => wellsOf({ bench, plates, plate, quantity }),
    [bench, plates, plate, quantity],
  )
  const scale = useMemo(
    () =>
      heatScale(
        wells.map(({ value }) => value),
        quantity === 'residual' ? 'diverging' : 'sequential',
      ),
    [wells, quantity],
  )
  const curveRows = useMemo(() => new Set<number>(curve?.rows), [curve])
  const [place, setPlace] = useFocus(wells, selectedRow)
  const at = (name: string) => wells.find((well) => wellName(well.place) === name)
  const focused = at(wellName(place))
  const act = (kind: 'open' | 'exclude', to: WellPlace) => {
    const well = at(wellName(to))
    if (!well) return
    if (kind === 'exclude') toggleWell(bench, well)
    else if (well.view.curve) bench.selectPoint(well.view.row, well.view.curve.id)
  }
  if (plate.format === null) {
    return <p className={styles.why}>No row of {plate.name} names a well, so there is no map to draw.</p>
  }
  return (
    <>
      <div className={styles.head}>
        <Segmented<Quantity>
          label="Colour wells by"
          options={QUANTITIES.filter(({ value }) => value !== 'normalised' || isNormalised)}
          value={quantity}
          onChange={setQuantity}
        />
        <Legend scale={scale} unit={unitOf(bench, quantity)} />
      </div>
      <PlateMap
        label={`Map of ${plate.name}`}
        format={plate.format}
        wells={wells}
        scale={scale}
        focus={place}
        curveRows={curveRows}
        onFocus={setPlace}
        onOpen={(to) => act('open', to)}
        onExclude={(to) => act('exclude', to)}
        onOtherPlate={onOtherPlate}
      />
      <FocusedWell bench={bench} place={place} well={focused} onAct={(kind) => act(kind, place)} />
      <p className={styles.why}>
        − untreated, + full effect, × excluded; outlined: the curve on the plot. Arrow keys go from well to
        well, Page Up and Page Down to another plate.
      </p>
      {repeated > 0 && (
        <p className={styles.missing}>
          {counted(repeated, 'row')} repeat a well that stands above already, which alone is shown. Where a
          column tells them apart, such as a time, choose it among the samples.
        </p>
      )}
      <Disclosure title="Wells as a table" hint={`${wells.length} wells`} onOpen={setTableOpen}>
        {isTableOpen && <WellTable wells={wells} bench={bench} name={plate.name} />}
      </Disclosure>
    </>
  )
}

interface FocusedProps {
  readonly bench: Bench
  readonly place: WellPlace
  /** Absent where the plate has none at this place. */
  readonly well: MapWell | undefined
  onAct(kind: 'open' | 'exclude'): void
}

/** What there is to say of the well in focus, and what the keys do to it as buttons. */
function FocusedWell({ bench, place, well, onAct }: FocusedProps) {
  const { curve, side, exclusion } = well?.view ?? {}
  return (
    <div className={styles.reading} role="group" aria-label="Well in focus">
      <b>{wellName(place)}</b>
      {well ? wellParts(well, bench).map((part) => <span key={part}>{part}</span>) : <span>empty</span>}
      {well && (curve || side) && (
        <span className={styles.acts}>
          {side && exclusion && (
            <ReasonList
              key={wellName(place)}
              reason={exclusion.reason}
              isAsked={false}
              onReason={(reason) => giveControlReason(bench, well, reason)}
              onEnd={() => undefined}
              onToggle={() => onAct('exclude')}
            />
          )}
          {curve && (
            <Button size="compact" look="plain" onClick={() => onAct('open')}>
              Go to its curve <kbd className={text.key}>Enter</kbd>
            </Button>
          )}
          <Button size="compact" look="plain" onClick={() => onAct('exclude')}>
            {exclusion ? 'Include' : 'Exclude'} <kbd className={text.key}>X</kbd>
          </Button>
        </span>
      )}
    </div>
  )
}

const QUANTITIES = [
  { value: 'measured', text: 'Raw' },
  { value: 'normalised', text: 'Normalised' },
  { value: 'residual', text: 'Residual' },
] as const

function unitOf({ work: { mapping, normalisation } }: Bench, quantity: Quantity): string {
  const unit =
    quantity === 'measured' ? (normalisation?.rawUnit ?? mapping.responseUnit) : mapping.responseUnit
  return unit === 'fraction' ? '' : unit
}

interface Source extends Omit<Props, 'onOtherPlate'> {
  readonly quantity: Quantity
}

function wellsOf({ bench, plates, plate, quantity }: Source) {
  const wells = new Map<string, MapWell>()
  let repeated = 0
  for (const [i, row] of plate.rows.entries()) {
    const place = plate.places[i]
    if (!place) continue
    const name = wellName(place)
    if (wells.has(name)) {
      repeated += 1
      continue
    }
    const view = plates.wellAt(row)
    const value = wellValue(view, quantity)
    const well = { place, view, value, label: name }
    wells.set(name, { ...well, label: `${name}: ${wellParts(well, bench).join(', ')}` })
  }
  return { wells: [...wells.values()], repeated }
}

/** The well under the keys; a point selected elsewhere brings it along. */
function useFocus(wells: readonly MapWell[], selectedRow: number | null) {
  const [place, setPlace] = useState<WellPlace>(() => placeOf(wells, selectedRow) ?? { row: 0, column: 0 })
  const [seenRow, setSeenRow] = useState(selectedRow)
  if (seenRow !== selectedRow) {
    const own = placeOf(wells, selectedRow)
    setSeenRow(selectedRow)
    if (own) setPlace(own)
  }
  return [place, setPlace] as const
}

function placeOf(wells: readonly MapWell[], row: number | null): WellPlace | null {
  return wells.find(({ view }) => view.row === row)?.place ?? null
}

function Legend({ scale, unit }: { readonly scale: HeatScale; readonly unit: string }) {
  const stops = [0, 0.25, 0.5, 0.75, 1].map((part) =>
    scale.colorOf(scale.low + part * (scale.high - scale.low)),
  )
  return (
    <span className={styles.legend}>
      {formatNumber(scale.low)}
      <span
        className={styles.ramp}
        style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }}
        aria-hidden
      />
      {withUnit(formatNumber(scale.high), unit)}
    </span>
  )
}
