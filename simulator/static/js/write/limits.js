/** How long what is written may be, in UTF-16 units, which is what a string's length counts. */

const TEXT = 4096;
const CAPTION = 1024;
const NEAR = 300;

/** The limit of what the field holds now: a caption is shorter than a text. */
export const limit = (desk) => (desk.waiting.length || desk.editing?.file ? CAPTION : TEXT);

/** What there is to say about the length; "" while it is far from the limit. */
export function lengthNote(desk) {
  const left = limit(desk) - desk.text.length;
  if (left > NEAR) return "";
  if (left >= 0) return `${left} left`;
  if (!splits(desk)) return `${-left} too many`;
  return `goes as ${Math.ceil(desk.text.length / TEXT)} messages`;
}

/** A long text becomes several messages; a caption, or what is edited, cannot. */
export const splits = (desk) => limit(desk) === TEXT && !desk.editing;

export const tooLong = (desk) => desk.text.length > limit(desk) && !splits(desk);
