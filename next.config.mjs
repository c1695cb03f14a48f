const appUrl = process.env.APP_URL

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
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
