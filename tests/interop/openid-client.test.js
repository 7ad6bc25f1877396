// Does a certified client library, with nothing but the documented settings, get along with the server?

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as jose from "jose";
import * as client from "openid-client";
import { Browser, forms } from "./browser.js";
import { ToldSignOuts } from "./told-sign-outs.js";

const issuer = process.env.ISSUER ?? "http://localhost:5100";
const hall = process.env.HALL ?? "http://localhost:5300";
const redirectUri = `${hall}/signin-oidc`;

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

async function signIn(who, scope, browser = new Browser()) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri, scope, state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const back = await passPages(browser, await browser.open(address, { stopAt: [redirectUri] }), who);
  return client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
}

/** Asks without any page whether somebody is still signed in at this browser. */
async function askSilently(browser) {
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri, scope: "openid", state: "s", prompt: "none", unit_hint: "self",
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()), code_challenge_method: "S256",
  });
  return (await browser.open(address, { stopAt: [redirectUri] })).stoppedAt.searchParams;
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

  describe("signing out", () => {
    const returnTo = `${hall}/signout-callback-oidc`;
    const told = new ToldSignOuts(hall, "/backchannel-logout");
    before(() => told.listen());
    after(() => told.close());

    const leave = (browser, parameters) => browser.open(client.buildEndSessionUrl(config, parameters), { stopAt: [returnTo] });

    test("with the ID token as hint leads straight back with the state, and all of it is over", async () => {
      const browser = new Browser();
      const tokens = await signIn(sun, "openid", browser);
      assert.ok((await askSilently(browser)).has("code"));
      const state = client.randomState();
      const back = await leave(browser, { id_token_hint: tokens.id_token, post_logout_redirect_uri: returnTo, state });
      assert.equal(back.stoppedAt?.href, `${returnTo}?state=${state}`);
      assert.equal((await askSilently(browser)).get("error"), "login_required");
      await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
    });

    test("is told to the relying party by a logout token that another library verifies", async () => {
      const browser = new Browser();
      const tokens = await signIn(sun, "openid", browser);
      await leave(browser, { id_token_hint: tokens.id_token, post_logout_redirect_uri: returnTo });
      const { token, type } = await told.about(tokens.claims().sid);
      assert.match(type, /^application\/x-www-form-urlencoded/);
      const keys = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
      // Back-Channel Logout §2.4 and §2.6.
      const { payload, protectedHeader } = await jose.jwtVerify(token, keys, {
        issuer, audience: "hall", typ: "logout+jwt", algorithms: ["ES256"], requiredClaims: ["iat", "exp", "jti", "events", "sub", "sid"],
      });
      assert.equal(payload.sub, tokens.claims().sub);
      assert.deepEqual(payload.events, { "http://schemas.openid.net/event/backchannel-logout": {} });
      assert.equal(payload.nonce, undefined);
      assert.ok(payload.exp - payload.iat <= 120, "a logout token lives two minutes at most");
      assert.equal(typeof protectedHeader.kid, "string");
    });

    test("of one identity leaves the other, when the person says so", async () => {
      const browser = new Browser();
      const unit = await signIn(li, "openid unit", browser);
      const person = await signIn({ Account: li.Account, Password: sun.Password }, "openid", browser);
      const asked = await leave(browser, { id_token_hint: person.id_token, post_logout_redirect_uri: returnTo, state: "one" });
      const form = forms(asked.html, asked.url).find((one) => one.names.has("Reach"));
      const back = await browser.submit(form, { Reach: "context" }, { stopAt: [returnTo] });
      assert.equal(back.stoppedAt?.href, `${returnTo}?state=one`);
      await assert.rejects(client.refreshTokenGrant(config, person.refresh_token), { error: "invalid_grant" });
      assert.equal((await client.refreshTokenGrant(config, unit.refresh_token)).claims().sid, unit.claims().sid);
      assert.ok(await told.about(person.claims().sid));
      assert.equal(told.heard(unit.claims().sid), false);
    });

    test("without a hint asks the person first, and an address that is not registered is never gone to", async () => {
      const browser = new Browser();
      const tokens = await signIn(sun, "openid", browser);
      const asked = await leave(browser, { post_logout_redirect_uri: returnTo });
      assert.equal(asked.status, 200);
      assert.ok(forms(asked.html, asked.url).some((form) => form.names.has("Reach")));
      const strange = await browser.open(client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: `${hall}/elsewhere` }), { stopAt: [hall] });
      assert.equal(strange.stoppedAt, undefined);
      assert.ok((await askSilently(browser)).has("code"), "nobody was signed out");
    });
  });
});
