/** Words as a sentence or a title begins with them: "rows 3 and 4" is "Rows 3 and 4". */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
