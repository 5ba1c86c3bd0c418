#!/usr/bin/env bash
# Installs what the end-to-end test needs, on Debian or Ubuntu with Node 20: Chromium, and VS Code as a web
# server (code-server) in the folder $1. Two to three minutes, 800 MB; a second run finds it and is done at once.
#
# The package's own install script is not run, because it downloads a program from outside the
# package registry (full-text search, which the test does not use). Of what it would build, this builds
# what an editor without terminals needs.
set -euo pipefail

readonly folder=${1:?the folder to install into}
readonly version=4.100.3
readonly entry=$folder/node_modules/code-server/out/node/entry.js

if [ -f "$folder/complete-$version" ] && command -v chromium >/dev/null; then
  exit 0
fi

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  chromium fonts-dejavu-core g++ make python3 >/dev/null

mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || echo '{ "private": true }' >package.json
npm install "code-server@$version" --ignore-scripts --no-audit --no-fund

# The headers of the Node that runs, where it brings them along: nothing is downloaded then.
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
[ -f "$prefix/include/node/node.h" ] && export npm_config_nodedir=$prefix

(cd node_modules/argon2 && ../.bin/node-pre-gyp rebuild --build-from-source)
cd node_modules/code-server/lib/vscode
npm install --ignore-scripts --omit=dev --no-audit --no-fund
for module in @vscode/spdlog native-watchdog @parcel/watcher; do
  npm rebuild "$module" --no-ignore-scripts # npm run hands the extension's own setting down
done

node "$entry" --version
touch "$folder/complete-$version"
