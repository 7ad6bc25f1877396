#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test of the repository.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when all that ran passed and every project ran something.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -q 'Noto Sans CJK' || missing+=(fonts-noto-cjk)
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
[ -f /usr/lib/apache2/modules/mod_auth_openidc.so ] && command -v apache2 >/dev/null || missing+=(apache2-bin libapache2-mod-auth-openidc)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  else
    echo "These are needed and could not be installed here: ${missing[*]}. On Debian, as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  echo "Node 20 or newer is needed for tests/interop; found $(node --version)." >&2
  exit 1
fi

dotnet restore --locked-mode
dotnet build -c Release --no-restore -nologo -clp:ErrorsOnly
(cd tests/interop && npm ci --no-audit --no-fund --silent)

passed=0; failed=0; skipped=0; broken=0
log=$(mktemp); trap 'rm -f "$log"' EXIT

# Adds one run's figures; a run that counted nothing is a failure by itself.
count() { # name passed failed skipped exit-code
  passed=$((passed + $2)); failed=$((failed + $3)); skipped=$((skipped + $4))
  if [ $(($2 + $3)) -eq 0 ]; then echo "$1 ran no test." >&2; broken=1; fi
  if [ "$5" -ne 0 ]; then broken=1; fi
}
figure() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | awk '{n += $1} END {print n + 0}'; }

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  # Run by hand: they measure and search, and count nothing here.
  case "$name" in JsHrss.Benchmarks | JsHrss.Fuzz | JsHrss.Drills) continue ;; esac
  echo "== $name"
  code=0
  dotnet test --project "$project" -c Release --no-build 2>&1 | tee "$log" || code=$?
  grep -E '^ *skipped ' "$log" || true
  count "$name" "$(figure succeeded)" "$(figure failed)" "$(figure skipped)" "$code"
done

echo "== interop"
code=0
bash tests/interop/run.sh 2>&1 | tee "$log" || code=$?
tap() { sed -n "s/^\(# \|ℹ \)$1 \([0-9][0-9]*\)$/\2/p" "$log" | awk '{n += $1} END {print n + 0}'; }
count interop "$(tap pass)" "$(tap fail)" "$(tap skipped)" "$code"

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$broken" -eq 0 ]
