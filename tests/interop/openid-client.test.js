// Does a certified client library, with nothing but the documented settings, get along with the server?

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as client from "openid-client";
import { Browser, forms } from "./browser.js";

const issuer = process.env.ISSUER ?? "http://localhost:5100";
const redirectUri = "http://localhost:5300/signin-oidc";

const sun = { Account: "13000000006", Password: "Demo-2026!" };
const li = { UnitCode: "91320100MA0000007X", Account: "13000000002", Password: "Unit-2026!" };

let config;

before(async () => {
  config = await client.discovery(new URL(issuer), "hall", undefined, client.ClientSecretBasic("hall-dev-secret-0123456789abcdefghij"), {
    // Development serves plain http on localhost.
    execute: [client.allowInsecureRequests],
  });
});

/** Fills the pages of the server until it sends the browser back to the client. */
async function passPages(browser, page, who) {
  const stopAt = [redirectUri];
  for (let step = 0; step < 6 && !page.stoppedAt; step += 1) {
    assert.equal(page.status, 200, `${page.url} answered ${page.status}: ${page.html?.slice(0, 400)}`);
    const found = forms(page.html, page.url).filter((form) => form.method === "POST");
    const password = found.find((form) => form.names.has("Password") && form.names.has("UnitCode") === "UnitCode" in who);
    const chooser = found.find((form) => form.buttons.some(([name]) => name === "Context"));
    if (password) {
      page = await browser.submit(password, who, { stopAt });
    } else if (chooser) {
      const choices = chooser.buttons.filter(([name]) => name === "Context").map(([, value]) => value);
      const wanted = choices.find((value) => ("UnitCode" in who ? value !== "self" : value === "self"));
      page = await browser.submit(chooser, { Context: wanted }, { stopAt });
    } else {
      // The unit form is a tab of its own; its link leads there.
      const tab = "UnitCode" in who && page.html.match(/<a\b[^>]*href="([^"]*)"[^>]*>(?:(?!<\/a>)[\s\S])*单位登录/);
      assert.ok(tab, `no way on at ${page.url}: ${page.html.slice(0, 800)}`);
      page = await browser.open(new URL(tab[1].replaceAll("&amp;", "&"), page.url), { stopAt });
    }
  }
  assert.ok(page.stoppedAt, "the sign-in did not end at the client");
  return page.stoppedAt;
}

async function signIn(who, scope) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri, scope, state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const browser = new Browser();
  const back = await passPages(browser, await browser.open(address, { stopAt: [redirectUri] }), who);
  return client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
}

describe("openid-client as the service hall", () => {
  test("discovery names the issuer and what the library needs", () => {
    const server = config.serverMetadata();
    assert.equal(server.issuer, issuer);
    assert.equal(server.authorization_response_iss_parameter_supported, true);
    assert.deepEqual(server.code_challenge_methods_supported, ["S256"]);
  });

  describe("a person", () => {
    let tokens;
    before(async () => { tokens = await signIn(sun, "openid profile phone"); });

    test("gets an ID token that says who, at which level, for oneself", () => {
      const claims = tokens.claims();
      assert.equal(claims.subject_type, "person");
      assert.equal(claims.auth_level, "real_name");
      assert.equal(claims.represents, undefined);
      assert.deepEqual(claims.amr, ["pwd"]);
      assert.equal(typeof claims.auth_time, "number");
      assert.equal(typeof claims.sid, "string");
    });

    test("is the same at userinfo, with the name and number asked for", async () => {
      const more = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
      assert.equal(more.name, "孙示名");
      assert.match(more.phone_number, /13000000006$/);
    });

    test("keeps subject, session and time of sign-in over a refresh", async () => {
      const first = tokens.claims();
      const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
      assert.notEqual(renewed.access_token, tokens.access_token);
      const next = renewed.claims();
      for (const name of ["sub", "sid", "auth_time", "acr"]) assert.equal(next[name], first[name], name);
    });

    test("is seen by introspection, and no longer after revocation", async () => {
      const seen = await client.tokenIntrospection(config, tokens.access_token);
      assert.equal(seen.active, true);
      assert.equal(seen.sub, tokens.claims().sub);
      assert.equal(seen.client_id, "hall");
      await client.tokenRevocation(config, tokens.refresh_token);
      assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
      await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
      await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub));
    });
  });

  describe("an administrator of a unit", () => {
    let tokens;
    before(async () => { tokens = await signIn(li, "openid profile unit items"); });

    test("gets an ID token that says for which unit, in which role, under which mandate", () => {
      const claims = tokens.claims();
      assert.equal(claims.subject_type, "unit");
      assert.equal(claims.represents.registration_number, "91320100MA0000007X");
      assert.equal(claims.represents.role, "administrator");
      assert.equal(claims.represents.link, "delegated");
      assert.equal(typeof claims.represents.mandate.id, "string");
    });

    test("still represents that unit after a refresh", async () => {
      const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
      assert.equal(renewed.claims().represents.sub, tokens.claims().represents.sub);
      assert.equal(renewed.claims().sub, tokens.claims().sub);
    });

    test("is told apart at introspection, with the items of the mandate", async () => {
      const seen = await client.tokenIntrospection(config, tokens.access_token);
      assert.equal(seen.active, true);
      assert.equal(seen.subject_type, "unit");
      assert.ok(seen.authorization_details.some((detail) => detail.type === "urn:jshrss:item" && detail.items.length > 0));
    });
  });
});
