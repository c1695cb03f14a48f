/** Key of a point in `Work.exclusions`. The number of a row and of its response column name a point in a frame. */
export function pointKey(point: { readonly row: number; readonly responseColumn: number }): string {
  return `${point.row}:${point.responseColumn}`
}
