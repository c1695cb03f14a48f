/** Tenants for the tests of this folder. */
import type { Tenant } from '../tenants.ts'

export const ACME: Tenant = {
  host: 'acme.benchling.com',
  name: 'Acme',
  baseUrl: 'https://acme.benchling.com',
  clientId: 'client-id',
  clientSecret: 'PLANTED-SECRET',
  storageHosts: ['files.acme.test'],
  analysisUrlTemplate: null,
  isSandbox: false,
  people: null,
}

export const SANDBOX: Tenant = {
  ...ACME,
  host: 'localhost:4310',
  baseUrl: 'http://127.0.0.1:4310',
  storageHosts: ['127.0.0.1:4311'],
  isSandbox: true,
  people: null,
}

let count = 0

/** A tenant nobody else knows: token and queue are shared per tenant, so each test has its own. */
export function freshTenant(from: Tenant = ACME): Tenant {
  count += 1
  return { ...from, host: `t${process.pid}-${count}.acme.test` }
}
