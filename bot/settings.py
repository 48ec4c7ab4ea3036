"""Environment and .env become one frozen, validated object, or a clear word on what is wrong."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from babel.numbers import get_currency_precision, is_currency
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from marketplace.files import FileLimits
from marketplace.money import Currency
from marketplace.policy import Payments, Policy
from storage.files import S3Settings

DATABASE_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
STARS = "XTR"
MIB = 1024 * 1024
TELEGRAM = "https://api.telegram.org"


class OperatorNeeded(Exception):
    """Why the program cannot do what was asked, and what to do: a line for each. No secrets."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class SettingsWrong(OperatorNeeded):
    """One line for each setting that is missing or wrong."""


class Settings(BaseSettings):
    """Every setting of a deployment. Sizes in MB (1,048,576 bytes), times in seconds."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr
    database_url: str = "sqlite+aiosqlite:///var/perfectlancer.db"
    files: str = "./var/files"
    s3_endpoint_url: str = ""
    s3_region: str = ""
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    s3_path_style: bool | None = None
    """The bucket in the path instead of the host name; by default wherever an endpoint is given."""
    s3_encryption: str = ""
    """At rest, by the store: AES256, aws:kms or aws:kms:KEY-ID; empty: as the bucket says."""
    s3_direct_downloads: bool = False
    """Whether download links lead to the store itself, which people's browsers can reach."""

    telegram_api_url: str = TELEGRAM
    most_download_mb: int = Field(20, ge=1, le=2000)
    """What getFile gives out: 20, or up to 2,000 with a self-hosted Bot API server."""
    most_upload_mb: int = Field(2000, ge=1)
    """One file by link."""
    most_delivery_mb: int = Field(4000, ge=1)
    """All files of one version."""
    most_project_mb: int = Field(20_000, ge=1)
    """All versions of all milestones of one project."""
    most_daily_mb: int = Field(4000, ge=1)
    """What one person may send within 24 hours."""
    chat_per_second: float = Field(1, ge=0, le=1000)
    """Messages a second into one chat, after a burst; 0 switches pacing off."""
    chat_burst: int = Field(5, ge=1, le=100)
    overall_per_second: float = Field(30, ge=0, le=1000)
    """Messages a second of the whole bot; 0 switches the limit off."""

    currency: str = "USD"
    payments: Payments | None = None
    """provider, stars or off; by default what CURRENCY and PAYMENT_PROVIDER_TOKEN allow."""
    payment_provider_token: SecretStr = SecretStr("")
    fee_basis_points: int = Field(0, ge=0, le=5000)
    """The platform's part of what freelancers earn, 1/10,000 each."""
    least_payment: Decimal | None = Field(None, gt=0)
    most_payment: Decimal | None = Field(None, gt=0)
    """What one invoice may ask for, in units of the currency; Telegram's list says how much."""
    operators: Annotated[tuple[int, ...], NoDecode] = ()
    contact_details: Literal["note", "block"] = "note"
    """Messages with phone numbers, addresses or payment links: passed on with a word why staying
    here is better, or not passed on."""
    jobs_a_day: int = Field(10, ge=0, le=1000)
    bids_a_day: int = Field(30, ge=0, le=1000)
    """How many one person may post, and bid, within 24 hours; 0 switches the limit off."""

    public_url: str = ""
    """The https:// address of the bot's own web server, for files too big for Telegram."""
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(8080, ge=0, le=65535)

    log_level: str = "INFO"
    log_json: bool = False
    tick_seconds: float = Field(5, gt=0, le=60)
    clock_shift_file: Path | None = None

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        number, colon, rest = value.get_secret_value().partition(":")
        if not (number.isdigit() and colon and rest and rest.isascii()):
            raise ValueError("doesn't look like a bot token (123456:ABC…); copy it from @BotFather")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        scheme, separator, rest = value.partition("://")
        if not separator or scheme not in DATABASE_DRIVERS:
            raise ValueError(
                "must start with sqlite:/// or postgresql://, "
                "for example sqlite:///var/perfectlancer.db"
            )
        # libpq's word for what asyncpg calls ssl; hosted databases give their addresses with it.
        return f"{DATABASE_DRIVERS[scheme]}://{rest.replace('sslmode=', 'ssl=')}"

    @field_validator("files")
    @classmethod
    def _files(cls, value: str) -> str:
        scheme, separator, rest = value.partition("://")
        if separator and scheme not in ("s3", "file"):
            raise ValueError("must be a folder, or s3://bucket/prefix")
        return rest if scheme == "file" else value

    @field_validator("telegram_api_url", "s3_endpoint_url", "webhook_url", "public_url")
    @classmethod
    def _http(cls, value: str) -> str:
        if value and not (value.startswith(("http://", "https://")) and urlsplit(value).hostname):
            raise ValueError("must be an address that starts with https:// or http://")
        return value.rstrip("/")

    @field_validator("s3_encryption")
    @classmethod
    def _encryption(cls, value: str) -> str:
        if value not in ("", "AES256", "aws:kms") and not value.startswith("aws:kms:"):
            raise ValueError("must be AES256, aws:kms or aws:kms:KEY-ID")
        return value

    @field_validator("currency")
    @classmethod
    def _currency(cls, value: str) -> str:
        value = value.upper()
        if value != STARS and not is_currency(value):
            raise ValueError("must be a three-letter ISO 4217 code such as USD, or XTR for Stars")
        return value

    @field_validator("operators", mode="before")
    @classmethod
    def _operators(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = value.replace(",", " ").split()
        if not all(part.isdigit() for part in parts):
            raise ValueError("must be Telegram account numbers, separated by commas")
        return tuple(int(part) for part in parts)

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        legal = all(c.isascii() and (c.isalnum() or c in "_-") for c in secret)
        if secret and not (16 <= len(secret) <= 256 and legal):
            raise ValueError("must be 16 to 256 characters of A-Z a-z 0-9 _ and -")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @model_validator(mode="after")
    def _s3(self) -> "Settings":
        if self.files.startswith("s3://"):
            if not urlsplit(self.files).netloc:
                raise ValueError("FILES must name a bucket: s3://bucket or s3://bucket/prefix")
            keys = (self.s3_access_key.get_secret_value(), self.s3_secret_key.get_secret_value())
            if any(keys) and not all(keys):
                raise ValueError("S3_ACCESS_KEY and S3_SECRET_KEY: give both, or neither")
        return self

    @model_validator(mode="after")
    def _payments(self) -> "Settings":
        stars, token = self.currency == STARS, self.payment_provider_token.get_secret_value()
        if self.payments is Payments.STARS and not stars:
            raise ValueError("PAYMENTS=stars needs CURRENCY=XTR")
        if self.payments is Payments.PROVIDER and stars:
            raise ValueError("PAYMENTS=provider cannot take XTR: say PAYMENTS=stars")
        if self.payments is Payments.PROVIDER and not token:
            raise ValueError("PAYMENTS=provider needs PAYMENT_PROVIDER_TOKEN from @BotFather")
        if self.policy.payments is Payments.OFF and self.fee_basis_points:
            raise ValueError("FEE_BASIS_POINTS: without payments there is nothing to take a fee of")
        if self.policy.least_payment_minor > self.policy.most_payment_minor:
            raise ValueError("LEAST_PAYMENT is more than MOST_PAYMENT")
        return self

    @property
    def policy(self) -> Policy:
        """How this deployment handles money and people."""
        unit = 10**self.money.decimals
        # About one and ten thousand US dollars; a currency without decimals is worth about 1/100.
        least, most = (1, 10_000) if self.currency == STARS or unit > 1 else (100, 1_000_000)
        return Policy(
            currency=self.money,
            payments=self.payments or self._likely_payments,
            fee_basis_points=self.fee_basis_points,
            least_payment_minor=int((self.least_payment or least) * unit),
            most_payment_minor=int((self.most_payment or most) * unit),
            operators=self.operators,
            blocks_contact_details=self.contact_details == "block",
            jobs_a_day=self.jobs_a_day,
            bids_a_day=self.bids_a_day,
        )

    @property
    def _likely_payments(self) -> Payments:
        if self.currency == STARS:
            return Payments.STARS
        paid = bool(self.payment_provider_token.get_secret_value())
        return Payments.PROVIDER if paid else Payments.OFF

    @property
    def money(self) -> Currency:
        """The deployment's one currency, with the decimals of ISO 4217 (Stars have none)."""
        decimals = 0 if self.currency == STARS else get_currency_precision(self.currency)
        return Currency(self.currency, decimals)

    @property
    def limits(self) -> FileLimits:
        return FileLimits(
            fetch=self.most_download_mb * MIB,
            upload=self.most_upload_mb * MIB,
            delivery=self.most_delivery_mb * MIB,
            project=self.most_project_mb * MIB,
            person_a_day=self.most_daily_mb * MIB,
        )

    @property
    def bot_id(self) -> int:
        return int(self.bot_token.get_secret_value().partition(":")[0])

    @property
    def is_postgres(self) -> bool:
        return self.database_url.startswith("postgresql")

    @property
    def sqlite_path(self) -> Path | None:
        """The database file; None on PostgreSQL or for a database in memory."""
        path = self.database_url.partition(":///")[2].partition("?")[0]
        return None if self.is_postgres or path in ("", ":memory:") else Path(path)

    @property
    def s3(self) -> S3Settings:
        return S3Settings(
            endpoint_url=self.s3_endpoint_url or None,
            region=self.s3_region or None,
            access_key=self.s3_access_key.get_secret_value() or None,
            secret_key=self.s3_secret_key.get_secret_value() or None,
            path_style=self.s3_path_style,
            encryption=self.s3_encryption,
            direct_downloads=self.s3_direct_downloads,
        )

    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be seen in a log."""
        return tuple(secret for secret in self._secrets() if len(secret) >= 4)

    def _secrets(self) -> Iterator[str]:
        for value in (getattr(self, name) for name in type(self).model_fields):
            if isinstance(value, SecretStr):
                yield value.get_secret_value()
        yield self.bot_token.get_secret_value().partition(":")[2]
        password = urlsplit(self.database_url).password or ""
        yield password
        yield unquote(password)


def load(**given: Any) -> Settings:
    """The settings of this process; `given` wins over the environment, that over .env.

    Raises SettingsWrong.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsWrong(*map(_line, error.errors())) from None


def _line(detail: Any) -> str:
    name = str(detail["loc"][0]).upper() if detail["loc"] else ""
    if name == "BOT_TOKEN" and detail["type"] == "missing":
        return "BOT_TOKEN is missing: ask @BotFather in Telegram for one, and put it into .env"
    if detail["type"] == "missing":
        return f"{name} is missing: put it into .env"
    said = detail["msg"].removeprefix("Value error, ")
    return f"{name} {said[0].lower()}{said[1:]}" if name else said
