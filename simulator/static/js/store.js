/**
 * What the page knows: people, their chats, the clock, the wire. Modules subscribe to what they
 * show; nobody else keeps state of the simulator's.
 *
 * Subjects: "people", "chat:ID" (anything but messages), "messages:ID" (detail: ids that changed,
 * null for all), "action:ID" (the bot is typing …), "answer:ID" (to a pressed button), "clock",
 * "wire" (detail: new entries), "wire-anew", "lost" (detail: whether the connection is gone), "stage"
 * (topics, recording, faults), "program" (the bot's, where the simulator's host runs it).
 */

import { act, follow } from "./link.js";

export const state = {
  bot: {},
  topics: false,
  people: [],
  chats: new Map(), // person id -> {person, started, blocked, messages: Map(id -> message), more, keyboard, pinned, topics}
  clock: { now: 0, ahead: 0, at: 0 },
  wire: [],
  stage: { topics: false, recording: false, faults: [] },
  program: null, // {running, last_lines, restartable}
  lost: false,
  refused: false, // by a simulator with another key
};
const WIRE_KEPT = 2000;
const bus = new EventTarget();

export function on(subject, listener) {
  const heard = (event) => listener(event.detail);
  bus.addEventListener(subject, heard);
  return () => bus.removeEventListener(subject, heard);
}

function tell(subject, detail = null) {
  bus.dispatchEvent(new CustomEvent(subject, { detail }));
}

/** Telegram's time now, in seconds. */
export const now = () => state.clock.now + (performance.now() - state.clock.at) / 1000;

export function start() {
  follow(take, (gone, refused = false) => {
    Object.assign(state, { lost: gone, refused });
    tell("lost", gone);
  });
}

/** Reads a chat anew; who shows it is told. */
export async function load(person) {
  const board = await act("board", { person });
  const messages = new Map(board.messages.map((one) => [one.message_id, one]));
  state.chats.set(person, { ...board, messages });
  tell(`chat:${person}`);
  tell(`messages:${person}`);
}

/** Tells everything of a chat again, for who came too late to hear it. */
export function retell(person) {
  if (!state.chats.has(person)) return;
  tell(`messages:${person}`);
  tell(`chat:${person}`);
}

/** Puts older messages before those that are known. */
export async function loadOlder(person) {
  const chat = state.chats.get(person);
  const [first] = chat.messages.keys();
  const part = await act("older", { person, before: first });
  chat.messages = new Map([...part.messages.map((one) => [one.message_id, one]), ...chat.messages]);
  chat.more = part.more;
  tell(`messages:${person}`);
}

const KINDS = { hello, event: happened, wire, clock, stage, program };

async function take(kind, body) {
  await KINDS[kind]?.(body);
}

async function hello(body) {
  Object.assign(state, { bot: body.bot, topics: body.topics, people: body.people });
  clock(body);
  if (body.anew) {
    state.wire = [];
    tell("wire-anew");
    // Chats of people who are gone stay: their columns may look once more.
    await Promise.all(body.people.map((person) => load(person.id)));
  }
  tell("people");
}

function clock({ now, ahead }) {
  state.clock = { now, ahead, at: performance.now() };
  tell("clock");
}

/** Whether there are topics is seen in every chat. */
function stage(body) {
  const switched = state.topics !== body.topics;
  Object.assign(state, { stage: body, topics: body.topics });
  tell("stage");
  if (switched) for (const person of state.chats.keys()) tell(`chat:${person}`);
}

function program(body) {
  state.program = body;
  tell("program");
}

function wire(entry) {
  state.wire.push(entry);
  if (state.wire.length > WIRE_KEPT) state.wire.splice(0, state.wire.length - WIRE_KEPT);
  tell("wire", [entry]);
}

/** Events that carry a message put it in its place; the others change what stands around it. */
async function happened(event) {
  const person = event.chat_id;
  if (event.kind === "person") {
    state.people = await act("people");
    await load(person);
    tell("people");
    return;
  }
  const chat = state.chats.get(person);
  if (!chat || event.seq <= chat.seq) return;
  if (event.message) {
    if (event.message.deleted || event.kind === "deleted") chat.messages.delete(event.message_id);
    else if (chat.messages.has(event.message_id) || event.kind === "message") {
      chat.messages.set(event.message_id, event.message);
    }
    tell(`messages:${person}`, [event.message_id]);
  }
  if (event.kind === "action") tell(`action:${person}`, event);
  else if (event.kind === "answer") tell(`answer:${person}`, event);
  else if (!event.message || AROUND.has(event.kind)) around(person).catch(() => reading.delete(person));
}

const AROUND = new Set(["message", "pinned", "unpinned", "deleted"]);

const reading = new Map(); // person id -> whether something happened since the reading began

/**
 * What stands around the messages is little, and read anew: keyboard, pins, topics, blocked. Of many
 * events in a row only the last one needs it.
 */
async function around(person) {
  if (reading.has(person)) {
    reading.set(person, true);
    return;
  }
  do {
    reading.set(person, false);
    const { messages, more, ...board } = await act("board", { person, last: 0 });
    Object.assign(state.chats.get(person), board, { seq: state.chats.get(person).seq });
    tell(`chat:${person}`);
  } while (reading.get(person));
  reading.delete(person);
}
