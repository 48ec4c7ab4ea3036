/** Signs on the tools, drawn here: not every machine has a font for each of them. */

const SVG = "http://www.w3.org/2000/svg";
const STROKES = {
  clip: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.2a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.5 14.5a4.4 4.4 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  plus: "M12 5v14M5 12h14",
  microphone: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  keyboard: "M3 6h18v12H3ZM7 10v.01M11 10v.01M15 10v.01M18 10v.01M8 14.5h8",
  dots: "M12 5v1M12 11.5v1M12 18v1",
  cross: "M6 6l12 12M18 6 6 18",
  stop: "M7 7h10v10H7Z",
  file: "M6 3h8l4 4v14H6ZM14 3v4h4",
  sound: "M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0ZM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z",
};

export function icon(name) {
  const sign = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", STROKES[name]);
  sign.append(line);
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "write-icon", "aria-hidden": "true" })) {
    sign.setAttribute(key, value);
  }
  return sign;
}
