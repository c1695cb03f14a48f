import { useId, useState } from 'react'
import { Select } from '@/components/ui/select.tsx'
import { formatPotency } from '@/lib/format/format-potency.ts'
import { referenceScatter, runAgreement } from '@/lib/runs/reproducibility.ts'
import { logRatios } from '@/lib/runs/runs-of.ts'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import { ControlChart } from './control-chart.tsx'
import { agreementSentence, scatterSentence } from './run-words.ts'
import type { Runs } from './use-runs.ts'

interface Props {
  readonly bench: Bench
  readonly runs: Runs
}

/** The reference over all runs, and any two runs against one another. */
export function Reproducibility(props: Props) {
  return (
    <div className={drawer.columns}>
      <Reference {...props} />
      <TwoRuns {...props} />
    </div>
  )
}

function Reference({ bench, runs: { samples } }: Props) {
  const [chosen, setChosen] = useState('')
  const id = useId()
  const most = samples.toSorted((a, b) => b.runs.length - a.runs.length)[0]
  const sample = samples.find((one) => one.id === chosen) ?? most
  if (!sample) return null
  const unit = bench.work.mapping.doseUnit
  const textOf = (logDose: number) => formatPotency({ logDose, qualifier: '=', unit }).text
  const points = sample.runs.flatMap(({ run, value }) =>
    value?.qualifier === '=' ? [{ run, logDose: value.logDose, text: textOf(value.logDose) }] : [],
  )
  const scatter = referenceScatter(points.map(({ logDose }) => logDose))
  return (
    <section className={drawer.part} aria-label="Reference over runs">
      <div className={drawer.row}>
        <label htmlFor={id}>Reference</label>
        <Select
          id={id}
          value={sample.id}
          options={samples.map((one) => ({ value: one.id, text: one.label }))}
          onChange={setChosen}
        />
      </div>
      <p>
        {scatter
          ? scatterSentence(scatter)
          : 'Fewer than two runs of it have a potency, so its scatter cannot be told.'}
      </p>
      {scatter && <ControlChart label={sample.label} points={points} scatter={scatter} textOf={textOf} />}
    </section>
  )
}

function TwoRuns({ runs: { samples, runs } }: Props) {
  const [pair, setPair] = useState<readonly [string, string] | null>(null)
  const [first = '', second = ''] = pair && pair.every((run) => runs.includes(run)) ? pair : runs
  if (runs.length < 2) return null
  const options = runs.map((run) => ({ value: run, text: run === '' ? '(no name)' : run }))
  const found = first === second ? null : runAgreement(logRatios(samples, first, second))
  return (
    <section className={drawer.part} aria-label="Two runs">
      <div className={drawer.row}>
        <Select
          aria-label="First run"
          value={first}
          options={options}
          onChange={(run) => setPair([run, second])}
        />
        <span>against</span>
        <Select
          aria-label="Second run"
          value={second}
          options={options}
          onChange={(run) => setPair([first, run])}
        />
      </div>
      <p>
        {found
          ? agreementSentence(found, [first, second])
          : 'Two compounds or more must have a potency in both of two different runs.'}
      </p>
    </section>
  )
}
