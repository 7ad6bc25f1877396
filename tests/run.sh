#!/usr/bin/env bash
# Runs every test of the repository and ends with "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."
exec 3>&1
