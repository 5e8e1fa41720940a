# syntax=docker/dockerfile:1
# One image for each app: docker build --build-arg APP=collector --build-arg VERSION=0.1.0 --build-arg REVISION=$(git rev-parse HEAD) -t tickettape/collector:0.1.0 .
# APP is one of sheet-sync, collector, storage, notifier, cli, marketplace. All share every layer but the last.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund && node scripts/compile.mjs

# What runs: compiled code, and the production dependencies without the Node.js that the image has anyway.
FROM build AS production
RUN --mount=type=cache,target=/root/.npm sh scripts/production-tree.sh

FROM ${NODE_IMAGE} AS runtime
ARG APP
ARG VERSION
ARG REVISION
LABEL org.opencontainers.image.title="tickettape ${APP}" \
      org.opencontainers.image.description="Watches resale markets and keeps every change of them as a replayable tape" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="tickettape" \
      org.opencontainers.image.base.name="node:24.21.0-bookworm-slim"
# The user has no home; what a library keeps there is temporary.
ENV NODE_ENV=production HOME=/tmp
# Owned by root and read by everybody: whoever runs it can change nothing of it.
COPY --from=production --chown=0:0 /build/node_modules /app/node_modules
COPY --from=production --chown=0:0 /build/package.json /app/package.json
COPY --from=production --chown=0:0 /build/libs /app/libs
COPY --from=production --chown=0:0 /build/apps /app/apps
WORKDIR /app/apps/${APP}
USER 10001:10001
EXPOSE 3000
# The container is well while its process answers; what its work needs is asked by readiness in the cluster.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--import", "@tickettape/telemetry/otel"]
CMD ["dist/main.js"]
