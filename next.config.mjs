/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // PGlite and pg-boss load files beside their own modules, so they stay outside the server bundle.
  serverExternalPackages: ['@electric-sql/pglite', 'pg-boss', 'drizzle-orm', 'pino'],
  experimental: {
    // A push carries its CSV, HTML and PNG in one action call; Next's default is 1 MB.
    serverActions: { bodySizeLimit: '64mb' },
    proxyClientMaxBodySize: '64mb',
  },
}

export default config
