/** Drafts: what was begun for each person, and in each of their topics, waits until they are back. */

const kept = new Map(); // "person:topic" -> {text, reply, quote, files}

const key = (desk) => `draft:${desk.id}:${desk.topic ?? ""}`;

/** Keeps drafts by themselves; what a topic's field held comes back with the topic. */
export function drafts(desk) {
  desk.addEventListener("text", () => desk.editing || store(key(desk), desk.text));
  recall(desk);
}

/** Shows another topic. An edit ends with the topic that it was begun in. */
export function moveTo(desk, topic) {
  if (topic === desk.topic) return;
  const text = desk.editing ? (desk.before ?? "") : desk.text;
  kept.set(key(desk), { text, reply: desk.reply, quote: desk.quote, files: desk.files });
  desk.topic = topic;
  recall(desk);
  desk.tell("topic");
}

function recall(desk) {
  const { text, reply, quote, files } = kept.get(key(desk)) ?? { text: stored(key(desk)), reply: null, quote: null, files: [] };
  desk.files = files.filter((file) => !file.gone);
  desk.set({ reply, quote });
  desk.text = text;
  desk.tell("files");
}

/** Texts outlive a reload; where nothing may be stored, they do not. */
function store(name, text) {
  try {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch {
    return;
  }
}

function stored(name) {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}
