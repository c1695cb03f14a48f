import { useEffect, useId, useMemo, useState } from 'react'
import { Select } from '@/components/ui/select.tsx'
import type { ProfileCurve, ProfileCurveAnswer } from '@/lib/fit/inference/profile-curve.ts'
import type { CurveFit, FitRequest, ParameterName } from '@/lib/fit/types.ts'
import type { FitClient } from '@/lib/fit-worker/client.ts'
import { formatNumber, formatTrimmed } from '@/lib/format/format-number.ts'
import { isLogDose, parameterTitle } from '@/lib/workbench/constraint-text.ts'
import { profileSentence } from './profile-words.ts'
import { SmallPlot } from './small-plot.tsx'
import styles from './small-plot.module.css'

interface Props {
  readonly fit: CurveFit
  readonly request: FitRequest
  readonly potencyName: string
  readonly solve: FitClient['solve']
}

type State =
  { readonly kind: 'waiting' } | { readonly kind: 'failed'; readonly reason: string } | ProfileCurveAnswer

/** Profile likelihood of a chosen parameter with its threshold and limits, and why the interval is as it is. */
export function ProfilePlot({ fit, request, potencyName, solve }: Props) {
  const id = useId()
  const names = fit.parameters.filter(({ state }) => state !== 'fixed').map(({ name }) => name)
  const usual = names.includes('logEc50') ? 'logEc50' : names[0]
  const [chosen, setChosen] = useState<ParameterName | null>(null)
  const parameter = chosen !== null && names.includes(chosen) ? chosen : usual
  const state = useProfile(request, parameter, solve)
  if (parameter === undefined) return null
  const title = parameterTitle(parameter, potencyName)
  return (
    <section aria-label="Profile likelihood">
      <div className={styles.choice}>
        <label htmlFor={id}>Profile likelihood of</label>
        <Select
          id={id}
          value={parameter}
          options={names.map((value) => ({ value, text: parameterTitle(value, potencyName) }))}
          onChange={(name) => setChosen(name)}
        />
      </div>
      {state.kind === 'curve' ? (
        <>
          <Drawn curve={state} parameter={parameter} title={title} level={request.level} />
          <p className={styles.sentence}>{profileSentence(state, title)}</p>
        </>
      ) : (
        <p className={styles.sentence}>{WAITING[state.kind]}</p>
      )}
    </section>
  )
}

const WAITING = {
  waiting: 'Working out the profile…',
  none: 'This fit has no profile: it has no scatter, a robust loss, or a plateau held at a mean of controls.',
  failed: 'The profile could not be worked out.',
} as const

function useProfile(
  request: FitRequest,
  parameter: ParameterName | undefined,
  solve: FitClient['solve'],
): State {
  const [found, setFound] = useState<{ key: string; state: State } | null>(null)
  const key = useMemo(
    () =>
      JSON.stringify([
        parameter,
        request.model,
        [...request.dose],
        [...request.response],
        request.constraints,
        request.loss,
        request.weighting,
      ]),
    [parameter, request],
  )
  useEffect(() => {
    if (parameter === undefined) return
    const abort = new AbortController()
    const ask = async () => {
      const end = await solve('profile', { fit: request, parameter }, { signal: abort.signal })
      if (end.kind === 'cancelled' || abort.signal.aborted) return
      setFound({ key, state: end.kind === 'done' ? end.answer : end })
    }
    void ask()
    return () => abort.abort()
    // The key stands for the request, whose object is made anew with every change of the work.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, solve])
  return found?.key === key ? found.state : { kind: 'waiting' }
}

interface DrawnProps {
  readonly curve: ProfileCurve
  readonly parameter: ParameterName
  readonly title: string
  readonly level: number
}

function Drawn({ curve, parameter, title, level }: DrawnProps) {
  const { values, excess, threshold, lower, upper, state } = curve
  const [first, last] = [values[0] ?? 0, values.at(-1) ?? 1]
  const most = 1.7 * threshold
  const say = (value: number) => (isLogDose(parameter) ? formatTrimmed(value, 3) : formatNumber(value))
  const path = Array.from(values, (value, i) => [value, Math.min(excess[i] ?? 0, most)] as const)
  const axis = isLogDose(parameter) ? `log10 ${title}` : title
  const [openLow, openHigh] = [lower === null && state !== 'at-lower', upper === null && state !== 'at-upper']
  const limits = [lower, upper].filter((value) => value !== null)
  return (
    <SmallPlot
      label={`Profile of ${title}: ${limitWords(curve, say)}`}
      yTitle={`τ² of ${axis}, with the ${formatTrimmed(100 * level)} % line`}
      xTitle={axis}
      xRange={[first, last]}
      yRange={[0, most]}
      xTicks={(limits.length === 2 ? limits : [first, last]).map((at) => ({ at, text: say(at) }))}
      yTicks={[
        { at: 0, text: '0' },
        { at: threshold, text: formatNumber(threshold) },
      ]}
      renderInside={({ x, y }) => (
        <>
          <path className={styles.zero} d={`M${x(first)} ${y(threshold)}H${x(last)}`} />
          <path className={styles.line} d={`M${path.map(([value, t]) => `${x(value)} ${y(t)}`).join('L')}`} />
          {limits.map((limit) => (
            <path key={limit} className={styles.limit} d={`M${x(limit)} ${y(0)}V${y(threshold)}`} />
          ))}
          {openLow && <Arrow x={x(first) + 2} y={y(threshold)} direction={-1} />}
          {openHigh && <Arrow x={x(last) - 2} y={y(threshold)} direction={1} />}
        </>
      )}
    />
  )
}

/** The interval goes on past what is drawn. */
function Arrow({ x, y, direction }: { x: number; y: number; direction: 1 | -1 }) {
  const back = -direction * 14
  return (
    <g>
      <path
        className={styles.limit}
        d={`M${x + back} ${y}H${x}m${-direction * 5} -4l${direction * 5} 4l${-direction * 5} 4`}
      />
      <text className={styles.text} x={x + 1.3 * back} y={y - 6} textAnchor={direction > 0 ? 'end' : 'start'}>
        open
      </text>
    </g>
  )
}

function limitWords({ lower, upper, state }: ProfileCurve, say: (value: number) => string): string {
  const low =
    lower === null ? (state === 'at-lower' ? 'on its bound below' : 'open below') : `from ${say(lower)}`
  const high =
    upper === null ? (state === 'at-upper' ? 'on its bound above' : 'open above') : `to ${say(upper)}`
  return `${low} ${high}`
}
