/** The ⋮ of a chat: what a person does to the bot, and to themselves. */

import { act } from "../link.js";
import { ask } from "./dialog.js";
import { icon } from "./icons.js";
import { menuButton } from "./popup.js";

export function chatMenu(desk) {
  const items = () => [
    desk.chat?.blocked
      ? ["Unblock the bot", () => desk.act("unblock")]
      : ["Block the bot", () => desk.act("block"), true],
    ["Rename…", () => askName(desk)],
    ["Language…", () => askLanguage(desk)],
    ["Delete the account…", () => askDeletion(desk), true],
  ];
  return menuButton(icon("dots"), "This person and the bot", items);
}

const known = (text) => text.trim() || null;

function askName(desk) {
  const { first_name: first, last_name: last = "", username = "" } = desk.person;
  const fields = [
    ["first_name", "First name", { required: true, maxlength: 64, value: first }],
    ["last_name", "Last name", { maxlength: 64, value: last }],
    ["username", "User name", { pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", value: username }],
  ];
  ask(`Rename ${first}`, fields, "Rename", (facts) =>
    act("rename", { person: desk.id, first_name: facts.first_name.trim(), last_name: known(facts.last_name), username: known(facts.username) }),
  );
}

function askLanguage(desk) {
  const { first_name: first, language_code: language = "" } = desk.person;
  const pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";
  const fields = [["language", "Language code", { pattern, placeholder: "en", value: language }]];
  const note = "The language of their Telegram, like en, es or pt-BR. Empty: Telegram does not tell it.";
  const rename = (facts) => act("rename", { person: desk.id, language_code: known(facts.language) });
  ask(`${first}'s language`, fields, "Change", rename, { note });
}

function askDeletion(desk) {
  const { first_name: first } = desk.person;
  const note = `${first}'s chat stays here to be read, but nobody can write in it any more.`;
  const facts = { note, danger: true };
  ask(`Delete ${first}'s Telegram account?`, [], "Delete the account", () => act("deactivate", { person: desk.id }), facts);
}
