from datetime import UTC, datetime

import pytest


@pytest.fixture
def moment() -> datetime:
    return datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
