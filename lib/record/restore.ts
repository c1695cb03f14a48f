import type { DataFrame } from '../data-frame/types.ts'
import { err, ok, type Result } from '../result.ts'
import { pointKey } from '../workbench/point-key.ts'
import { parseSavedWork } from '../workbench/saved-work.ts'
import type { Work } from '../workbench/types.ts'
import { compareData, type DataChange } from './compare-data.ts'
import type { FitFile, FitFileView } from './fit-file.ts'

/** A fit file laid over the table on screen. */
export interface Restorable {
  readonly work: Work
  readonly view: FitFileView
  readonly change: DataChange
  /** Exclusions of rows that are no more. */
  readonly lostExclusions: number
}

/** @returns `err` in words where the file's work cannot be used on this table */
export function restorable(file: FitFile, frame: DataFrame): Result<Restorable, string> {
  const change = compareData(file.data, frame)
  if ('problem' in change) return err(change.problem)
  const saved = parseSavedWork(JSON.stringify(file.work), frame.columns)
  if (!saved.ok) return err(saved.error.message)
  const work = movedWork(saved.value, change)
  const kept = Object.keys(work.exclusions).length
  return ok({
    work,
    view: movedView(file.view, change),
    change,
    lostExclusions: Object.keys(saved.value.exclusions).length - kept,
  })
}

/** What was said of a well belongs to its row, wherever that stands now. */
function movedWork(work: Work, change: DataChange): Work {
  return {
    ...work,
    exclusions: movedPoints(work.exclusions, change),
    keptOutliers: movedPoints(work.keptOutliers, change),
  }
}

function movedPoints<T extends Parameters<typeof pointKey>[0]>(
  points: Readonly<Record<string, T>>,
  { rowNow }: DataChange,
): Readonly<Record<string, T>> {
  const moved = Object.values(points).flatMap((point): T[] => {
    const row = rowNow[point.row]
    return row === null || row === undefined ? [] : [{ ...point, row }]
  })
  return Object.fromEntries(moved.map((point) => [pointKey(point), point]))
}

function movedView(view: FitFileView, { rowNow }: DataChange): FitFileView {
  const row = view.point === null ? null : (rowNow[view.point.row] ?? null)
  return { ...view, point: view.point === null || row === null ? null : { ...view.point, row } }
}
