"""Albums arrive as several messages without an end mark; their later parts follow the first."""

from conversations.declaration import Subject
from conversations.turn import Turn


async def remember(turn: Turn, conversation: str, subject: Subject) -> None:
    """What the rest of this message's album, if it is part of one, belongs to."""
    if turn.message is None or turn.message.media_group_id is None:
        return
    data = await turn.state.get_data()
    data["album"] = {
        "id": turn.message.media_group_id,
        "conversation": conversation,
        "subject": dict(subject),
    }
    await turn.state.set_data(data)


async def of(turn: Turn) -> tuple[str, Subject] | None:
    """The conversation and subject that this message belongs to as a later part of an album."""
    if turn.message is None or turn.message.media_group_id is None:
        return None
    album = (await turn.state.get_data()).get("album") or {}
    if album.get("id") != turn.message.media_group_id:
        return None
    return str(album["conversation"]), dict(album["subject"])
