"""What is missing or wrong is said clearly, with what to do, and without the secret (22)."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsWrong, load
from marketplace.money import Currency
from marketplace.policy import Payments

TOKEN = "123456:a-canary-that-nobody-may-see"


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def made(**given: Any) -> Settings:
    return load(**{"bot_token": TOKEN, **given})


def test_only_the_token_is_needed() -> None:
    settings = made()
    assert settings.database_url == "sqlite+aiosqlite:///var/perfectlancer.db"
    assert settings.money == Currency("USD", 2)
    assert settings.limits.fetch == 20 * 1024 * 1024
    assert settings.sqlite_path == Path("var/perfectlancer.db")
    assert settings.bot_id == 123456


def test_contact_details_pass_unless_the_operator_says_otherwise() -> None:
    assert not made().policy.blocks_contact_details
    assert not made(contact_details="note").policy.blocks_contact_details
    assert made(contact_details="block").policy.blocks_contact_details


def test_env_file_and_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment wins; what is left empty in .env has its default."""
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nCURRENCY=EUR\nFILES=\nWEBHOOK_SECRET=\n")
    monkeypatch.setenv("CURRENCY", "JPY")
    monkeypatch.setenv("OPERATORS", "12, 34")
    settings = load()
    assert settings.money == Currency("JPY", 0)
    assert settings.operators == (12, 34)
    assert settings.files == "./var/files"


def test_the_example_is_complete_and_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting that an operator may want is in .env.example, with its default."""
    example = Path(__file__).parents[2] / ".env.example"
    lines = [line for line in example.read_text().splitlines() if line and line[0] != "#"]
    for name, _, value in (line.partition("=") for line in lines):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    named = {line.partition("=")[0].lower() for line in lines}
    assert named == set(Settings.model_fields) - {"clock_shift_file"}
    assert load() == made()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"bot_token": ""}, "BOT_TOKEN doesn't look like a bot token"),
        ({"bot_token": "no colon"}, "BOT_TOKEN doesn't look like a bot token"),
        ({"database_url": "mysql://x"}, "DATABASE_URL must start with sqlite:/// or postgresql://"),
        ({"files": "ftp://x"}, "FILES must be a folder, or s3://bucket/prefix"),
        ({"files": "s3://"}, "FILES must name a bucket"),
        ({"files": "s3://b", "s3_access_key": "k"}, "S3_ACCESS_KEY and S3_SECRET_KEY: give both"),
        ({"telegram_api_url": "telegram"}, "TELEGRAM_API_URL must be an address"),
        ({"currency": "DOLLAR"}, "CURRENCY must be a three-letter ISO 4217 code"),
        ({"operators": "me"}, "OPERATORS must be Telegram account numbers"),
        ({"contact_details": "ignore"}, "CONTACT_DETAILS"),
        ({"webhook_secret": "short"}, "WEBHOOK_SECRET must be 16 to 256 characters"),
        ({"webhook_secret": "a b c d e f g h i"}, "WEBHOOK_SECRET must be 16 to 256 characters"),
        ({"log_level": "LOUD"}, "LOG_LEVEL must be DEBUG"),
        ({"most_download_mb": "9999"}, "MOST_DOWNLOAD_MB input should be less than or equal"),
        ({"tick_seconds": "soon"}, "TICK_SECONDS input should be a valid number"),
    ],
)
def test_a_wrong_value_says_which_and_what_to_do(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        made(**given)
    (line,) = wrong.value.lines
    assert line.startswith(said)


def test_a_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(SettingsWrong) as wrong:
        load()
    assert "@BotFather" in wrong.value.lines[0]


def test_several_mistakes_are_said_at_once() -> None:
    with pytest.raises(SettingsWrong) as wrong:
        made(currency="X", log_level="Y")
    assert len(wrong.value.lines) == 2


def test_no_message_shows_a_secret() -> None:
    """Seen to fail with pydantic's own message, which holds the input."""
    with pytest.raises(SettingsWrong) as wrong:
        made(bot_token="canary without colon", webhook_secret="canary!", currency="X")
    assert "canary" not in str(wrong.value)
    assert "canary" not in repr(made())


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgres://h/d", "postgresql+asyncpg://h/d"),
        ("postgres://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
        ("sqlite:////srv/p.db", "sqlite+aiosqlite:////srv/p.db"),
    ],
)
def test_plain_database_urls_are_understood(given: str, url: str) -> None:
    assert made(database_url=given).database_url == url


def test_stars_have_no_decimals_and_need_no_provider() -> None:
    assert made(currency="xtr").money == Currency("XTR", 0)
    assert made(currency="XTR").policy.payments is Payments.STARS
    assert made().policy.payments is Payments.OFF
    assert made(payment_provider_token="1:TEST:x").policy.payments is Payments.PROVIDER
    assert made(payment_provider_token="1:TEST:x", payments="off").policy.payments is Payments.OFF


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"payments": "stars"}, "PAYMENTS=stars needs CURRENCY=XTR"),
        ({"payments": "provider"}, "needs PAYMENT_PROVIDER_TOKEN"),
        ({"payments": "provider", "currency": "XTR"}, "say PAYMENTS=stars"),
        ({"payments": "cheques"}, "PAYMENTS"),
        ({"fee_basis_points": 100}, "nothing to take a fee of"),
        ({"fee_basis_points": 6000, "currency": "XTR"}, "FEE_BASIS_POINTS"),
        ({"least_payment": "5", "most_payment": "4"}, "LEAST_PAYMENT is more"),
        ({"least_payment": "a little"}, "LEAST_PAYMENT"),
    ],
)
def test_settings_of_money_that_contradict_each_other(given: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsWrong, match=words):
        made(**given)


def test_bounds_of_a_payment_are_in_minor_units() -> None:
    assert made().policy.least_payment_minor == 100
    assert made(currency="JPY").policy.least_payment_minor == 100
    assert made(currency="XTR").policy.least_payment_minor == 1
    bounds = made(currency="KWD", least_payment="0.3", most_payment="3000").policy
    assert (bounds.least_payment_minor, bounds.most_payment_minor) == (300, 3_000_000)


def test_it_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        made().currency = "EUR"


def test_every_secret_is_known_to_the_logs() -> None:
    secrets = made(
        s3_access_key="canary-1",
        s3_secret_key="canary-2",
        payment_provider_token="canary-3",
        webhook_secret="canary-4-canary-4",
        database_url="postgresql://me:canary%2F5@host/db",
    ).secrets()
    for canary in ("canary-1", "canary-2", "canary-3", "canary-4-canary-4", "canary/5"):
        assert canary in secrets
    assert TOKEN in secrets


def test_a_days_most_of_jobs_and_bids() -> None:
    assert (made().policy.jobs_a_day, made().policy.bids_a_day) == (10, 30)
    chosen = made(jobs_a_day=3, bids_a_day=0).policy
    assert (chosen.jobs_a_day, chosen.bids_a_day) == (3, 0)
