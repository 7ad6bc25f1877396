// Key pairs of clients: the private half as a file for the client, the public half as a JWK Set for the server.

import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";

/** RSA, as Apache's module reads it. */
export const clientKey = (file, kid) => write(file, kid, "RS256", "pkcs1", generateKeyPairSync("rsa", { modulusLength: 2048 }));

/** P-256, as the Web Cryptography API reads it. */
export const signingKey = (file, kid) => write(file, kid, "ES256", "pkcs8", generateKeyPairSync("ec", { namedCurve: "P-256" }));

function write(file, kid, alg, type, { publicKey, privateKey }) {
  writeFileSync(file, privateKey.export({ type, format: "pem" }), { mode: 0o600 });
  return { keys: [{ ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg }] };
}
