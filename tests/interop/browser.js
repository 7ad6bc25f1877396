// The least of a browser that a sign-in over plain HTTP needs: cookies, redirects, forms.
// Node's fetch keeps no cookies, and the server's are Secure with the __Host- prefix; browsers keep those on
// http://localhost, so this jar does too.

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decode = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : (entities[name] ?? whole));

function attributes(tag) {
  const found = {};
  for (const [, name, , double, single, bare] of tag.matchAll(/([\w:-]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    found[name.toLowerCase()] ??= decode(double ?? single ?? bare ?? "");
  }
  return found;
}

/** The forms of a page: method, action, fields with a value, and submit buttons. */
export function forms(html, address) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, tag, body]) => {
    const form = attributes(tag);
    const inputs = [...body.matchAll(/<input\b([^>]*)>/gi)].map(([, input]) => attributes(input));
    const buttons = [...body.matchAll(/<button\b([^>]*)>/gi)].map(([, button]) => attributes(button));
    return {
      method: (form.method ?? "get").toUpperCase(),
      action: new URL(form.action || address, address),
      names: new Set(inputs.map((input) => input.name).filter(Boolean)),
      fields: inputs.filter((input) => input.name && (!["checkbox", "radio"].includes(input.type) || "checked" in input)).map((input) => [input.name, input.value ?? ""]),
      buttons: buttons.filter((button) => button.name && !("disabled" in button)).map((button) => [button.name, button.value ?? ""]),
    };
  });
}

export class Browser {
  #cookies = new Map();

  /** Follows redirects until a page, or until an address that starts with one of the given ones; that address is not fetched. */
  async open(address, { stopAt = [], ...init } = {}) {
    for (let hops = 0; hops < 20; hops += 1) {
      const url = new URL(address);
      if (stopAt.some((start) => url.href.startsWith(start))) return { stoppedAt: url };
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(url, { ...init, redirect: "manual", headers: { ...init.headers, ...(cookie && { cookie }) } });
      this.#keep(response);
      if (response.status < 300 || response.status >= 400) return { url, status: response.status, html: await response.text() };
      address = new URL(response.headers.get("location"), url).href;
      init = {};
    }
    throw new Error(`too many redirects, last to ${address}`);
  }

  /** Submits a form as a browser would, with some fields filled in. */
  submit(form, filled, options) {
    const body = new URLSearchParams(form.fields.filter(([name]) => !(name in filled)));
    for (const [name, value] of Object.entries(filled)) body.append(name, value);
    if (form.method === "GET") {
      const url = new URL(form.action);
      url.search = body;
      return this.open(url, options);
    }
    return this.open(form.action, { ...options, method: "POST", body });
  }

  #keep(response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...rest] = line.split(";");
      const at = pair.indexOf("=");
      const name = pair.slice(0, at).trim();
      const gone = rest.some((part) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(part));
      if (gone) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(at + 1).trim());
    }
  }
}
