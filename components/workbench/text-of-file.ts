import { err, ok, type Result } from '@/lib/result.ts'

/** The text of a chosen file, or why it cannot be had, in a sentence: it may be gone or too large for the browser. */
export async function textOfFile(file: Pick<File, 'text'>): Promise<Result<string, string>> {
  try {
    return ok(await file.text())
  } catch {
    return err('The browser could not read it. It may have been moved or changed: choose it again.')
  }
}
