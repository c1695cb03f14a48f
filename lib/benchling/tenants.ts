/** A configured Benchling tenant: the only hosts this server ever talks to. Parsed from the environment at start. */
export interface Tenant {
  /** Exact, lower-case; what a key's `aud` must equal. `acme.benchling.com`, or `localhost:4310` for the sandbox. */
  readonly host: string
  readonly name: string
  /** `https://<host>` for a real tenant; plain http only for the sandbox on loopback. */
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Host names signed URLs may point to, besides the S3 forms of the contract, section 12. */
  readonly storageHosts: readonly string[]
  /** `{analysisId}` is replaced; null where the tenant's page address is not known. */
  readonly analysisUrlTemplate: string | null
  readonly isSandbox: boolean
}
