// 扫码登录 follows the phone by itself. Without this file the page's own button does it. No inline handlers, no eval, no storage.
"use strict";
for (const host of document.querySelectorAll("[data-qr]")) {
  const told = document.querySelector("[data-qr-told]");
  const offline = document.querySelector("[data-qr-offline]");
  const asksEvery = 3000;
  let rounds = Number(host.dataset.rounds);
  let source = null;
  let asking = 0;
  let ticking = 0;
  let turn = 0;
  let token = "";

  const panel = () => host.querySelector("[data-qr-now]");
  const state = () => panel()?.dataset.qrNow;

  const rest = () => {
    source?.close();
    source = null;
    clearTimeout(asking);
    clearInterval(ticking);
  };

  const count = () => {
    let left = Number(panel().dataset.left);
    const words = host.querySelector("[data-seconds]");
    const arc = host.querySelector("[data-arc]");
    host.querySelector("[data-count]")?.removeAttribute("hidden"); // without script the seconds would stand still
    ticking = setInterval(() => {
      left -= 1;
      if (words && left >= 0) words.textContent = words.dataset.seconds.replace("{0}", String(left));
      arc?.setAttribute("stroke-dasharray", `${Math.max(0, left)} 60`);
      // Nobody said that it is over: the way there may be held up by a proxy.
      if (left === -3) ask();
    }, 1000);
  };

  // The server draws every state; this only fetches the one there is. An older fetch that comes late changes nothing.
  const load = async (renew) => {
    const mine = ++turn;
    rest();
    try {
      const body = renew ? { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }) } : {};
      const answer = await fetch(host.dataset.panel, { ...body, cache: "no-store", redirect: "error" });
      const text = await answer.text();
      if (mine !== turn) return;
      if (!answer.ok && answer.status !== 429) throw new Error(String(answer.status));
      const hadFocus = host.contains(document.activeElement);
      host.innerHTML = text;
      if (hadFocus) host.querySelector("a, button:not([hidden])")?.focus();
      told.textContent = panel()?.dataset.say ?? "";
      dress();
    } catch {
      if (mine === turn) lose();
    }
  };

  const hear = (now) => {
    if (now === state()) return;
    if (now === "expired" && state() !== "confirmed" && rounds > 1) {
      rounds -= 1;
      load(true);
    } else if (now !== "spent") {
      load(false);
    }
  };

  const show = (isOffline) => {
    host.hidden = isOffline;
    offline.hidden = !isOffline;
  };

  // Nothing is cleared and nobody has to begin again: back on line there is a new code.
  const lose = () => {
    rest();
    show(true);
    told.textContent = offline.querySelector("span").textContent;
    asking = setTimeout(async () => {
      try {
        await fetch(host.dataset.state, { cache: "no-store" });
        show(false);
        load(true);
      } catch {
        lose();
      }
    }, asksEvery);
  };

  const ask = async () => {
    source?.close();
    source = null;
    try {
      const answer = await fetch(host.dataset.state, { cache: "no-store" });
      if (answer.ok) hear((await answer.json()).state);
      else if (answer.status === 403) hear("gone");
      if (source === null && ["new", "scanned"].includes(state())) {
        clearTimeout(asking);
        asking = setTimeout(ask, asksEvery);
      }
    } catch {
      lose();
    }
  };

  const follow = () => {
    if (!("EventSource" in window)) {
      ask();
      return;
    }
    const own = new EventSource(host.dataset.events);
    source = own;
    own.addEventListener("state", (event) => hear(JSON.parse(event.data).state));
    own.addEventListener("error", () => {
      if (source === own) ask();
    });
  };

  const dress = () => {
    rest();
    show(false);
    const now = state();
    const form = host.querySelector("[data-qr-form]");
    token = host.querySelector("input[name=__RequestVerificationToken]")?.value ?? token; // forms go, and the next code is asked for all the same
    if (now === "confirmed") {
      // Sent and come back without a session, it is the person's to press: else it would be sent for ever.
      if (panel().dataset.qrTried !== "yes") form.requestSubmit();
      return;
    }
    form?.remove();
    host.querySelector("[data-plain]")?.remove();
    if (now === "new" || now === "scanned") {
      count();
      follow();
    }
  };

  addEventListener("offline", lose);
  // A page that comes back from the browser's cache shows what has become of its code meanwhile.
  addEventListener("pageshow", (event) => { if (event.persisted) load(false); });
  dress();
}
