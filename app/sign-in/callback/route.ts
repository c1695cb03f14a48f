import { endSignIn, guarded } from '@/app/server/people/sign-in.ts'

export async function GET(request: Request): Promise<Response> {
  return guarded('sign-in-callback', () => endSignIn(new URL(request.url).search))
}
