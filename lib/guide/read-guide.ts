import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PAGE_NAMES } from './contents.ts'
import { renderPage, type GuidePage } from './render-page.ts'
import { webpSize } from './webp-size.ts'

/** Only while the app is built and in tests: what is made of these files is served, not the files. */
const folder = join(process.cwd(), 'docs/guide')

let read: Promise<readonly GuidePage[]> | null = null

/** Every page in the order of the contents; anew each time while pages are being written. */
export function readGuide(): Promise<readonly GuidePage[]> {
  if (process.env.NODE_ENV === 'development') return readPages()
  read ??= readPages()
  return read
}

async function readPages(): Promise<readonly GuidePage[]> {
  const sizes = new Map<string, readonly [number, number]>()
  for (const name of await pictureNames()) sizes.set(name, webpSize(await readPicture(name)))
  return Promise.all(
    PAGE_NAMES.map(async (name) =>
      renderPage({ name, markdown: await readFile(join(folder, `${name}.md`), 'utf8') }, sizes),
    ),
  )
}

export async function pictureNames(): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'pictures'))
  return names.filter((name) => name.endsWith('.webp')).toSorted()
}

/** @param name  one of `pictureNames()` */
export function readPicture(name: string): Promise<Buffer<ArrayBuffer>> {
  return readFile(join(folder, 'pictures', name))
}

export function readGuideStyle(): Promise<string> {
  return readFile(join(process.cwd(), 'lib/guide/guide.css'), 'utf8')
}
