#!/usr/bin/env bash
# Starts the built server with data of its own, lets a client library of another house use it, and ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)
server="$root/src/JsHrss.IdP"
dll="$server/bin/${CONFIGURATION:-Release}/net10.0/JsHrss.IdP.dll"
[ -f "$dll" ] || { echo "$dll is missing; build the solution first: dotnet build -c Release" >&2; exit 1; }
[ -d node_modules/oidc-client-ts ] || npm ci --no-audit --no-fund --silent

free_port() { node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
export ISSUER="http://localhost:$(free_port)"
# Where the clients are said to live: the tests listen there for what the server tells relying parties.
export HALL="http://localhost:$(free_port)"
export SPA_PORT=$(free_port)
export APACHE_PORTS="$(free_port) $(free_port) $(free_port)"
data=$(mktemp -d)
export APACHE_KEY="$data/interop-jar.pem" FAPI_KEY="$data/interop-fapi.pem"
sed "s#http://localhost:5300#$HALL#g" "$root/samples/clients.json" >"$data/clients.json"
# Redirect URIs are compared as text, so clients on free ports are declared for those ports.
node declare-clients.js >"$data/more-clients.json"
log="$data/server.log"
pid=
finish() {
  if [ -n "$pid" ] && kill -TERM "$pid" 2>/dev/null; then wait "$pid" || true; fi
  rm -rf "$data"
}
trap finish EXIT

(cd "$server" && exec env ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="$ISSUER" Issuer="$ISSUER" \
  Clients__Files__0="$data/clients.json" Clients__Files__1="$data/more-clients.json" DataFolder="$data" dotnet "$dll") >"$log" 2>&1 &
pid=$!
for _ in $(seq 120); do
  if node -e 'fetch(process.env.ISSUER + "/.well-known/openid-configuration").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))'; then ready=yes; break; fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.5
done
if [ -z "${ready:-}" ]; then
  echo "The server did not become ready at $ISSUER:" >&2
  cat "$log" >&2
  exit 1
fi

code=0
node --test --test-reporter=spec "$@" || code=$?
[ $code -eq 0 ] || { echo "--- last lines of the server ---"; tail -n 40 "$log"; }
exit $code
