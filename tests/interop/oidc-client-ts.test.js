// A widely used library of single-page applications, in a real browser: redirects, popups, hidden frames, CORS.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launchChromium } from "./chromium.js";
import { spaHost } from "./spa-host.js";

const issuer = process.env.ISSUER;
const port = Number(process.env.SPA_PORT);
const origin = `http://localhost:${port}`;
const sun = { Account: "13000000006", Password: "Demo-2026!" };

let host;
let browser;

before(async () => {
  host = await spaHost(port);
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  host?.close();
});

/** Makes the library's UserManager in the page, as window.users. */
const manager = (page, settings = {}) =>
  page.evaluate(([authority, at, more]) => {
    window.users = new oidc.UserManager({
      authority,
      client_id: "interop-spa",
      redirect_uri: `${at}/callback`,
      popup_redirect_uri: `${at}/popup`,
      silent_redirect_uri: `${at}/silent`,
      post_logout_redirect_uri: `${at}/signed-out`,
      popup_post_logout_redirect_uri: `${at}/signed-out-popup`,
      scope: "openid profile",
      loadUserInfo: true,
      userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
      ...more,
    });
  }, [issuer, origin, settings]);

async function client(context) {
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await manager(page);
  return page;
}

async function fillIn(page, who) {
  await page.waitForURL(`${issuer}/sign-in**`);
  for (const [name, value] of Object.entries(who)) await page.fill(`input[name=${name}]:visible`, value);
  await page.click("main button[type=submit]:visible");
}

async function signedIn(settings) {
  const context = await browser.newContext({ locale: "zh-CN" });
    context.setDefaultTimeout(15_000);
  const page = await client(context);
  if (settings) await manager(page, settings);
  await Promise.all([page.waitForURL(`${issuer}/**`), page.evaluate(() => void window.users.signinRedirect({ state: { from: "cart" } }))]);
  await fillIn(page, sun);
  await page.waitForURL(`${origin}/callback?**`);
  await manager(page, settings);
  const user = await page.evaluate(async () => {
    const user = await window.users.signinRedirectCallback();
    return { ...user, state: user.state, expired: user.expired };
  });
  return { context, page, user };
}

describe("oidc-client-ts in Chromium", () => {
  test("signs in by redirect, with PKCE, state and the claims of UserInfo", async () => {
    const { context, page, user } = await signedIn();
    assert.deepEqual(user.state, { from: "cart" });
    assert.equal(user.expired, false);
    assert.equal(user.profile.iss, issuer);
    assert.equal(user.profile.subject_type, "person");
    assert.equal(user.profile.name, "孙示名");
    assert.match(user.profile.sub, /^p_/);
    assert.match(user.access_token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.ok(await page.evaluate(() => window.users.getUser()));
    await context.close();
  });

  test("renews with its refresh token, which rotates", async () => {
    const { context, page, user } = await signedIn();
    const [once, twice] = await page.evaluate(async () => [{ ...(await window.users.signinSilent()) }, { ...(await window.users.signinSilent()) }]);
    assert.equal(once.profile.sub, user.profile.sub);
    assert.notEqual(once.access_token, user.access_token);
    assert.equal(new Set([user.refresh_token, once.refresh_token, twice.refresh_token]).size, 3);
    await context.close();
  });

  test("signs in silently in a hidden frame while the person is signed in, and is refused when nobody is", async () => {
    const { context, page, user } = await signedIn();
    const silent = await page.evaluate(async () => {
      await window.users.removeUser();
      return { ...(await window.users.signinSilent()) };
    });
    assert.equal(silent.profile.sub, user.profile.sub);
    await context.close();

    const nobody = await client(await browser.newContext());
    const refused = await nobody.evaluate(() => window.users.signinSilent().then(() => "signed in", (error) => error.error));
    assert.equal(refused, "login_required");
    await nobody.context().close();
  });

  test("signs in in a popup", async () => {
    const context = await browser.newContext({ locale: "zh-CN" });
    context.setDefaultTimeout(15_000);
    const page = await client(context);
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      page.evaluate(() => {
        window.signing = window.users.signinPopup();
      }),
    ]);
    await fillIn(popup, sun);
    const user = await page.evaluate(async () => ({ ...(await window.signing) }));
    assert.equal(user.profile.name, "孙示名");
    await context.close();
  });

  test("revokes its tokens", async () => {
    const { context, page } = await signedIn();
    const status = await page.evaluate(async (authority) => {
      const { access_token } = await window.users.getUser();
      const before = await fetch(`${authority}/connect/userinfo`, { headers: { authorization: `Bearer ${access_token}` } });
      await window.users.revokeTokens(["access_token", "refresh_token"]);
      const after = await fetch(`${authority}/connect/userinfo`, { headers: { authorization: `Bearer ${access_token}` } });
      return [before.status, after.status];
    }, issuer);
    assert.deepEqual(status, [200, 401]);
    await context.close();
  });

  test("reads a refusal of the server as an error of OAuth", async () => {
    const page = await client(await browser.newContext());
    await Promise.all([
      page.waitForURL(`${origin}/callback?**`),
      page.evaluate(() => void window.users.signinRedirect({ scope: "openid no_such_scope" })),
    ]);
    await manager(page);
    const error = await page.evaluate(() => window.users.signinRedirectCallback().then(() => null, (failed) => [failed.name, failed.error]));
    assert.deepEqual(error, ["ErrorResponse", "invalid_scope"]);
    await page.context().close();
  });

  test("signs out by redirect and comes back with its state", async () => {
    const { context, page } = await signedIn();
    await Promise.all([
      page.waitForURL(`${origin}/signed-out?**`),
      page.evaluate(() => void window.users.signoutRedirect({ state: { to: "home" } })),
    ]);
    await manager(page);
    const back = await page.evaluate(async () => (await window.users.signoutRedirectCallback()).userState);
    assert.deepEqual(back, { to: "home" });
    const silent = await page.evaluate(() => window.users.signinSilent().then(() => "signed in", (error) => error.error));
    assert.equal(silent, "login_required");
    await context.close();
  });

  test("signs out in a popup", async () => {
    const { context, page } = await signedIn();
    await page.evaluate(() => window.users.signoutPopup());
    assert.equal(await page.evaluate(() => window.users.getUser()), null);
    const silent = await page.evaluate(() => window.users.signinSilent().then(() => "signed in", (error) => error.error));
    assert.equal(silent, "login_required");
    await context.close();
  });
});
