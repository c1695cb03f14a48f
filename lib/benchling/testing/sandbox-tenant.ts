import { parseTenants, type Tenant } from '../tenants.ts'
import type { RunningSandbox } from '../../sandbox/control.ts'

/** The variables by which start-up tells the app of a running sandbox. */
export function sandboxEnv(sandbox: RunningSandbox): Record<string, string> {
  return {
    HALFMAX_SANDBOX_URL: sandbox.apiUrl,
    HALFMAX_SANDBOX_STORAGE_URL: sandbox.storageUrl,
    HALFMAX_SANDBOX_HOST: sandbox.host,
    HALFMAX_SANDBOX_CLIENT_ID: sandbox.clientId,
    HALFMAX_SANDBOX_CLIENT_SECRET: sandbox.clientSecret,
  }
}

/** A running sandbox as a configured tenant. */
export function sandboxTenant(sandbox: RunningSandbox): Tenant {
  const tenants = parseTenants(sandboxEnv(sandbox))
  const tenant = tenants.ok ? tenants.value[0] : undefined
  if (tenant === undefined) throw new Error('the sandbox is no tenant')
  return tenant
}
