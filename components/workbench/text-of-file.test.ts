import { expect, it } from 'vitest'
import { textOfFile } from './text-of-file.ts'

it('gives the text of a file', async () => {
  expect(await textOfFile(new File(['Dose,µM'], 'a.csv'))).toEqual({ ok: true, value: 'Dose,µM' })
})

it('says what to do where a file is gone since it was chosen', async () => {
  const gone = { text: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }
  expect(await textOfFile(gone)).toMatchObject({
    ok: false,
    error: expect.stringContaining('choose it again'),
  })
})
