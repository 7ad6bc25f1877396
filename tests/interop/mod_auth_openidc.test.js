// A certified relying party written in C, behind Apache: what it sends and expects is not ours to choose.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launchChromium } from "./chromium.js";
import { startApache } from "./apache.js";

const issuer = process.env.ISSUER;
const [basic, post, jar] = process.env.APACHE_PORTS.split(" ").map(Number);
const sun = { Account: "13000000006", Password: "Demo-2026!" };

let apache;
let browser;

before(async () => {
  apache = await startApache(issuer, [
    {
      port: basic,
      directives: ["OIDCClientID interop-basic", "OIDCClientSecret interop-basic-secret-0123456789abcdefgh", "OIDCProviderTokenEndpointAuth client_secret_basic"],
    },
    {
      port: post,
      directives: [
        "OIDCClientID interop-post", "OIDCClientSecret interop-post-secret-0123456789abcdefghi", "OIDCProviderTokenEndpointAuth client_secret_post",
        "OIDCResponseMode form_post", "OIDCIDTokenSignedResponseAlg RS256", "OIDCProviderBackChannelLogoutSupported On",
      ],
    },
    {
      port: jar,
      directives: [
        "OIDCClientID interop-jar", `OIDCPrivateKeyFiles interop-jar-1#${process.env.APACHE_KEY}`, "OIDCClientSecret interop-jar-secret-0123456789abcdefghij",
        // This version sets no exp of its own, and the server wants one.
        `OIDCRequestObject '${JSON.stringify({
          request_object_type: "request",
          copy_from_request: ["client_id", "response_type", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method"],
          static: { exp: Math.floor(Date.now() / 1000) + 1800 },
          crypto: { sign_alg: "RS256" },
        })}'`,
        "OIDCIDTokenSignedResponseAlg PS256", "OIDCProviderBackChannelLogoutSupported On",
      ],
    },
  ]);
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await apache?.stop();
});

async function fillIn(page, who) {
  await at(page, `${issuer}/sign-in**`);
  for (const [name, value] of Object.entries(who)) await page.fill(`input[name=${name}]:visible`, value);
  await page.click("main button[type=submit]:visible");
}

/** Waits for an address; a page that stays elsewhere says in the failure where and what it shows. */
async function at(page, url) {
  await page.waitForURL(url).catch(async (failed) => {
    throw new Error(`at ${page.url()}: ${(await page.innerText("body")).slice(0, 600)}\n${apache.log().slice(-2000)}`, { cause: failed });
  });
}

async function open(page, port) {
  await page.goto(`http://localhost:${port}/rp/`);
  if (page.url().startsWith(`${issuer}/sign-in`)) await fillIn(page, sun);
  await at(page, `http://localhost:${port}/rp/`);
  assert.match(await page.content(), /protected/, apache.log());
}

/** What the module holds of the session. */
const session = (page, port) => page.evaluate((at) => fetch(`http://localhost:${at}/rp/callback?info=json`).then((answer) => answer.json()), port);

describe("mod_auth_openidc", () => {
  for (const [name, port, alg] of [["client_secret_basic", basic, "ES256"], ["client_secret_post, form_post and RS256", post, "RS256"], ["a signed request object and PS256", jar, "PS256"]]) {
    test(`signs in with ${name}`, async () => {
      const context = await browser.newContext();
    context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      await open(page, port);
      const held = await session(page, port);
      assert.equal(held.id_token.iss, issuer);
      assert.equal(held.userinfo.name, "孙示名");
      assert.equal(held.userinfo.sub, held.id_token.sub);
      assert.ok(alg);
      await context.close();
    });

    test(`signs out at the provider with ${name}`, async () => {
      const context = await browser.newContext();
    context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      await open(page, port);
      await page.goto(`http://localhost:${port}/rp/callback?logout=${encodeURIComponent(`http://localhost:${port}/bye.html`)}`);
      await at(page, `http://localhost:${port}/bye.html**`);
      await page.goto(`http://localhost:${port}/rp/`);
      await at(page, `${issuer}/sign-in**`);
      await context.close();
    });
  }

  test("is signed out by the back-channel when the person signs out at another client", async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await open(page, post);
    await open(page, jar);
    await open(page, basic);
    await page.goto(`http://localhost:${basic}/rp/callback?logout=${encodeURIComponent(`http://localhost:${basic}/bye.html`)}`);
    await at(page, `http://localhost:${basic}/bye.html**`);
    for (const port of [post, jar]) {
      // The message leaves after the answer; the module then knows nobody.
      let url = "";
      for (let wait = 0; wait < 50 && !url.startsWith(`${issuer}/sign-in`); wait += 1) {
        await page.goto(`http://localhost:${port}/rp/`);
        url = page.url();
        if (!url.startsWith(issuer)) await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.ok(url.startsWith(`${issuer}/sign-in`), `${port} still serves: ${url}\n${apache.log()}`);
    }
    await context.close();
  });
});
