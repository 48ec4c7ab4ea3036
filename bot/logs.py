"""Logs: structlog and the standard library through one handler, and no secret in any line."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

import structlog

HIDDEN = "•••"
ANY_BOT_TOKEN = re.compile(r"\b[0-9]{6,}:[A-Za-z0-9_-]{30,}")
VALUES_IN_ERRORS = re.compile(
    r"(\[parameters: ).*?(\](?:\n|\\n)\(Background on)"
    r"|(DETAIL: ).*?(\[SQL: |The above exception|During handling of|\Z)",
    re.DOTALL,
)
"""What people wrote and paid, in SQLAlchemy's and PostgreSQL's errors."""
QUIET = {
    "aiogram": logging.WARNING,
    "aiohttp.access": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
    "boto3": logging.WARNING,
    "botocore": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "s3transfer": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,
    "urllib3": logging.WARNING,
}
"""Libraries that say too much. AIORateLimiter writes a traceback for each 429: routine here."""


class Redactor:
    """Takes secrets out of a finished line, in each spelling that a line may hold them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = {
            spelled
            for secret in secrets
            if secret
            for spelled in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret))
        }
        words = sorted((re.escape(word.strip("'\"")) for word in spellings), key=len, reverse=True)
        self._known = re.compile("|".join(words)) if words else None

    def __call__(self, line: str) -> str:
        if self._known:
            line = self._known.sub(HIDDEN, line)
        line = VALUES_IN_ERRORS.sub(rf"\1\3{HIDDEN}\2\4", line)
        return ANY_BOT_TOKEN.sub(HIDDEN, line)


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Works on the rendered text, so that tracebacks and other libraries' lines are covered."""

    redact = Redactor(())

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))


def configure(
    level: str = "INFO",
    as_json: bool = False,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Sets up the logs of this process; may be called again. Also takes over what Python itself
    would print: warnings and uncaught exceptions."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    stream = stream or sys.stderr
    formatter = RedactingFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_renderer(as_json, colors=stream.isatty()),
        ],
    )
    formatter.redact = Redactor(secrets)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(quiet)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(True)
    sys.excepthook = _uncaught


def _renderer(as_json: bool, colors: bool) -> list[structlog.typing.Processor]:
    if as_json:
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [
        structlog.dev.ConsoleRenderer(
            colors=colors, exception_formatter=structlog.dev.plain_traceback
        )
    ]


def _uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("uncaught error", exc_info=(kind, error, traceback))
