/** Files on their way: what becomes an album, how much of each is there, and what is left. */

import { act, upload } from "../link.js";
import { drop } from "./tray.js";

const ALBUM = 10;
const ALBUMS = { photo: "visual", video: "visual", document: "document", audio: "audio" };

/** Files in groups of those that may share an album, in their order, ten at most in each. */
export function grouped(files) {
  const groups = [];
  for (const file of files) {
    const last = groups.at(-1);
    const kind = ALBUMS[file.kind];
    if (last && kind && ALBUMS[last[0].kind] === kind && last.length < ALBUM) last.push(file);
    else groups.push([file]);
  }
  return groups;
}

/**
 * Sends the files on the desk; the caption goes to the first. What is sent leaves the tray; what is
 * refused stays there.
 */
export async function sendFiles(desk, caption) {
  const files = desk.waiting;
  const place = desk.place();
  const { reply, quote } = desk;
  for (const file of files) file.going = true;
  desk.tell("files");
  desk.text = "";
  desk.set({});
  let said = caption;
  const done = await desk.later(async () => {
    for (const group of grouped(files)) {
      await sendGroup(desk, group, said, place);
      said = "";
      delete place.reply_to;
      delete place.quote;
    }
  });
  if (done) return;
  const problem = desk.problem;
  for (const file of files) file.going = false;
  desk.tell("files");
  if (said) desk.text = desk.text ? `${said}\n${desk.text}` : said;
  if (place.reply_to) desk.set({ reply, quote });
  desk.complain(problem);
}

async function sendGroup(desk, group, caption, place) {
  const rows = [];
  for (const file of group) rows.push(await row(desk, file));
  if (rows.length === 1) await act("send_file", { ...place, file: rows[0], caption });
  else await act("send_album", { ...place, files: rows, caption });
  for (const file of group) drop(desk, file);
}

/** A file as the verbs take it; its bytes are given only once. */
async function row(desk, file) {
  file.token ??= await upload(file.file, (part) => {
    file.part = part;
    desk.tell("files");
  });
  return { kind: file.kind, name: file.name, mime: file.file.type, upload: file.token, ...file.facts };
}

/** Puts the file on the desk into the message that is edited. */
export async function editFile(desk, caption) {
  const [file, ...others] = desk.waiting;
  if (others.length) return desk.complain("A message has one file. Remove the others.");
  const message = desk.editing;
  file.going = true;
  desk.tell("files");
  const done = await desk.later(async () => {
    const changed = { file: await row(desk, file), caption };
    await act("edit_file", { person: desk.id, message_id: message.message_id, ...changed });
  });
  file.going = false;
  if (!done) return desk.tell("files");
  drop(desk, file);
  desk.set({});
  desk.text = desk.before ?? "";
  desk.before = "";
  return undefined;
}
