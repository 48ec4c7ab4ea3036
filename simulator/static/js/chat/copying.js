/** Puts text on the clipboard and says so. */

import { toast } from "./toast.js";

export async function copy(text, said = "Copied") {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast("This browser does not let the page copy. Select the text instead.");
  }
}
