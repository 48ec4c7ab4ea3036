/** What a message carries besides text and files: places, contacts, dice, polls, invoices. */

import { el } from "../dom.js";
import { link } from "./links.js";

const KINDS = {
  invoice: ({ title, description }, { price }) =>
    card("🧾", "Invoice", title, [el("p", { class: "card-note", dir: "auto" }, description), el("p", { class: "price" }, price)]),
  venue: ({ title, address, location }) => card("📍", "Venue", title, [note(address), map(location)]),
  location: (place) => card("📍", "Location", coordinates(place), [map(place)]),
  contact: ({ first_name, last_name, phone_number }) =>
    card("👤", "Contact", [first_name, last_name].filter(Boolean).join(" "), [note(phone_number)]),
  dice: ({ emoji, value }) => el("div", { class: "dice", role: "img", "aria-label": `${emoji} shows ${value}` }, String(emoji ?? ""), el("span", { class: "card-note" }, String(value ?? ""))),
  poll,
  story: () => card("◎", "Story", "A story", [note("Stories are seen in Telegram only.")]),
};

/** The name of what a message carries, null for none. */
export const carried = (message) => Object.keys(KINDS).find((kind) => message[kind]) ?? null;

export function cardOf(kind, message) {
  return KINDS[kind](message[kind], message);
}

function card(icon, label, title, more) {
  return el(
    "div",
    { class: "card", role: "group", "aria-label": label },
    el("span", { class: "card-icon", "aria-hidden": "true" }, icon),
    el("div", { class: "card-text" }, el("bdi", { class: "card-title" }, String(title ?? "")), more),
  );
}

const note = (text) => el("span", { class: "card-note", dir: "auto" }, String(text ?? ""));
const coordinates = (place) => `${Number(place?.latitude).toFixed(5)}, ${Number(place?.longitude).toFixed(5)}`;

function map(place) {
  const [north, east] = [Number(place?.latitude), Number(place?.longitude)];
  return link(`https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=15/${north}/${east}`, "Open the map");
}

function poll({ question, options, total_voter_count: voters = 0, is_anonymous: secret = true }) {
  const rows = (options ?? []).map((option) =>
    el("li", {}, el("bdi", {}, String(option?.text ?? option)), el("span", { class: "card-note" }, ` ${Number(option?.voter_count) || 0}`)),
  );
  const head = `${secret ? "Anonymous poll" : "Poll"}, ${Number(voters)} ${voters === 1 ? "vote" : "votes"}`;
  return el("div", { class: "card poll", role: "group", "aria-label": "Poll" }, el("div", { class: "card-text" }, el("bdi", { class: "card-title" }, String(question ?? "")), note(head), el("ul", {}, rows)));
}
