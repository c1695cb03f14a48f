import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SEEDED } from './control.ts'
import type { RunningSandbox } from './control.ts'
import { startSandbox } from './start.ts'
import { connect, firstUrl, request } from './test-client.ts'
import type { TestClient } from './test-client.ts'

let sandbox: RunningSandbox
let client: TestClient
beforeAll(async () => {
  sandbox = await startSandbox()
  client = await connect(sandbox)
})
afterAll(() => sandbox.stop())

it('lists the requests of both listeners with their headers, oldest first', async () => {
  await request(`${sandbox.apiUrl}/_control/requests`, { method: 'DELETE' })
  const frame = await client.call('GET', '/api/v2-beta/data-frames/dset_CellMort0001?rowDataFormat=csv')
  await request(firstUrl(frame))
  await client.call('PATCH', `/api/v2-beta/analyses/${SEEDED.mortality}`, { fileIds: [] })
  await client.call('GET', '/api/v1/old')
  const requests = await client.requests()
  expect(requests.map(({ listener, operation, status }) => [listener, operation, status])).toEqual([
    ['api', 'get-data-frame', 200],
    ['storage', 'storage-get', 200],
    ['api', 'patch-analysis', 200],
    ['api', null, 200],
  ])
  expect(requests[0]).toMatchObject({
    method: 'GET',
    path: '/api/v2-beta/data-frames/dset_CellMort0001?rowDataFormat=csv',
  })
  expect(requests[0]?.headers['authorization']).toBe(`Bearer ${client.token}`)
  expect(requests[1]?.headers).not.toHaveProperty('authorization')
  expect(requests[1]?.path).toContain('X-Amz-Signature=')
  expect(requests[2]?.bodyLength).toBe('{"fileIds":[]}'.length)
})

it.each([
  ['a fault of no known kind', '/faults', { kind: 'meteor', operation: 'get-task' }],
  ['a setting that does not exist', '/settings', { gravity: 9.81 }],
  ['a limit of nothing', '/settings', { rateLimit: 0 }],
])('refuses %s', async (_, path, body) => {
  const answer = await request(`${sandbox.apiUrl}/_control${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('problem')
})

it('takes several faults at once', async () => {
  const faults = ['server-error', 'downtime'].map((kind) => ({ kind, operation: 'get-analysis' }))
  await request(`${sandbox.apiUrl}/_control/faults`, { method: 'POST', body: JSON.stringify(faults) })
  const path = `/api/v2-beta/analyses/${SEEDED.mortality}`
  expect((await client.call('GET', path)).status).toBe(500)
  expect((await client.call('GET', path)).status).toBe(503)
})

it.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a name that resolves here', { host: 'rebound.example' }],
])('does not serve %s', async (_, headers) => {
  expect(await statusWith(headers)).toBe(403)
})

/** By node:http, as fetch lets nobody set these headers. */
function statusWith(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${sandbox.apiUrl}/_control/reset`, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}
