// Apache with mod_auth_openidc, a relying party in C that institutions run: one host for each way of being a client.

import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const modules = "/usr/lib/apache2/modules";
const loaded = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "env", "headers", "auth_openidc"];

/** Starts it with these hosts: { port, directives }. */
export async function startApache(issuer, hosts) {
  const root = mkdtempSync(join(tmpdir(), "interop-apache-"));
  mkdirSync(join(root, "www", "rp"), { recursive: true });
  writeFileSync(join(root, "www", "rp", "index.html"), "<!doctype html><title>rp</title><h1>protected</h1>");
  writeFileSync(join(root, "www", "bye.html"), "<!doctype html><title>bye</title><h1>signed out</h1>");
  const configuration = `
ServerRoot ${root}
ServerName localhost
PidFile ${root}/pid
Mutex file:${root} default
ErrorLog ${root}/error.log
LogLevel error
${loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
TypesConfig /etc/mime.types
DocumentRoot ${root}/www
DirectoryIndex index.html
${hosts.map(({ port }) => `Listen 127.0.0.1:${port}`).join("\n")}
${hosts.map(({ port, directives }) => `
<VirtualHost *:${port}>
  OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
  OIDCRedirectURI http://localhost:${port}/rp/callback
  OIDCCryptoPassphrase interop-${port}
  OIDCScope "openid profile"
  OIDCPKCEMethod S256
  OIDCInfoHook iat access_token access_token_expires id_token userinfo refresh_token session
  OIDCDefaultLoggedOutURL http://localhost:${port}/bye.html
  ${directives.join("\n  ")}
  <Location /rp>
    AuthType openid-connect
    Require valid-user
    Header always set Cache-Control no-store
  </Location>
</VirtualHost>`).join("\n")}
`;
  writeFileSync(join(root, "httpd.conf"), configuration);
  const apache = spawn("apache2", ["-d", root, "-f", join(root, "httpd.conf"), "-DFOREGROUND"], { stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise((resolve) => apache.once("exit", resolve));
  for (let wait = 0; wait < 100; wait += 1) {
    const up = await fetch(`http://localhost:${hosts[0].port}/bye.html`).then((answer) => answer.ok, () => false);
    if (up) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    log: () => readFileSync(join(root, "error.log"), "utf8"),
    async stop() {
      apache.kill("SIGTERM");
      await ended;
      rmSync(root, { recursive: true, force: true });
    },
  };
}
