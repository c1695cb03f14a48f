# Halfmax for a department: docker build -t halfmax . (see compose.yaml); npm run image:check runs it without an engine.
# The first stage alone, docker build --target build -t halfmax-tools ., has the commands: backup, restore, doctor and so on.
FROM node:24-slim AS build
WORKDIR /halfmax
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
ENV HALFMAX_STANDALONE=1 NEXT_TELEMETRY_DISABLED=1
RUN node node_modules/next/dist/bin/next build

FROM node:24-slim
WORKDIR /halfmax
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=1 \
    HOSTNAME=0.0.0.0 PORT=3000 HALFMAX_DATA_DIR=/data
COPY --from=build /halfmax/.next/standalone ./
COPY --from=build /halfmax/.next/static ./.next/static
COPY --from=build /halfmax/public ./public
# The only place that is written; everything else may be read-only.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "server.js"]
