import { useMemo } from 'react'
import { Select } from '@/components/ui/select.tsx'
import { counted } from '@/lib/format/format-number.ts'
import type { ModelName } from '@/lib/fit/types.ts'
import { curveRequest, modelOfCurve } from '@/lib/workbench/selectors.ts'
import { modelChoices, shortModelTitle } from './model-choices.ts'
import type { Bench } from './use-bench.ts'

const FOR_ALL = 'for-all'

/** The model of the selected curve; the last line of the list gives it to every other curve. */
export function ModelPicker({ bench }: { bench: Bench }) {
  const { curve, curves, entry, work, dispatch } = bench
  const choices = useMemo(
    () =>
      curve
        ? modelChoices(
            curveRequest(work, curve, 'drag').request,
            entry?.fit ?? null,
            modelOfCurve(work, curve.id),
          )
        : [],
    [curve, work, entry],
  )
  const isShared = useMemo(
    () => new Set(curves.map(({ id }) => modelOfCurve(work, id))).size <= 1,
    [curves, work],
  )
  if (!curve) return null
  const model = modelOfCurve(work, curve.id)
  const title = shortModelTitle(model)
  const pick = (curveIds: readonly string[], picked: ModelName) => {
    const whose = curveIds.length === 1 ? '' : ` for ${counted(curveIds.length, 'curve')}`
    dispatch({ kind: 'set-model', curveIds, model: picked, label: `${shortModelTitle(picked)}${whose}` })
  }
  const models = choices.map((choice) => ({
    value: choice.model,
    // Closed, the list shows the choice alone; its reasons are for the open one.
    text: choice.model === model ? title : choice.text,
    isDisabled: choice.isDisabled && choice.model !== model,
  }))
  return (
    <Select
      isSnug
      aria-label="Model"
      value={model}
      options={
        isShared ? models : [...models, { value: FOR_ALL, text: `${title} for all ${curves.length} curves` }]
      }
      onChange={(picked: ModelName | typeof FOR_ALL) => {
        if (picked === FOR_ALL)
          pick(
            curves.map(({ id }) => id),
            model,
          )
        else pick([curve.id], picked)
      }}
    />
  )
}
