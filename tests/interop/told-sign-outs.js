// The relying party's end of the back-channel: listens where the server was told that the client lives, and keeps what it hears.

import { createServer } from "node:http";

export class ToldSignOuts {
  #address;
  #path;
  #server;
  #told = [];
  #waiting = [];

  constructor(origin, path) {
    this.#address = new URL(origin);
    this.#path = path;
  }

  listen() {
    this.#server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const token = new URLSearchParams(body).get("logout_token");
      const taken = request.method === "POST" && request.url === this.#path && token !== null;
      response.writeHead(taken ? 200 : 400, { "cache-control": "no-store" }).end();
      if (!taken) return;
      this.#told.push({ token, type: request.headers["content-type"], sid: JSON.parse(Buffer.from(token.split(".")[1], "base64url")).sid });
      for (const look of this.#waiting.splice(0)) look();
    });
    return new Promise((done) => this.#server.listen(Number(this.#address.port), this.#address.hostname, done));
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }

  heard(sid) {
    return this.#told.some((one) => one.sid === sid);
  }

  /** The word about one session, when it comes; messages leave the server soon, but not in the answer that the browser gets. */
  async about(sid, patience = 20_000) {
    const end = Date.now() + patience;
    for (;;) {
      const found = this.#told.find((one) => one.sid === sid);
      if (found) return found;
      const left = end - Date.now();
      if (left <= 0) throw new Error("The relying party was not told.");
      await new Promise((done) => { this.#waiting.push(done); setTimeout(done, left).unref(); });
    }
  }
}
