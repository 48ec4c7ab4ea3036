"""Bot API: getFile."""

from __future__ import annotations

from ..api import method
from ..errors import bad_request
from ..parameters import Params
from ..state import Body, World


@method("getFile")
def get_file(world: World, params: Params) -> Body:
    """A link for downloading, open for an hour (Bot API: getFile)."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.link(file_id, world.clock.now())
    return stored.short() | {"file_path": stored.path}
