import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { placeLabels, textWidth } from '@/lib/figure/label-placement.ts'
import type { Diagnostics } from '@/lib/fit/types.ts'
import { nextWellsText } from '../closer-view.ts'
import { occupied } from '../compare/ghost-line.ts'
import styles from './next-wells-layer.module.css'

interface Props {
  readonly next: NonNullable<Diagnostics['nextWells']>
  readonly doseUnit: DoseUnit
  readonly geometry: FigureGeometry
}

/** Dashed ticks where more wells would narrow the interval most; those past the axis are arrows at its end. */
export default function NextWellsLayer({ next, doseUnit, geometry }: Props) {
  const { area, xOf } = geometry
  const base = area.y + area.height
  const text = nextWellsText(next, doseUnit)
  const places = [...Map.groupBy(next.logDoses, (logDose) => logDose)].map(([logDose, wells]) => {
    const x = xOf(logDose)
    const inside = Math.min(area.x + area.width - 4, Math.max(area.x + 4, x))
    return { logDose, count: wells.length, x: inside, past: Math.sign(x - inside) }
  })
  const place = freePlace(text, geometry)
  return (
    <svg className={styles.layer} role="img" aria-label={text}>
      {places.map(({ logDose, count, x, past }) => (
        <g key={logDose}>
          <path
            className={styles.tick}
            d={
              past === 0
                ? `M${x} ${base - 18}V${base}`
                : `M${x - past * 14} ${base - 9}h${past * 14}m${-past * 5} -4l${past * 5} 4l${-past * 5} 4`
            }
          />
          <text className={styles.text} x={x - past * 18} y={base - 22} textAnchor="middle">
            {`+${count}`}
          </text>
        </g>
      ))}
      <text className={styles.text} x={place.x} y={place.y + FONT_PX}>
        {text}
      </text>
    </svg>
  )
}

const FONT_PX = 12
/** Handles stand at the right end of the plateaus. */
const HANDLE_PX = 28

/** Near the ticks where it can be, else further up: where no point, curve or name is. */
function freePlace(text: string, geometry: FigureGeometry): { readonly x: number; readonly y: number } {
  const { area } = geometry
  const [width, height] = [textWidth(text, FONT_PX), FONT_PX * 1.5]
  const ends = [area.x + area.width - width - HANDLE_PX, area.x + 8]
  const rows = Array.from({ length: 12 }, (_, i) => area.y + area.height - 62 - i * 26)
  const candidates = rows.flatMap((y) => ends.map((x) => ({ x, y })))
  const [placed] = placeLabels([{ id: 'next-wells', width, height, candidates }], {
    boxes: occupied(geometry),
    area,
  })
  return placed ?? { x: ends[0] ?? area.x, y: area.y }
}
