// Writes the clients of this folder as the server reads them, for the ports and the key of this run.

import { readFileSync } from "node:fs";
import { clientKey, signingKey } from "./client-keys.js";

const [basic, post, jar] = process.env.APACHE_PORTS.split(" ");
const ports = { SPA_PORT: process.env.SPA_PORT, BASIC_PORT: basic, POST_PORT: post, JAR_PORT: jar };
const text = readFileSync(new URL("clients.json", import.meta.url), "utf8").replace(/[A-Z]+_PORT/g, (name) => ports[name]);
const clients = JSON.parse(text);
clients.find((client) => client.client_id === "interop-jar").jwks = clientKey(process.env.APACHE_KEY, "interop-jar-1");
clients.find((client) => client.client_id === "interop-fapi").jwks = signingKey(process.env.FAPI_KEY, "interop-fapi-1");
console.log(JSON.stringify(clients, null, 2));
