// Enhancement only: every page works without this file. No inline handlers, no eval, no storage.
"use strict";
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// 大字版 and 深色 take effect at once and the form being filled stays; the server keeps the choice in a cookie. Language needs a new page.
for (const form of $$("[data-display]")) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kinds = {
    size: { attribute: "data-size", on: "large", off: "normal", is: () => root.getAttribute("data-size") === "large" },
    theme: {
      attribute: "data-bs-theme", on: "dark", off: "light",
      is: () => root.getAttribute("data-bs-theme") === "dark" || (root.getAttribute("data-bs-theme") === "auto" && system.matches),
    },
  };
  for (const button of $$("[data-set]", form)) {
    const kind = kinds[button.dataset.set];
    const show = () => {
      button.value = kind.is() ? kind.off : kind.on;
      button.lastElementChild.textContent = kind.is() ? button.dataset.on : button.dataset.off;
    };
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const fields = new FormData(form);
      fields.set(button.dataset.set, button.value);
      root.setAttribute(kind.attribute, button.value);
      show();
      // Not kept: the page looks as chosen, the next one asks again.
      await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" }).catch(() => {});
    });
    show();
  }
}

// 显示 / 隐藏 the password; without script the button stays hidden. What is sent is a password field again.
for (const button of $$("[data-show]")) {
  const input = document.getElementById(button.dataset.show);
  const word = button.querySelector("span");
  const use = button.querySelector("use");
  const words = [word.textContent, button.dataset.hideText];
  const turn = (show) => {
    input.type = show ? "text" : "password";
    word.textContent = words[Number(show)];
    button.setAttribute("aria-pressed", String(show));
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, show ? "#eye-off" : "#eye"));
  };
  button.hidden = false;
  button.addEventListener("click", () => turn(input.type === "password"));
  input.form.addEventListener("submit", () => turn(false));
}

// 看不清，换一张: a new picture in place; the old one is worth nothing from then on.
for (const button of $$("[data-renew]")) {
  const picture = document.getElementById(button.dataset.renew);
  const input = document.getElementById(button.dataset.clear);
  const address = picture.getAttribute("src");
  let times = 0;
  button.hidden = false;
  button.addEventListener("click", () => {
    picture.src = `${address}?${++times}`;
    input.value = "";
    input.focus();
  });
}

// The summary takes the focus, so that it is read first.
for (const summary of $$("[data-summary]")) summary.focus();

// Units of a long chooser by a part of the name.
for (const input of $$("[data-filter]")) {
  const items = $$("[data-item]", document.getElementById(input.dataset.filter));
  const told = document.getElementById(input.getAttribute("aria-describedby"));
  input.closest("[data-filter-box]").hidden = false;
  input.addEventListener("input", () => {
    const word = input.value.trim().toLowerCase();
    for (const item of items) item.hidden = !item.querySelector("b").textContent.toLowerCase().includes(word);
    const left = items.filter((item) => !item.hidden).length;
    told.textContent = word === "" ? "" : left === 0 ? told.dataset.filterNone : told.dataset.filterSome.replace("{0}", String(left));
  });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}

// One press, one post; the button says so. A page that comes back from the browser's cache is fresh again.
for (const form of $$("[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (!button || button.formNoValidate) return; // asks for another challenge: nothing is being signed in
    button.setAttribute("aria-disabled", "true");
    button.dataset.word = button.textContent;
    button.textContent = form.dataset.once;
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    delete form.dataset.sent;
    for (const button of $$("[data-word]", form)) {
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.word;
      delete button.dataset.word;
    }
  });
}

// After the other sites' hidden frames have loaded, or when one of them takes too long, back to who asked; without script the link does it.
for (const link of $$("[data-return]")) {
  let gone = false;
  const go = () => {
    if (gone) return;
    gone = true;
    location.replace(link.href);
  };
  if (document.readyState === "complete") go();
  else addEventListener("load", go);
  setTimeout(go, 4000);
}
