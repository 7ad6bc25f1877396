// openid-client at the grade of FAPI 2.0: its own key instead of a secret, requests that are signed and pushed, tokens bound to a key.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import * as jose from "jose";
import * as client from "openid-client";
import { Browser, forms } from "./browser.js";

const redirectUri = `http://localhost:${process.env.SPA_PORT}/fapi`;
const sun = { Account: "13000000006", Password: "Demo-2026!" };

let config;
let key;
let DPoP;

before(async () => {
  key = { key: await jose.importPKCS8(readFileSync(process.env.FAPI_KEY, "utf8"), "ES256"), kid: "interop-fapi-1" };
  config = await client.discovery(new URL(process.env.ISSUER), "interop-fapi", undefined, client.PrivateKeyJwt(key), { execute: [client.allowInsecureRequests] });
  DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
});

async function request(more = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const parameters = {
    redirect_uri: redirectUri, scope: "openid profile", state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256", ...more,
  };
  return { parameters, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true } };
}

const pushed = async (parameters) => {
  const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, key);
  return client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
};

describe("openid-client with its own key", () => {
  test("signs in by a signed and pushed request, and once only", async () => {
    const { parameters, checks } = await request();
    const address = await pushed(parameters);
    assert.match(address.searchParams.get("request_uri"), /^urn:ietf:params:oauth:request_uri:/);
    const browser = new Browser();
    const page = await browser.open(address, { stopAt: [redirectUri] });
    const form = forms(page.html, page.url).find((one) => one.method === "POST" && one.names.has("Password"));
    const { stoppedAt } = await browser.submit(form, sun, { stopAt: [redirectUri] });
    assert.ok(stoppedAt, "the sign-in did not end at the client");
    await assert.rejects(client.authorizationCodeGrant(config, stoppedAt, checks), { error: "invalid_dpop_proof" });
    const tokens = await client.authorizationCodeGrant(config, stoppedAt, checks, undefined, { DPoP });
    assert.equal(tokens.token_type, "dpop");
    assert.match(tokens.claims().sub, /^p_/);
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP })).name, "孙示名");
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
    assert.equal(refreshed.claims().sub, tokens.claims().sub);
    assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, true);
    // A confidential client keeps its refresh token.
    await client.tokenRevocation(config, tokens.refresh_token);
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP }), { error: "invalid_grant" });

    const again = await browser.open(address, { stopAt: [redirectUri] });
    assert.equal(again.status, 400);
  });

  test("is refused at the endpoint when it signs but does not push, or pushes but does not sign", async () => {
    const { parameters } = await request();
    const plain = await new Browser().open(await client.buildAuthorizationUrlWithJAR(config, parameters, key), { stopAt: [redirectUri] });
    assert.equal(plain.stoppedAt.searchParams.get("error"), "invalid_request");
    assert.equal(plain.stoppedAt.searchParams.get("iss"), process.env.ISSUER);
    await assert.rejects(client.buildAuthorizationUrlWithPAR(config, parameters), { error: "invalid_request" });
  });

  test("is told of a mistake in the request where it pushes it", async () => {
    const { parameters } = await request({ scope: "openid no_such_scope" });
    await assert.rejects(pushed(parameters), { error: "invalid_scope" });
  });
});
