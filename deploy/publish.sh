#!/usr/bin/env bash
# Publishes the identity provider for linux-x64 with its own runtime, compiled ahead for a quick start. The target machine needs glibc, libstdc++6, libssl3 and libicu.
# Usage: deploy/publish.sh [FOLDER]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${1:-artifacts/jshrss-idp}
rm -rf "$out"
dotnet publish src/JsHrss.IdP -c Release -r linux-x64 --self-contained true -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json -o "$out" -nologo -clp:ErrorsOnly
# Settings of developers are nobody's business on a server.
rm -f "$out/appsettings.Development.json"
du -sh "$out"
