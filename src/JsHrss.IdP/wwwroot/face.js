// 实人认证 follows the phone by itself. Without this file the page's own button does it. No inline handlers, no eval, no storage.
"use strict";
for (const host of document.querySelectorAll("[data-face]")) {
  const told = document.querySelector("[data-face-told]");
  const asksEvery = 3000;
  let asking = 0;
  let ticking = 0;
  let turn = 0;

  const panel = () => host.querySelector("[data-face-now]");
  const state = () => panel()?.dataset.faceNow;

  const rest = () => {
    clearTimeout(asking);
    clearInterval(ticking);
  };

  const count = () => {
    const ends = performance.now() + Number(panel().dataset.left) * 1000;
    const words = host.querySelector("[data-seconds]");
    const show = () => {
      const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
      words.textContent = words.dataset.seconds.replace("{0}", String(Math.floor(left / 60))).replace("{1}", String(left % 60).padStart(2, "0"));
    };
    show();
    host.querySelector("[data-count]").hidden = false; // without script the time would stand still
    ticking = setInterval(show, 1000);
  };

  const later = () => {
    clearTimeout(asking);
    asking = setTimeout(ask, asksEvery);
  };

  // The server draws every state; this only fetches the one there is. An older fetch that comes late changes nothing.
  const load = async () => {
    const mine = ++turn;
    rest();
    try {
      const answer = await fetch(host.dataset.panel, { cache: "no-store" });
      if (mine !== turn) return;
      // Signed out meanwhile, or gone: the page itself says what is.
      if (answer.redirected || !answer.ok) {
        location.reload();
        return;
      }
      host.innerHTML = await answer.text();
      told.textContent = panel()?.dataset.say ?? "";
      dress();
    } catch {
      if (mine === turn) lose();
    }
  };

  const lose = () => {
    told.textContent = host.dataset.offline;
    later();
  };

  async function ask() {
    try {
      const answer = await fetch(host.dataset.state, { cache: "no-store" });
      if (answer.status === 403) {
        location.reload();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (told.textContent === host.dataset.offline) told.textContent = "";
      if (now.state !== state()) {
        load();
        return;
      }
      const silent = host.querySelector("[data-silent]");
      if (silent) silent.hidden = !now.silent;
      if (now.state === "open") later();
    } catch {
      lose();
    }
  }

  const dress = () => {
    rest();
    const form = host.querySelector("[data-face-form]");
    if (state() === "passed") {
      // Sent and come back, it is the person's to press.
      if (panel().dataset.tried !== "yes") form.requestSubmit();
      return;
    }
    if (state() !== "open") return;
    form.remove();
    host.querySelector("[data-plain]")?.remove();
    count();
    later();
  };

  // Back from the channel's app on the same phone, nobody should wait for the next turn.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && state() === "open") ask(); });
  addEventListener("pageshow", (event) => { if (event.persisted) load(); });
  dress();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
