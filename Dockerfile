# syntax=docker/dockerfile:1
# Two stages: install and prune, then only what runs. Nothing is compiled, nothing is fetched at start.

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --ignore-scripts
# What no running process reads: SQLite's sources, binaries of other systems, larger language models, tests, types, source
# maps, builds for browsers.
RUN cd node_modules \
 && rm -rf .package-lock.json .bin better-sqlite3/deps better-sqlite3/src better-sqlite3/binding.gyp node-addon-api \
 && find better-sqlite3/prebuilds -name '*.node' ! -name "linux-$(node -p process.arch).node" -delete \
 && find eld/src/ngrams -type f ! -name small.js -delete \
 && rm -rf rss-parser/dist zod/src bintrees/test \
 && find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete
COPY LICENSE ./
COPY config config
COPY src src
# Fails the build, not the first start, where something needed was pruned; and keeps what Node.js compiled on the way, so that
# a start and a health check take a fraction of the time. It serves user id 1000 only, and is never written again.
ENV NODE_COMPILE_CACHE=/app/.compile-cache
RUN install -d -o 1000 -g 1000 .compile-cache /data
USER 1000:1000
RUN PACTWATCH_DATA=/data node src/main.ts doctor --offline \
 && node --input-type=module -e "await import('/app/src/daemon.ts'); await import('/app/src/flows/polling/reader-worker.ts')" \
 && printf '<rss version="2.0"><channel><title>A</title><item><title>Wie das Wetter wird</title></item></channel></rss>' \
  | node src/main.ts parse - \
 && node src/main.ts --help >/dev/null

FROM node:24-trixie-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Pactwatch" \
      org.opencontainers.image.description="Watches news feeds for military cooperation between North Korea and Russia and sends digests with reasons" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
# A file or folder mounted at /config takes the place of what ships; /data is the only place that is written.
# A small young generation and one pool of the C library: 70 MB less memory (measured), for somewhat more collections. The
# heap takes at most 45 % of the container's limit: Node.js alone would take 259 MB where 128 are allowed, and be killed.
ENV NODE_ENV=production \
    NODE_OPTIONS="--max-semi-space-size=1 --max-old-space-size-percentage=45" \
    MALLOC_ARENA_MAX=1 \
    NODE_COMPILE_CACHE=/app/.compile-cache \
    UV_THREADPOOL_SIZE=16 \
    TZ=UTC \
    PACTWATCH_DATA=/data \
    PACTWATCH_CONFIG=/config/pactwatch.yaml
RUN install -d -o 1000 -g 1000 /data
WORKDIR /app
COPY --from=build /app /app
COPY config /config
USER 1000:1000
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/app/src/main.ts", "health"]
ENTRYPOINT ["node", "/app/src/main.ts"]
CMD ["run"]
