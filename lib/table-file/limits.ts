/** Sizes are decimal bytes. Above them a browser tab would run short of memory before it shows a curve. */
export const TABLE_LIMITS = {
  textBytes: 150_000_000,
  /** Packed: a workbook unfolds to about ten times its size. */
  packedBytes: 30_000_000,
  rows: 1_000_000,
  columns: 2_000,
  /** Cells of all rows together. */
  cells: 20_000_000,
} as const
