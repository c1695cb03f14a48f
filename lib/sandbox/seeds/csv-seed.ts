import { describeColumns } from '../column-types.ts'
import type { TypeName } from '../column-types.ts'
import { csvBytes } from '../ingest.ts'
import type { AnalysisRecord, Column, FrameRecord, SeededFrame } from '../records.ts'

/** When the seeded objects say they were made; fixed, so that a page looks the same on every machine. */
export const SEEDED_AT_MS = Date.UTC(2026, 0, 12, 9, 30)

export interface SeedColumn {
  readonly displayName: string
  readonly name: TypeName
  readonly isNullable?: boolean
  readonly isList?: boolean
  readonly target?: Column['type']['target']
}

export interface FrameSeed {
  readonly id: string
  readonly name: string
  readonly columns: readonly SeedColumn[]
  readonly rowCount: number
  readonly rows: () => readonly (readonly string[])[]
  /** One per part; default one part, header and all rows as plain CSV. */
  readonly parts?: (header: readonly string[]) => readonly Uint8Array[]
  readonly partCount?: number
  readonly origin?: 'seeded' | 'pushed'
}

/** A frame that is SUCCEEDED from the start. Its bytes are made when first read, then kept. */
export function succeededFrame(seed: FrameSeed): SeededFrame {
  const header = seed.columns.map((column) => column.displayName)
  const makeParts = seed.parts ?? ((names) => [csvBytes([names, ...seed.rows()])])
  let made: readonly Uint8Array[] | null = null
  return {
    record: frameRecord(seed, {
      endsAtMs: 0,
      outcome: {
        kind: 'succeeded',
        columns: seedColumns(seed.columns),
        rowCount: seed.rowCount,
        partCount: seed.partCount ?? 1,
      },
    }),
    parts: () => (made ??= makeParts(header)),
  }
}

export function frameRecord(
  seed: Pick<FrameSeed, 'id' | 'name' | 'origin'>,
  ingestion: FrameRecord['ingestion'],
): FrameRecord {
  return {
    id: seed.id,
    name: seed.name,
    fileName: `${seed.name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}.csv`,
    origin: seed.origin ?? 'seeded',
    createdAtMs: SEEDED_AT_MS,
    isUploaded: ingestion !== null,
    ingestion,
  }
}

export function analysisRecord(
  seed: Pick<AnalysisRecord, 'id' | 'title' | 'about'>,
  attached: { readonly frames: readonly SeededFrame[]; readonly fileIds?: readonly string[] },
): AnalysisRecord {
  return {
    id: seed.id,
    title: seed.title,
    about: seed.about,
    folderId: 'lib_Sandbox01',
    dataFrameIds: attached.frames.map((frame) => frame.record.id),
    fileIds: [...(attached.fileIds ?? [])],
  }
}

export function seedColumns(columns: readonly SeedColumn[]): Column[] {
  return describeColumns(
    columns.map(({ displayName, name, isNullable = false, isList = false, target }) => ({
      displayName,
      type: { name, isNullable, isList, ...(target === undefined ? {} : { target }) },
    })),
  )
}
