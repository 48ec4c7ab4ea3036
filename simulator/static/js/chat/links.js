/**
 * Where links lead. Only web and Telegram addresses become links; those that open the bot itself
 * are opened here, in the chat where they were clicked.
 */

import { el } from "../dom.js";
import { notice } from "../notice.js";
import { state } from "../store.js";
import { askToOpen } from "./asking.js";

const SCHEMES = new Set(["http:", "https:", "tg:"]);
const TELEGRAM = new Set(["t.me", "telegram.me", "telegram.dog"]);
const ADDRESS = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=[:/?#\s]|$)/iu;

/** The URL of an address, null for what is none or could run as a script. */
export function addressed(text) {
  const plain = String(text ?? "").trim();
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(plain) ? plain : `https://${plain}`);
    return SCHEMES.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** What a link to the bot itself starts it with; null for all other links. */
export function startOf(url) {
  const bot = String(state.bot.username).toLowerCase();
  const named =
    url.protocol === "tg:"
      ? url.href.startsWith("tg://resolve") && url.searchParams.get("domain")
      : TELEGRAM.has(url.host) && url.pathname.slice(1);
  return String(named).toLowerCase() === bot ? (url.searchParams.get("start") ?? "") : null;
}

/** A link with what is inside, or only this where the address is none or another link is inside. */
export function link(address, inside, attributes = {}) {
  const url = addressed(address);
  const holdsLink = [inside].flat().some((node) => node.matches?.("a") || node.querySelector?.("a"));
  if (!url || holdsLink) return el("span", attributes, inside);
  const node = el("a", { class: "link", href: url.href, title: url.href, target: "_blank", rel: "noopener noreferrer", ...attributes }, inside);
  node.addEventListener("click", (event) => follow(event, node, url));
  return node;
}

function follow(event, node, url) {
  const payload = startOf(url);
  const claimed = ADDRESS.exec(node.textContent.trim());
  if (payload !== null) {
    event.preventDefault();
    node.dispatchEvent(new CustomEvent("compose-start", { bubbles: true, detail: { payload } }));
  } else if (TELEGRAM.has(url.host) && url.pathname.startsWith("/$")) {
    event.preventDefault();
    node.dispatchEvent(new CustomEvent("pay-link", { bubbles: true, detail: { link: url.href } }));
  } else if (url.protocol === "tg:") {
    event.preventDefault();
    notice(`Only Telegram itself opens ${url.href}`);
  } else if (claimed && node.classList.contains("link") && host(claimed[1]) !== host(url.host)) {
    event.preventDefault();
    askToOpen(url.href);
  }
}

function host(name) {
  try {
    return new URL(`https://${name}`).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}
