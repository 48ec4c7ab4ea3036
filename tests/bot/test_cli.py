"""The operator's commands say what is wrong and what to do, never a traceback (22, 23, 24)."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.backup import BackupRefused, back_up
from bot.doctor import Finding, findings
from bot.settings import Settings
from simulator.people import Telegram
from storage.schema import migrate
from tests.bot.conftest import settings_for
from tests.servers import S3Server

Command = Callable[..., Any]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/p.db"


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, telegram: Telegram, database_url: str, tmp_path: Path
) -> Command:
    """Runs a command with an environment of its own, in a thread: it has a loop of its own."""
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    monkeypatch.setattr("bot.cli._on_signals", lambda _: None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    env = {
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": database_url,
        "FILES": str(tmp_path / "files"),
    }

    async def run(*words: str, **changes: str) -> Any:
        invoke = CliRunner().invoke
        return await asyncio.to_thread(invoke, cli.app, words, env={**env, **changes})

    return run


async def test_wrong_settings_are_one_friendly_block(command: Command) -> None:
    result = await command("run", BOT_TOKEN="", CURRENCY="DOLLAR")
    assert result.exit_code == 2
    assert "❌ BOT_TOKEN is missing: ask @BotFather" in result.output
    assert "❌ CURRENCY must be" in result.output
    assert "Traceback" not in result.output


async def test_a_wrong_token_ends_the_program_with_what_to_do(command: Command) -> None:
    """Seen to fail when the polling's error is not the program's."""
    result = await command("run", BOT_TOKEN="123456789:WRONG")
    assert result.exit_code == 2
    assert "copy it anew from @BotFather" in result.output


async def test_a_database_that_cannot_be_opened_is_said(command: Command, tmp_path: Path) -> None:
    result = await command("run", DATABASE_URL=f"sqlite:///{tmp_path}")
    assert result.exit_code == 2
    assert "Check DATABASE_URL" in result.output


async def test_a_shared_database_is_not_migrated_on_the_way(
    command: Command, postgres_server: str
) -> None:
    """Several processes of several versions may stand on it. The operator says when."""
    from tests.servers import drop_database, fresh_database

    url = fresh_database(postgres_server)
    try:
        result = await command("worker", DATABASE_URL=url)
        assert result.exit_code == 2
        assert "perfectlancer migrate" in result.output
        assert (await command("migrate", DATABASE_URL=url)).exit_code == 0
    finally:
        drop_database(url)


async def test_webhook_without_a_secret_does_not_start(command: Command) -> None:
    result = await command("webhook", WEBHOOK_URL="https://example.org")
    assert result.exit_code == 2
    assert "WEBHOOK_SECRET is missing" in result.output


async def examined(settings: Settings) -> dict[str, Finding]:
    return {finding.about: finding async for finding in findings(settings)}


async def test_doctor_is_content_with_a_good_deployment(
    telegram: Telegram, database_url: str, tmp_path: Path
) -> None:
    await migrate(database_url)
    settings = settings_for(
        telegram, database_url, tmp_path, payment_provider_token="284685063:TEST:abc"
    )
    found = await examined(settings)
    assert {about: finding.said for about, finding in found.items() if not finding.fine} == {}
    assert found["token"].said == f"this is @{telegram.username}"
    assert "up to date" in found["database"].said


async def test_doctor_before_the_first_start(
    telegram: Telegram, database_url: str, tmp_path: Path
) -> None:
    """It makes nothing by looking."""
    found = await examined(settings_for(telegram, database_url, tmp_path))
    assert found["database"].fine
    assert not (tmp_path / "p.db").exists()


@pytest.mark.parametrize(
    ("about", "changes", "said"),
    [
        ("token", {"bot_token": "123456789:WRONG"}, "@BotFather"),
        ("token", {"telegram_api_url": "http://127.0.0.1:9"}, "TELEGRAM_API_URL"),
        ("database", {"database_url": "postgresql://127.0.0.1:9/x"}, "DATABASE_URL"),
        ("files", {"files": "/proc/nowhere"}, "/proc/nowhere"),
        ("settings", {"webhook_url": "https://x.org"}, "WEBHOOK_SECRET"),
    ],
)
async def test_doctor_says_what_to_do(
    telegram: Telegram,
    database_url: str,
    tmp_path: Path,
    about: str,
    changes: dict[str, Any],
    said: str,
) -> None:
    """Each check seen to fail with its part broken."""
    url = changes.pop("database_url", database_url)
    finding = (await examined(settings_for(telegram, url, tmp_path, **changes)))[about]
    assert not finding.fine
    assert said in finding.said


async def test_doctor_finds_an_old_schema(
    telegram: Telegram, database_url: str, tmp_path: Path
) -> None:
    sqlite3.connect(tmp_path / "p.db").close()
    (tmp_path / "p.db").touch()
    finding = (await examined(settings_for(telegram, database_url, tmp_path)))["database"]
    assert not finding.fine
    assert "perfectlancer migrate" in finding.said


async def test_doctor_finds_a_webhook_in_the_way(
    telegram: Telegram, database_url: str, tmp_path: Path, command: Command
) -> None:
    from bot.telegram_http import TelegramHttp

    settings = settings_for(telegram, database_url, tmp_path)
    http = TelegramHttp.of(settings)
    await http.call("setWebhook", {"url": "https://elsewhere.org/x"})
    await http.close()
    finding = (await examined(settings))["updates"]
    assert not finding.fine
    assert "--drop-webhook" in finding.said
    result = await command("doctor")
    assert result.exit_code == 1
    assert "❌ updates" in result.output
    assert "✅ token" in result.output


async def test_doctor_finds_payments_that_cannot_work(
    telegram: Telegram, database_url: str, tmp_path: Path
) -> None:
    await telegram.fault(
        "error", "createInvoiceLink", code=400, description="Bad Request: PAYMENT_PROVIDER_INVALID"
    )
    settings = settings_for(telegram, database_url, tmp_path, payment_provider_token="1:TEST:x")
    finding = (await examined(settings))["payments"]
    assert not finding.fine
    assert "PAYMENT_PROVIDER_TOKEN" in finding.said


async def test_a_backup_is_consistent_while_the_bot_writes(
    telegram: Telegram, database_url: str, tmp_path: Path
) -> None:
    """Seen to fail with a plain copy of the file: what is in the WAL is missing."""
    await migrate(database_url)
    settings = settings_for(telegram, database_url, tmp_path)
    folder = tmp_path / "files" / "ab" / "cd"
    folder.mkdir(parents=True)
    (folder / "ef").write_bytes(b"12345")
    (tmp_path / "files" / ".incoming").mkdir()
    (tmp_path / "files" / ".incoming" / "half").write_bytes(b"1")
    writer = sqlite3.connect(tmp_path / "p.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO seen_updates VALUES (1, '2026-01-01')")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO seen_updates VALUES (2, '2026-01-01')")
    said = await asyncio.to_thread(back_up, settings, tmp_path / "backup")
    writer.execute("COMMIT")
    writer.close()
    copy = sqlite3.connect(tmp_path / "backup" / "perfectlancer.db")
    assert copy.execute("SELECT update_id FROM seen_updates").fetchall() == [(1,)]
    copy.close()
    assert (tmp_path / "backup" / "files.tsv").read_text() == "5\tab/cd/ef\n"
    assert "copy the 1 files" in said
    with pytest.raises(BackupRefused, match="not empty"):
        back_up(settings, tmp_path / "backup")


async def test_backup_of_postgresql_is_postgresqls(command: Command) -> None:
    result = await command("backup", "somewhere", DATABASE_URL="postgresql://h/d")
    assert result.exit_code == 2
    assert "pg_dump" in result.output


async def test_doctor_signs_where_the_store_can(
    telegram: Telegram, database_url: str, tmp_path: Path, s3: S3Server
) -> None:
    more = {
        "files": f"s3://{s3.bucket}/doctor",
        "s3_endpoint_url": s3.endpoint,
        "s3_access_key": s3.access_key,
        "s3_secret_key": s3.secret_key,
    }
    found = await examined(settings_for(telegram, database_url, tmp_path))
    assert found["files"].said == "a file was written, read and deleted"
    found = await examined(settings_for(telegram, database_url, tmp_path, **more))
    assert found["files"].said == "a file was written, read, signed for and deleted"


async def test_files_are_compared_and_put_right(
    command: Command, database_url: str, tmp_path: Path
) -> None:
    """Seen to fail with an exit code that doesn't tell."""
    await migrate(database_url)
    result = await command("files", "check")
    assert (result.exit_code, "Nothing differs" in result.output) == (0, True)
    orphan = tmp_path / "files" / "ab" / "cd" / ("0" * 36)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"12345")
    os.utime(orphan, (0, 0))
    result = await command("files", "check")
    assert result.exit_code == 1
    assert "belong to no file (5 bytes)" in result.output
    assert "--repair" in result.output
    assert orphan.exists()
    result = await command("files", "check", "--repair")
    assert (result.exit_code, "1 deleted" in result.output) == (0, True)
    assert not orphan.exists()
    assert (await command("files", "check")).exit_code == 0


async def test_files_of_another_database_are_not_deleted(
    command: Command, database_url: str, tmp_path: Path
) -> None:
    await migrate(database_url)
    folder = tmp_path / "files" / "ab" / "cd"
    folder.mkdir(parents=True)
    for number in range(21):
        (folder / f"{number:036x}").write_bytes(b"x")
        os.utime(folder / f"{number:036x}", (0, 0))
    for asked in (("check",), ("check", "--repair")):  # a check doesn't advise a repair either
        result = await command("files", *asked)
        assert result.exit_code == 2
        assert "Is DATABASE_URL right" in result.output
    assert len(list(folder.iterdir())) == 21
    assert (await command("files", "check", "--repair", "--force")).exit_code == 0
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "There is no database at"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:9/x"}, "check DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///empty.db"}, "perfectlancer migrate"),
    ],
)
async def test_without_a_database_no_file_is_an_orphan(
    command: Command, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    """Seen to fail with a database made by the asking: then all files are."""
    (tmp_path / "empty.db").touch()
    result = await command("files", "check", "--repair", "--force", **changes)
    assert result.exit_code == 2
    assert said in result.output.replace("\n", " ")
    assert not (tmp_path / "p.db").exists()


async def test_a_store_in_trouble_is_said(command: Command, database_url: str) -> None:
    await migrate(database_url)
    result = await command(
        "files",
        "check",
        FILES="s3://no",
        S3_ENDPOINT_URL="http://127.0.0.1:9",
        S3_ACCESS_KEY="a",
        S3_SECRET_KEY="b",
    )
    assert result.exit_code == 2
    assert "127.0.0.1:9 cannot be reached" in result.output
