/** What the bot wrote and nobody has seen yet, in one chat; and above which message its line is. */

export function unreadKeeper() {
  const ids = new Map(); // message id -> topic (0: none)
  let line = null;
  return {
    /** The first one that comes while nobody looks has the line above it. */
    add(message) {
      if (!ids.size) line = message.message_id;
      ids.set(message.message_id, message.topic ?? 0);
    },
    gone: (id) => ids.delete(id),
    /** Everything of a topic (null: of the chat) was seen; the line stays for a while. */
    read(topic) {
      for (const [id, of] of ids) if (topic === null || of === topic) ids.delete(id);
    },
    rubLine: () => (line = null),
    get line() {
      return line;
    },
    count: (topic = null) => (topic === null ? ids.size : [...ids.values()].filter((of) => of === topic).length),
  };
}
