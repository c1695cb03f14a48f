import { cellText } from '../data-frame/cell.ts'
import { isControlValue } from '../data-frame/control-words.ts'
import { capitalised } from '../format/capitalised.ts'
import type { ColumnMapping } from '../data-frame/types.ts'
import { questionId } from './question-id.ts'
import { rowsText } from './row-words.ts'
import { rowsOfTexts } from './rows-of-texts.ts'
import type { Choice, Question, Scene } from './types.ts'

/** Values like "DMSO" among the samples that no column marks as controls. */
export function detectControls(scene: Scene): readonly Question[] {
  const { frame, mapping, headers, guess } = scene
  return mapping.groups.flatMap((index) => {
    const column = frame.columns[index]
    const values = column?.dictionary.filter((text) => isControlValue(text, false)) ?? []
    return values.flatMap((value): readonly Question[] => {
      const rows = column ? rowsOfTexts(column, (text) => text === value) : []
      const { role } = guess.mapping
      // One column both names samples and tells controls: taken so, and open to another answer.
      const isGuessed = role?.column === index && role.controlValues.includes(value)
      if (!isGuessed && rows.every((row) => isControlRow(scene, role, row))) return []
      const header = headers[index] ?? ''
      return [
        {
          id: questionId({ kind: 'controls', detail: value, header }),
          kind: 'controls',
          title: `Is “${value}” a control?`,
          evidence: `“${value}” stands among the samples of “${header}” (${rowsText(rows)})${isGuessed ? '' : ' and is marked as no control'}`,
          choices: [
            asControls(scene, { index, value, rows }),
            {
              answer: 'sample',
              text: 'It is a sample',
              does: `${capitalised(value)} gets a curve of its own`,
              ...(mapping.role?.column === index && { mapping: { role: withoutValue(mapping.role, value) } }),
            },
          ],
          rows: rows.slice(0, 3),
          columns: [index],
          ...(isGuessed && { given: 'controls' }),
        },
      ]
    })
  })
}

interface Marked {
  readonly index: number
  readonly value: string
  readonly rows: readonly number[]
}

/** By the mapping where its column of controls is free; else the wells go out, as they would be fitted otherwise. */
function asControls({ mapping }: Scene, { index, value, rows }: Marked): Choice {
  const { role } = mapping
  const words = { answer: 'controls', text: 'They are controls' }
  if (role === null || role.column === index) {
    const controlValues = [...new Set([...(role?.controlValues ?? []), value])]
    return {
      ...words,
      does: `“${value}” makes no curve and serves as control wells`,
      mapping: { role: { column: index, controlValues } },
    }
  }
  return {
    ...words,
    does: `the wells of “${value}” are left out of every fit`,
    exclude: rows.flatMap((row) =>
      mapping.responses.map((responseColumn) => ({
        row,
        responseColumn,
        cause: 'hand' as const,
        reason: 'control well',
      })),
    ),
  }
}

function withoutValue(role: NonNullable<ColumnMapping['role']>, value: string): ColumnMapping['role'] {
  const controlValues = role.controlValues.filter((one) => one !== value)
  return controlValues.length === 0 ? null : { ...role, controlValues }
}

function isControlRow({ frame }: Scene, role: ColumnMapping['role'], row: number): boolean {
  const column = role === null ? undefined : frame.columns[role.column]
  return column !== undefined && role?.controlValues.includes(cellText(column, row)) === true
}
