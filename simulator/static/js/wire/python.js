/** What went over the wire as lines of a Python test: people as in simulator/people.py. */

import { kindOf, nameOf } from "./about.js";

/** A JSON value as Python writes it. */
export function literal(value) {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") return `{${Object.entries(value).map(([key, one]) => `${literal(key)}: ${literal(one)}`).join(", ")}}`;
  return JSON.stringify(value);
}

/** The variable that a person has in a test. */
export function variable(id) {
  const name = nameOf(id).toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(name) ? name : `person_${id}`;
}

export const updateAsTest = (entry) => act(entry) ?? `# ${variable(entry.chat_id)}: ${kindOf(entry)}`;

/** A call as tests/contract make it. */
export function callAsTest(entry) {
  const { method, params, ok, error, code } = entry;
  const lines = [
    `said = ${literal(params)}`,
    "async with ClientSession() as bot:",
    `    answer = await bot.post(f"{telegram.url}/bot{telegram.token}/${method}", json=said)`,
    `    assert answer.status == ${ok ? 200 : code}`,
  ];
  if (!ok) lines.push(`    assert (await answer.json())["description"] == ${literal(error)}`);
  return `${lines.join("\n")}\n`;
}

/** A person's acts one after the other, and between them what the bot showed last. */
export function actsAsTest(entries, person) {
  const who = variable(person);
  const lines = [`async def test_what_${who}_did(${who}: Person) -> None:`];
  let seen = null;
  for (const entry of entries) {
    if (entry.kind === "call") seen = shown(entry) ?? seen;
    const line = entry.kind === "update" ? act(entry) : null;
    if (!line) continue;
    if (seen) lines.push(`    await ${who}.sees(${literal(seen)})`);
    seen = null;
    lines.push(`    ${line}`);
  }
  if (seen) lines.push(`    await ${who}.sees(${literal(seen)})`);
  return `${lines.length > 1 ? lines.join("\n") : `${lines[0]}\n    ...`}\n`;
}

/** The first line of what a call showed. */
function shown({ ok, result }) {
  const text = ok && (result?.text ?? result?.caption);
  return text ? text.split("\n")[0] : null;
}

const FILES = { document: "sends_file", video: "sends_video", audio: "sends_audio", animation: "sends_animation", voice: "sends_voice", video_note: "sends_video_note", sticker: "sends_sticker", photo: "sends_photo" };

/** One act of a person, or null for what came by itself. */
function act({ chat_id, body }) {
  const who = `await ${variable(chat_id)}`;
  const { message, edited_message: edited, callback_query: query, inline_query: inline, my_chat_member: member, message_reaction: reaction } = body;
  if (message) return message.successful_payment ? null : sent(who, message);
  if (edited) return `${who}.edits(${edited.message_id}, ${literal(edited.text ?? edited.caption ?? "")})`;
  if (query) return pressed(who, query);
  if (body.pre_checkout_query) return `${who}.pays()`;
  if (inline) return `${who}.asks_inline(${literal(inline.query)})`;
  if (member) return `${who}.${member.new_chat_member.status === "kicked" ? "blocks" : "unblocks"}()`;
  if (reaction) return `${who}.reacts(${reaction.message_id}, ${literal(reaction.new_reaction[0]?.emoji ?? "")})`;
  return null;
}

function sent(who, message) {
  const { text, caption, quote, reply_to_message: target } = message;
  const kind = Object.keys(FILES).find((name) => message[name] && !(name === "document" && message.animation));
  if (kind) {
    const file = message[kind];
    const facts = kind === "document" ? [literal(file.file_name ?? "file"), `size=${file.file_size}`] : [];
    return `${who}.${FILES[kind]}(${[...facts, ...(caption ? [`caption=${literal(caption)}`] : [])].join(", ")})`;
  }
  if (message.location) return `${who}.sends_location(${message.location.latitude}, ${message.location.longitude})`;
  if (message.contact) return `${who}.sends_contact(${literal(message.contact.phone_number)}, ${literal(message.contact.first_name)})`;
  if (text === undefined) return null;
  const start = /^\/start(?: (\S+))?$/.exec(text);
  if (start) return `${who}.starts(${start[1] ? literal(start[1]) : ""})`;
  if (target?.text) return `${who}.replies_to(${who}.sees(${literal(target.text.split("\n")[0])}, anywhere=True), ${literal(text)}${quote ? `, quote=${literal(quote.text)}, at=${quote.position}` : ""})`;
  return `${who}.types(${literal(text)})`;
}

/** By the text of the button; one that no button has was forged. */
function pressed(who, { data, message }) {
  const buttons = (message?.reply_markup?.inline_keyboard ?? []).flat();
  const button = buttons.find((one) => one.callback_data === data);
  if (button) return `${who}.presses(${literal(button.text)})`;
  return `${who}.presses_data(${message?.message_id ?? 0}, ${literal(data)})`;
}
