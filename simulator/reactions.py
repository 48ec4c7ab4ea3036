"""The emoji that everybody may react with (Bot API: ReactionTypeEmoji)."""

from __future__ import annotations

_VARIATION = "\ufe0f"  # asks for the coloured shape; Telegram reads a reaction without it
_OF_TWO_OR_MORE = {"❤", "✍", "☃", "❤‍🔥", "👨‍💻", "🤷‍♂", "🤷", "🤷‍♀"}
STANDARD = _OF_TWO_OR_MORE | set(
    "👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝🤗🫡🎅🎄💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
)


def standard(emoji: str) -> str | None:
    """The emoji as Telegram keeps it; None when nobody can react with it."""
    plain = emoji.replace(_VARIATION, "")
    return plain if plain in STANDARD else None
