"""Files go out in as few calls as Telegram's albums allow (Bot API: sendMediaGroup)."""

from marketplace.files import FileKind
from tests.views.facts import SIZES
from views.files import file_calls

FACTS = SIZES["smallest"]


def calls(*kinds: FileKind) -> list[tuple[str, int]]:
    """Method and number of files of each call."""
    files = [FACTS.file(n, kind) for n, kind in enumerate(kinds)]
    return [(method, len(params.get("media", [None]))) for method, params in file_calls(files)]


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
    assert file_calls([one]) == [("sendDocument", {"document": "file-1", "_file": hint})]
    [(method, params)] = file_calls([one, two])
    assert method == "sendMediaGroup"
    assert params["media"] == [
        {"type": "document", "media": "file-1", "_file": hint},
        {"type": "document", "media": "file-2", "_file": {**hint, "id": two.id, "key": "key-2"}},
    ]
