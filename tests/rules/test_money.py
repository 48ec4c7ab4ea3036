"""The ledger's transactions. Rule: product.md, "Money is integer minor units"."""

import pytest

from marketplace.money import Entry, Transaction


def test_a_transaction_sums_to_zero(moment: object) -> None:
    with pytest.raises(ValueError, match="zero"):
        Transaction("k", "c", (Entry("a", -5), Entry("b", 4)), moment)  # type: ignore[arg-type]
