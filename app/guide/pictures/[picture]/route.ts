import { pictureNames, readPicture } from '@/lib/guide/read-guide.ts'

/** Copied into the build: a page of the guide asks nobody else. */
export const dynamic = 'force-static'
export const dynamicParams = false

export async function generateStaticParams(): Promise<{ picture: string }[]> {
  return (await pictureNames()).map((picture) => ({ picture }))
}

interface Context {
  readonly params: Promise<{ picture: string }>
}

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { picture } = await params
  return new Response(await readPicture(picture), { headers: { 'content-type': 'image/webp' } })
}
