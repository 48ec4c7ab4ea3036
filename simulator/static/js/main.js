/** The page: a strip above, a column for each person, what goes over the wire beside them. */

import { columns } from "./columns.js";
import { start } from "./store.js";
import { lostBar } from "./strip/lost.js";
import { shortcuts } from "./strip/shortcuts.js";
import { strip } from "./strip/strip.js";
import { wirePane } from "./wire/pane.js";

const place = (id) => document.getElementById(id);

const arranged = columns(place("columns"), place("tabs"));
const wire = wirePane(place("wire"), place("stage"));
strip(place("strip"), arranged, wire);
lostBar(place("lost"));
shortcuts(arranged, wire);
start();
