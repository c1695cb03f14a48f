import { STANDS_BESIDE } from './scripts/lib/stands-beside.mjs'

const appUrl = process.env.APP_URL

/** Files served as they are; pages get theirs from proxy.ts. A worker's own policy is the one its file comes with. */
const FILE_HEADERS = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  {
    key: 'content-security-policy',
    value:
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; frame-ancestors 'none'",
  },
]

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  // For a container: a folder with the server and what it needs. Not otherwise, as `next start` does not serve it.
  ...(process.env.HALFMAX_STANDALONE === '1'
    ? { output: 'standalone', outputFileTracingIncludes: { '/**': STANDS_BESIDE } }
    : {}),
  poweredByHeader: false,
  headers: () =>
    Promise.resolve(
      process.env.NODE_ENV === 'production'
        ? ['/_next/static/:path*', '/icon.svg'].map((source) => ({ source, headers: FILE_HEADERS }))
        : [],
    ),
  // PGlite, pg and pg-boss load files beside their own modules, so they stay outside the server bundle.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pg-boss', 'drizzle-orm', 'pino'],
  experimental: {
    // A push carries its CSV, HTML and PNG in one action call; Next's default is 1 MB.
    // Behind a proxy the host that arrives may be its inner name; pages still come from the public one.
    serverActions: {
      bodySizeLimit: '64mb',
      allowedOrigins: appUrl && URL.canParse(appUrl) ? [new URL(appUrl).host] : [],
    },
    proxyClientMaxBodySize: '64mb',
  },
}

export default config
