/** The only way to the simulator: verbs, uploads, files, and the stream of what happens. */

const KEY = document.querySelector('meta[name="simulator-key"]').content;
const HEADERS = { "X-Simulator-Key": KEY };
const AGAIN_MS = [200, 500, 1000, 2000];

/** Does a verb of the control API; throws an Error with words for people when it is refused. */
export async function act(verb, facts = {}) {
  const body = JSON.stringify(facts);
  return result(await fetch(`/control/${verb}`, { method: "POST", headers: HEADERS, body }));
}

/**
 * Gives the bytes of a File to the simulator; the answer stands for them in `send_file`.
 * `progress(part)` is told how much is there, from 0 to 1; a fetch could not tell.
 */
export function upload(file, progress = () => {}) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/control/upload");
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener("error", () => failed(new Error("The simulator does not answer.")));
    request.addEventListener("load", () => done(result({ json: async () => JSON.parse(request.responseText) })));
    request.send(file);
  });
}

export const addressOf = (file) => `/control/download/${encodeURIComponent(file.file_id)}`;

async function result(answer) {
  const told = await answer.json().catch(() => ({ ok: false, error: "The simulator does not answer." }));
  if (!told.ok) throw new Error(told.error);
  return told.result;
}

/**
 * Follows the stream for ever, through restarts. `take(kind, body)` gets "hello", "event", "wire"
 * and "clock" in their order, `lost(true)` when the connection is gone and `lost(false)` when it is
 * there again. `lost(true, true)`: a simulator is there, but with another key; only a page that is
 * loaded anew has it.
 */
export async function follow(take, lost) {
  const seen = { run: "", seq: 0, wire: 0 };
  for (let tries = 0; ; tries++) {
    let refused = false;
    try {
      const answer = await fetch(`/control/stream?${new URLSearchParams(seen)}`, { headers: HEADERS });
      refused = answer.status === 403;
      if (!answer.ok) throw new Error(await answer.text());
      for await (const [kind, body] of events(answer.body)) {
        if (kind === "hello") {
          tries = 0;
          lost(false);
          if (body.anew) Object.assign(seen, { run: body.run, seq: body.seq, wire: 0 });
        }
        await take(kind, body);
        if (kind === "event") seen.seq = body.seq;
        if (kind === "wire") seen.wire = body.n;
      }
    } catch (error) {
      console.debug("the stream ended:", error);
    }
    lost(true, refused);
    await new Promise((done) => setTimeout(done, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]));
  }
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      // Only \n ends a line here; to a regular expression U+2028, which texts may hold, does, too.
      const field = (name) => part.split("\n").find((line) => line.startsWith(name))?.slice(name.length);
      const [kind, data] = [field("event: "), field("data: ")];
      if (kind && data) yield [kind, JSON.parse(data)];
    }
  }
}
