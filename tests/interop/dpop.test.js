// openid-client as the department's app: a public, native client whose tokens are bound to its key (RFC 9449).

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as jose from "jose";
import * as client from "openid-client";
import { Browser, forms } from "./browser.js";

const redirectUri = "jshrss-app://callback";
const sun = { Account: "13000000006", Password: "Demo-2026!" };

let config;

before(async () => {
  config = await client.discovery(new URL(process.env.ISSUER), "mobile-app", undefined, client.None(), { execute: [client.allowInsecureRequests] });
});

/** A key of its own, with the nonce that the library learns by and by; as another one would ask for the first anew. */
const newKey = async () => client.getDPoPHandle(config, await client.randomDPoPKeyPair());

async function request(more = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const parameters = {
    redirect_uri: redirectUri, scope: "openid profile offline_access app", state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256", ...more,
  };
  return { parameters, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true } };
}

async function codeOf(address) {
  const browser = new Browser();
  const page = await browser.open(address, { stopAt: [redirectUri] });
  const form = forms(page.html, page.url).find((one) => one.method === "POST" && one.names.has("Password"));
  const { stoppedAt } = await browser.submit(form, sun, { stopAt: [redirectUri] });
  assert.ok(stoppedAt, "the sign-in did not end at the app");
  return stoppedAt;
}

describe("openid-client with tokens bound to its key", () => {
  test("the metadata names algorithms that the library signs with", () => {
    assert.deepEqual(config.serverMetadata().dpop_signing_alg_values_supported, ["ES256", "PS256"]);
  });

  test("signs in with a bound code, refreshes, and is served where its key is proven", async () => {
    const DPoP = await newKey();
    const jkt = await DPoP.calculateThumbprint();
    const { parameters, checks } = await request({ dpop_jkt: jkt });
    const tokens = await client.authorizationCodeGrant(config, await codeOf(client.buildAuthorizationUrl(config, parameters)), checks, undefined, { DPoP });
    assert.equal(tokens.token_type, "dpop");
    assert.deepEqual(jose.decodeJwt(tokens.access_token).cnf, { jkt });
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP })).name, "孙示名");

    // Bound, the refresh token is kept: it serves again and again.
    for (let use = 0; use < 2; use += 1) {
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
      assert.equal(refreshed.token_type, "dpop");
      assert.equal(refreshed.refresh_token, undefined);
      const me = await client.fetchProtectedResource(config, refreshed.access_token, new URL("/api/me", process.env.ISSUER), "GET", undefined, undefined, { DPoP });
      assert.equal(me.status, 200);
    }

    const another = await newKey();
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP: another }), { error: "invalid_grant" });
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_dpop_proof" });
    await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub));
    await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP: another }));
  });

  test("pushes its request with a proof, which binds the code", async () => {
    const DPoP = await newKey();
    const { parameters, checks } = await request();
    const back = await codeOf(await client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP }));
    await assert.rejects(client.authorizationCodeGrant(config, back, checks, undefined, { DPoP: await newKey() }), { error: "invalid_grant" });
    const tokens = await client.authorizationCodeGrant(config, back, checks, undefined, { DPoP });
    assert.deepEqual(jose.decodeJwt(tokens.access_token).cnf, { jkt: await DPoP.calculateThumbprint() });
  });

  test("is told where it pushes that proof and parameter name two keys", async () => {
    const { parameters } = await request({ dpop_jkt: await (await newKey()).calculateThumbprint() });
    await assert.rejects(client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP: await newKey() }), { error: "invalid_request" });
  });
});
