/** What else can be sent: a place, a contact. */

import { act } from "../link.js";
import { ask } from "./dialog.js";
import { icon } from "./icons.js";
import { menuButton } from "./popup.js";

export function moreMenu(desk) {
  return menuButton(icon("plus"), "Send something else", () => [
    ["Location…", () => askLocation(desk)],
    ["Contact…", () => askContact(desk)],
  ]);
}

const DEGREES = { type: "number", step: "any", required: true };

export function askLocation(desk) {
  const fields = [
    ["latitude", "Latitude", { ...DEGREES, min: -90, max: 90, value: 38.72 }],
    ["longitude", "Longitude", { ...DEGREES, min: -180, max: 180, value: -9.14 }],
  ];
  ask("Send a location", fields, "Send", async ({ latitude, longitude }) => {
    await give(desk, { location: { latitude: Number(latitude), longitude: Number(longitude) } });
  });
}

/** `own`: the person's own contact, which the bot has asked for. */
export function askContact(desk, own = false) {
  const { id, first_name: first, last_name: last = "" } = desk.person;
  const fields = [
    ["phone_number", "Phone number", { type: "tel", required: true, value: own ? "+351 900 000 000" : "" }],
    ["first_name", "First name", { required: true, value: own ? first : "" }],
    ["last_name", "Last name", { value: own ? last : "" }],
  ];
  ask(own ? "Share your number with the bot?" : "Send a contact", fields, "Send", async (facts) => {
    const contact = Object.fromEntries(Object.entries(facts).filter(([, value]) => value.trim()));
    await give(desk, { contact: own ? { ...contact, user_id: id } : contact });
  });
}

async function give(desk, content) {
  await act("send_content", { ...desk.place(), content });
  desk.set({});
}
