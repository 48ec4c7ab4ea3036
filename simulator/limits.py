"""Telegram's limits as one table of numbers; a test may build another one.

Sources: core.telegram.org/bots/api (each method), core.telegram.org/bots/faq, limits.tginfo.me.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024
MESSAGE_LIFETIME = 24 * 3600  # seconds that an undelivered message update is kept
QUERY_LIFETIME = 150  # seconds that a callback or pre-checkout query can wait


@dataclass(slots=True)
class Limits:
    """Lengths in UTF-16 units unless said otherwise, sizes in bytes, times in seconds."""

    text: int = 4096
    caption: int = 1024
    quote: int = 1024
    callback_answer: int = 200
    callback_data_bytes: int = 64
    buttons: int = 100
    buttons_a_row: int = 8
    markup_bytes: int = 10_000
    copy_text: int = 256
    commands: int = 100
    command_name: int = 32
    command_description: int = 256
    bot_name: int = 64
    bot_description: int = 512
    bot_short_description: int = 120
    invoice_title: int = 32
    invoice_description: int = 255
    invoice_payload_bytes: int = 128
    stars: int = 10_000
    bulk_ids: int = 100
    album: int = 10
    inline_query: int = 256  # characters; clients send no more
    inline_results: int = 50
    inline_offset_bytes: int = 64
    inline_feedback: bool = False  # whether the bot is told which result was sent
    download: int = 20 * MB
    upload: int = 50 * MB
    photo_upload: int = 10 * MB
    file_link: int = 3600
    delete_after: int = 48 * 3600
    pre_checkout: int = 10
    query: int = QUERY_LIFETIME
    long_poll: int = 50
    updates_a_batch: int = 100
    webhook_secret: int = 256
    webhook_connections: int = 100
    webhook_first_delay: float = 1.0
    webhook_longest_delay: float = 60.0
    webhook_timeout: float = 60.0
    webhook_only_https: bool = False
    topics: bool = False  # whether the bot has topics in private chats
    topics_by_people: bool = True  # whether people may open and delete topics


WEBHOOK_PORTS = frozenset({443, 80, 88, 8443})
