#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test of the repository.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when all that ran passed and every project ran something.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Test processes live for seconds: profiling their code costs a fifth of the time and pays nothing back, nor does a thread that collects beside them.
export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0

can_install() { command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; }
# The shell is the same engine without a browser's own windows, and costs a third of it; where it cannot be had, a whole browser will do.
if ! command -v chromium-headless-shell >/dev/null && can_install; then
  (timeout 60 apt-get update -qq || true; DEBIAN_FRONTEND=noninteractive timeout 120 apt-get install -y -qq chromium-headless-shell) >/dev/null 2>&1 || true
fi
missing=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -q 'Noto Sans CJK' || missing+=(fonts-noto-cjk)
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
[ -f /usr/lib/apache2/modules/mod_auth_openidc.so ] && command -v apache2 >/dev/null || missing+=(apache2-bin libapache2-mod-auth-openidc)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if can_install; then
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

(cd tests/interop && npm ci --no-audit --no-fund --silent) &
packages=$!
dotnet restore --locked-mode
dotnet build -c Release --no-restore -nologo -clp:ErrorsOnly
wait "$packages"

logs=$(mktemp -d); trap 'rm -rf "$logs"' EXIT

# One run: its output and exit code are kept under its name, and printed at the end, one run after the other.
project() { # name
  local code=0
  # The built program itself: dotnet test would evaluate its project and all that it refers to once more.
  dotnet "tests/$1/bin/Release/net10.0/$1.dll" --no-progress --no-ansi >"$logs/$1" 2>&1 || code=$?
  echo "$code" >"$logs/$1.code"
  echo "== $1 ended with $code after ${SECONDS} s"
}
interop() {
  local code=0
  bash tests/interop/run.sh >"$logs/interop" 2>&1 || code=$?
  echo "$code" >"$logs/interop.code"
  echo "== interop ended with $code after ${SECONDS} s"
}

names=()
for path in tests/*/*.csproj; do
  # Run by hand: they measure and search, and count nothing here.
  case "$path" in *Benchmarks* | *Fuzz* | *Drills*) continue ;; esac
  names+=("$(basename "$path" .csproj)")
done
# The short ones first, by themselves. Then two sequences at once, since both wait half of their time: for browsers, and for a database on disk.
longest=JsHrss.IdP.Tests
short="JsHrss.Accounts.Tests JsHrss.Architecture.Tests JsHrss.OpenId.Tests"
for name in $short; do project "$name"; done
(
  for name in "${names[@]}"; do
    case " $short $longest " in *" $name "*) ;; *) project "$name" ;; esac
  done
  interop
) &
project "$longest"
wait

passed=0; failed=0; skipped=0; broken=0
dotnet_figure() { sed -n "s/^ *$2: *\([0-9][0-9]*\).*/\1/p" "$logs/$1" | awk '{n += $1} END {print n + 0}'; }
tap_figure() { sed -n "s/^\(# \|ℹ \)$2 \([0-9][0-9]*\)$/\2/p" "$logs/$1" | awk '{n += $1} END {print n + 0}'; }

# Adds one run's figures; a run that counted nothing is a failure by itself.
count() { # name figure-reader passed-word failed-word skipped-word
  echo "== $1"
  cat "$logs/$1"
  local good bad left
  good=$("$2" "$1" "$3"); bad=$("$2" "$1" "$4"); left=$("$2" "$1" "$5")
  passed=$((passed + good)); failed=$((failed + bad)); skipped=$((skipped + left))
  if [ $((good + bad)) -eq 0 ]; then echo "$1 ran no test." >&2; broken=1; fi
  if [ "$(cat "$logs/$1.code")" -ne 0 ]; then broken=1; fi
}
for name in "${names[@]}"; do count "$name" dotnet_figure succeeded failed skipped; done
count interop tap_figure pass fail skipped

# Once more, where whoever looks at the end finds them.
for name in "${names[@]}" interop; do
  [ "$(cat "$logs/$name.code")" -eq 0 ] || { echo "== failures of $name"; grep -A 8 -E '^(failed |✖ |not ok )' "$logs/$name" | head -60 || true; }
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$broken" -eq 0 ]
