"""Files go out in as few calls as Telegram's albums allow (Bot API: sendMediaGroup)."""

from dataclasses import replace

import pytest

from marketplace.files import FileKind, FileState
from marketplace.money import Currency
from tests.views.facts import SIZES
from views.callbacks import GetLink
from views.files import MOST_SENT_BYTES, file_calls
from views.texts import Texts

T = Texts("en", Currency())
FACTS = SIZES["smallest"]


def calls(*kinds: FileKind) -> list[tuple[str, int]]:
    """Method and number of files of each call."""
    files = [FACTS.file(n, kind) for n, kind in enumerate(kinds)]
    return [(method, len(params.get("media", [None]))) for method, params in file_calls(T, files)]


def test_one_file_has_its_own_method() -> None:
    assert [calls(kind)[0][0] for kind in FileKind] == [
        "sendDocument",
        "sendPhoto",
        "sendVideo",
        "sendAudio",
        "sendVoice",
        "sendAnimation",
        "sendVideoNote",
    ]
    assert calls() == []


def test_like_goes_with_like() -> None:
    """Seen to fail with documents and photos in one album, which Telegram refuses."""
    document, photo, video, audio, voice = (
        FileKind.DOCUMENT,
        FileKind.PHOTO,
        FileKind.VIDEO,
        FileKind.AUDIO,
        FileKind.VOICE,
    )
    assert calls(document, document) == [("sendMediaGroup", 2)]
    assert calls(photo, video, photo) == [("sendMediaGroup", 3)]
    assert calls(document, photo, document, audio) == [
        ("sendMediaGroup", 2),
        ("sendPhoto", 1),
        ("sendAudio", 1),
    ]
    assert calls(voice, voice) == [("sendVoice", 1), ("sendVoice", 1)]
    assert calls(FileKind.ANIMATION, FileKind.ANIMATION) == [("sendAnimation", 1)] * 2
    assert calls(FileKind.VIDEO_NOTE, FileKind.VIDEO_NOTE) == [("sendVideoNote", 1)] * 2


def test_an_album_holds_ten() -> None:
    assert calls(*[FileKind.DOCUMENT] * 11) == [("sendMediaGroup", 10), ("sendDocument", 1)]
    assert calls(*[FileKind.PHOTO] * 20) == [("sendMediaGroup", 10)] * 2


def test_every_call_says_where_the_bytes_are() -> None:
    """For the day on which Telegram has forgotten the file."""
    one, two = FACTS.file(1), FACTS.file(2)
    hint = {"id": one.id, "key": "key-1", "name": "x"}
    assert file_calls(T, [one]) == [("sendDocument", {"document": "file-1", "_file": hint})]
    [(method, params)] = file_calls(T, [one, two])
    assert method == "sendMediaGroup"
    assert params["media"] == [
        {"type": "document", "media": "file-1", "_file": hint},
        {"type": "document", "media": "file-2", "_file": {**hint, "id": two.id, "key": "key-2"}},
    ]


def test_a_file_that_telegram_never_had_is_sent_alone() -> None:
    """The sender uploads it; in an album the others would wait for it, or fail with it.

    Seen to fail with an empty id among an album's.
    """
    ours = replace(FACTS.file(1), telegram_id="")
    calls = file_calls(T, [FACTS.file(0), ours, FACTS.file(2)])
    assert [method for method, _ in calls] == ["sendMediaGroup", "sendDocument"]
    assert calls[1][1] == {
        "document": "",
        "_file": {"id": ours.id, "key": "key-1", "name": "x"},
    }


@pytest.mark.parametrize(
    ("telegram_id", "size_bytes", "method"),
    [
        ("", MOST_SENT_BYTES, "sendDocument"),
        ("", MOST_SENT_BYTES + 1, "sendMessage"),
        ("file-1", MOST_SENT_BYTES + 1, "sendDocument"),
    ],
)
def test_what_telegram_cannot_carry_comes_by_a_link(
    telegram_id: str, size_bytes: int, method: str
) -> None:
    """Seen to fail with >= in place of >."""
    file = replace(FACTS.file(1), telegram_id=telegram_id, size_bytes=size_bytes, name="<big>.zip")
    [(made, params)] = file_calls(T, [file])
    assert made == method
    if method == "sendMessage":
        assert "&lt;big&gt;.zip" in params["text"]
        assert "50 MB" in params["text"]
        [[button]] = params["reply_markup"]["inline_keyboard"]
        assert button["callback_data"] == GetLink(file_id=file.id).pack()


def test_a_file_that_nobody_has_any_more_is_said_to_be_gone() -> None:
    """It came by a link, and the store lost it. Seen to fail without `is_nowhere`: the person read
    that it is on its way, and nothing ever came."""
    ours = replace(FACTS.file(1), telegram_id="", state=FileState.FAILED, reason="lost")
    for size_bytes in (1000, MOST_SENT_BYTES + 1):
        [(method, params)] = file_calls(T, [replace(ours, size_bytes=size_bytes)])
        assert method == "sendMessage"
        assert "is not in our storage" in params["text"]
    [(method, _)] = file_calls(T, [replace(ours, telegram_id="there")])
    assert method == "sendDocument"
