// Serves the single-page client of a browser: one empty page for every address, with the library beside it.
// Where the library opens a frame or a window, the page there does what its documentation asks for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";

const library = new URL("node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js", import.meta.url);

const answers = {
  "/silent": "signinSilentCallback",
  "/popup": "signinPopupCallback",
  "/signed-out-popup": "signoutPopupCallback",
};

/** Listens on a given port of this machine; the returned server is to be closed. */
export async function spaHost(port) {
  const script = await readFile(library);
  const server = createServer((request, response) => {
    if (request.url === "/oidc.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    } else {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" })
        .end(`<!doctype html><title>spa</title><body>spa<script src=/oidc.js></script>${answerAt(request.url)}`);
    }
  });
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return server;
}

function answerAt(url) {
  const callback = answers[new URL(url, "http://localhost").pathname];
  return callback ? `<script>new oidc.UserManager({ authority: "", client_id: "", redirect_uri: "" }).${callback}()</script>` : "";
}
