/** A message in a few words, for a line above the field. */

const NAMES = {
  location: "Location",
  venue: "Place",
  contact: "Contact",
  dice: "Dice",
  poll: "Poll",
  successful_payment: "Payment",
};

export function inWords(message) {
  const said = message.text || message.invoice?.title || message.file?.name || message.file?.kind;
  return said || NAMES[Object.keys(NAMES).find((kind) => kind in message)] || "Message";
}

/** A size in bytes, as people read it. */
export function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const [unit, name] = bytes < 1_000_000 ? [1000, "KB"] : [1_000_000, "MB"];
  return `${(bytes / unit).toFixed(1)} ${name}`;
}
