#!/bin/sh
# Compiles kopir/web/ui/styles into the one committed stylesheet, and refreshes the committed htmx.
# Needs Node 20 or newer. What it downloads stays in build/ui, which is not committed.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build/ui
cp tools/package.json tools/package-lock.json build/ui/
(cd build/ui && npm ci --silent --no-fund --no-audit --ignore-scripts)
static=kopir/web/ui/static/ui
build/ui/node_modules/.bin/sass --style=compressed --no-source-map --quiet-deps \
  --load-path=build/ui/node_modules kopir/web/ui/styles/kopir.scss "$static/kopir.css"
version=$(node -p "require('./build/ui/node_modules/htmx.org/package.json').version")
{ printf '/* htmx %s, https://htmx.org, Zero-Clause BSD; see LICENCES.md */\n' "$version"
  cat build/ui/node_modules/htmx.org/dist/htmx.min.js; } > "$static/htmx.min.js"
wc -c "$static/kopir.css" "$static/htmx.min.js"
