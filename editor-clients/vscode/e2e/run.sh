#!/usr/bin/env bash
# Tests the packaged extension in a real VS Code: see e2e/setup.sh for what that installs.
# TYPOFIX_E2E_FOLDER says where; the default is ~/.cache/typofix-e2e.
set -euo pipefail
cd "$(dirname "$0")/.."

export TYPOFIX_E2E_FOLDER=${TYPOFIX_E2E_FOLDER:-${XDG_CACHE_HOME:-$HOME/.cache}/typofix-e2e}
bash e2e/setup.sh "$TYPOFIX_E2E_FOLDER"
npm run --silent package
node --test --test-concurrency=1 --test-reporter=spec out/e2e/
