import { setImmediate as takeTurn } from 'node:timers/promises'
import { exportGrantedFrame } from '@/app/server/export-frame.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'
import { packExport } from '@/lib/workbench/pack-export.ts'

/** The rows of a frame as they arrive: bytes of `packExport`, or the problem as JSON. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  return routeAnswer(
    request,
    'export-data-frame',
    () => exportGrantedFrame(query),
    (exported) =>
      new Response(packExport(exported, takeTurn), {
        headers: {
          'cache-control': 'no-store, no-transform',
          'content-type': 'application/octet-stream',
          'x-content-type-options': 'nosniff',
        },
      }),
  )
}
