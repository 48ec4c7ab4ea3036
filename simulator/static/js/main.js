/** The page: a strip above, a column for each person. */

import { columns } from "./columns.js";
import { start } from "./store.js";

columns(document.getElementById("columns"));
start();
