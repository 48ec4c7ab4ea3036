"""Pictures: width and height from the first bytes, and well-formed samples to send."""

from __future__ import annotations

import struct
from pathlib import Path

_HEAD = 512 * 1024  # bytes read at most


def sample_jpeg(width: int = 640, height: int = 480, note: bytes = b"") -> bytes:
    """A well-formed grey JPEG; `note` is stored inside, so that two samples can differ."""
    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    one_code = bytes([1, *[0] * 15, 0])  # a Huffman table whose only code is "0"
    data = bytes(blocks // 4) + (b"\x3f" if blocks % 4 else b"")  # two zero bits a block
    return b"".join(
        (
            b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00",
            b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note,
            b"\xff\xdb\x00\x43\x00" + b"\x01" * 64,
            b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00",
            b"\xff\xc4\x00\x14\x00" + one_code,
            b"\xff\xc4\x00\x14\x10" + one_code,
            b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + data + b"\xff\xd9",
        )
    )


def dimensions(path: Path) -> tuple[int, int] | None:
    """(width, height) in pixels of a JPEG, PNG, GIF or WebP file; None for anything else."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head[:6] in (b"GIF87a", b"GIF89a") and len(head) >= 10:
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    return _jpeg(head) if head.startswith(b"\xff\xd8\xff") else None


def _webp(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X" and len(head) >= 30:
        return (
            1 + int.from_bytes(head[24:27], "little"),
            1 + int.from_bytes(head[27:30], "little"),
        )
    return 512, 512


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker, size = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + size
    return None
