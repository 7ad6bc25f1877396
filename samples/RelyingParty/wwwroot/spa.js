// A public client in one file: authorization code with PKCE (RFC 7636), no library, no secret.
// Tokens live in this page's memory only; a reload forgets them, a script of another page never sees them.

const root = document.getElementById("spa");
const { issuer, client } = root.dataset;
const redirectUri = `${location.origin}/spa/callback`;
const say = document.getElementById("say");
const buttons = Object.fromEntries(["signin", "refresh", "forget", "signout"].map((id) => [id, document.getElementById(id)]));
let tokens = null;
let subject = null;

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const fromBase64url = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const decode = (part) => JSON.parse(new TextDecoder().decode(fromBase64url(part)));

async function discover() {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  const server = await response.json();
  if (server.issuer !== issuer) throw new Error("发现文档的签发者不一致");
  return server;
}

async function signIn() {
  const server = await discover();
  const attempt = { state: random(), nonce: random(), verifier: random() };
  sessionStorage.setItem("spa.attempt", JSON.stringify(attempt));
  const challenge = base64url(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier)));
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({
    client_id: client, response_type: "code", scope: "openid profile", redirect_uri: redirectUri, state: attempt.state,
    nonce: attempt.nonce, code_challenge: challenge, code_challenge_method: "S256", ui_locales: "zh-CN",
  });
  location.assign(address);
}

async function askTokens(form) {
  const server = await discover();
  const response = await fetch(server.token_endpoint, { method: "POST", body: new URLSearchParams({ client_id: client, ...form }) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`令牌接口回答 ${answer.error}`);
  return answer;
}

async function check(idToken, nonce) {
  const [header, payload, signature] = idToken.split(".");
  const { alg, kid } = decode(header);
  if (alg !== "ES256") throw new Error("ID Token 的签名算法不是登记的算法");
  const server = await discover();
  const { keys } = await (await fetch(server.jwks_uri)).json();
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) throw new Error("找不到验签公钥");
  const key = await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  if (!(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(signature), signed))) throw new Error("ID Token 签名不正确");
  const claims = decode(payload);
  const now = Date.now() / 1000;
  if (claims.iss !== issuer || claims.aud !== client || claims.exp < now - 60) throw new Error("ID Token 不是签给本应用的，或已过期");
  if (nonce !== undefined ? claims.nonce !== nonce : subject !== null && claims.sub !== subject) throw new Error("ID Token 与本次登录不符");
  return claims;
}

const masks = { name: (v) => `${[...v][0]}*`, phone_number: (v) => `${v[0]}*****${v.slice(-2)}`, birthdate: () => "****-**-**" };
const readable = (json) => JSON.stringify(json, (key, value) => (typeof value === "string" && masks[key] ? masks[key](value) : value), 2);

function show(part, json) {
  document.getElementById(part).textContent = readable(json);
  document.getElementById(`${part}-part`).hidden = false;
}

async function keep(answer, nonce) {
  tokens = { ...tokens, ...answer };
  if (answer.id_token) {
    const claims = await check(answer.id_token, nonce);
    subject = claims.sub;
    show("claims", claims);
  }
  const server = await discover();
  const response = await fetch(server.userinfo_endpoint, { headers: { Authorization: `Bearer ${tokens.access_token}` } });
  const userInfo = await response.json();
  if (userInfo.sub !== subject) throw new Error("用户信息与本次登录不符");
  show("userinfo", userInfo);
  buttons.signin.hidden = true;
  buttons.forget.hidden = false;
  buttons.signout.hidden = false;
  buttons.refresh.hidden = !tokens.refresh_token;
}

async function finish() {
  const answer = new URLSearchParams(location.search);
  // The code must not stay in the address bar or in the history.
  history.replaceState(null, "", "/spa");
  const attempt = JSON.parse(sessionStorage.getItem("spa.attempt") ?? "null");
  sessionStorage.removeItem("spa.attempt");
  if (!attempt || answer.get("state") !== attempt.state || answer.get("iss") !== issuer) throw new Error("返回的信息与本次登录不符，没有采用");
  if (answer.has("error")) throw new Error(answer.get("error") === "access_denied" ? "您没有同意登录，本次没有登录" : `登录没有完成（${answer.get("error")}）`);
  await keep(await askTokens({ grant_type: "authorization_code", code: answer.get("code"), redirect_uri: redirectUri, code_verifier: attempt.verifier }), attempt.nonce);
  say.textContent = "已登录。令牌只在本页内存里。";
}

// RP-Initiated Logout §2: the ID token as a hint says whose session is meant, so that nobody need be asked.
async function signOut() {
  const server = await discover();
  const state = random();
  sessionStorage.setItem("spa.signout", state);
  const address = new URL(server.end_session_endpoint);
  address.search = new URLSearchParams({ client_id: client, id_token_hint: tokens.id_token, post_logout_redirect_uri: `${location.origin}/spa`, state, ui_locales: "zh-CN" });
  location.assign(address);
}

function signedOut() {
  const [back, begun] = [new URLSearchParams(location.search).get("state"), sessionStorage.getItem("spa.signout")];
  if (back === null) return;
  history.replaceState(null, "", "/spa");
  sessionStorage.removeItem("spa.signout");
  if (back === begun) say.textContent = "已退出登录。";
}

async function run(step, done) {
  try {
    await step();
    if (done) say.textContent = done;
  } catch (error) {
    say.textContent = error instanceof TypeError ? "统一身份认证暂时没有回应，请稍后再试。" : `${error.message}。请重新登录。`;
  }
}

buttons.signin.addEventListener("click", () => run(signIn));
buttons.refresh.addEventListener("click", () => run(async () => keep(await askTokens({ grant_type: "refresh_token", refresh_token: tokens.refresh_token })), "令牌已更新。"));
buttons.forget.addEventListener("click", () => location.assign("/spa"));
buttons.signout.addEventListener("click", () => run(signOut));
root.hidden = false;
if (location.pathname === "/spa/callback") run(finish);
else signedOut();
