import { guarded, signOut } from '@/app/server/people/sign-in.ts'
import { isSameOrigin } from '@/app/server/same-origin.ts'

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, process.env['APP_URL'])) return new Response(null, { status: 403 })
  return guarded('sign-out', async () => signOut((await request.formData()).get('where') === 'everywhere'))
}
