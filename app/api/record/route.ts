import { grantedRecord } from '@/app/server/read-record.ts'
import { recordCsv } from '@/app/server/record-csv.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

/** The audit trail of one analysis as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  return routeAnswer(
    request,
    'export-record',
    () => grantedRecord(query),
    (pages) => {
      const name = `record-${(query['analysisId'] ?? '').replaceAll(/[^A-Za-z0-9_]/g, '')}.csv`
      return new Response(recordCsv(pages), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        },
      })
    },
  )
}
