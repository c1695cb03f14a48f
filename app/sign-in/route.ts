import { guarded, startSignIn } from '@/app/server/people/sign-in.ts'

export async function GET(request: Request): Promise<Response> {
  return guarded('sign-in', () => startSignIn(new URL(request.url).searchParams.get('to') ?? '/'))
}
