"""Every table, with the rules that the database itself can keep."""

from storage.columns import metadata
from storage.tables_of_choosing import shortlists
from storage.tables_of_files import archives, file_links, files
from storage.tables_of_finding import (
    alert_hits,
    made_indexes,
    saved_anchors,
    saved_searches,
    search_words,
    unmatched_jobs,
)
from storage.tables_of_jobs import bid_milestones, bids, job_files, jobs
from storage.tables_of_money import (
    cancellations,
    charges,
    checkouts,
    disputes,
    invoices,
    ledger_accounts,
    ledger_entries,
    ledger_transactions,
    rulings,
    withdrawals,
)
from storage.tables_of_outbox import RowState, outbox, sent_messages
from storage.tables_of_people import education, experience, people
from storage.tables_of_projects import (
    deliveries,
    delivery_files,
    milestones,
    projects,
    waiting_deliveries,
    waiting_files,
)
from storage.tables_of_ratings import ratings
from storage.tables_of_reading import saved_jobs
from storage.tables_of_sharing import invitations, people_words
from storage.tables_of_talk import (
    cards,
    digest_items,
    lines,
    live_buttons,
    merged_notices,
    notice_settings,
    relay_edits,
    relay_messages,
    talks,
    topics,
)
from storage.tables_of_templates import pitch_templates
from storage.tables_of_trust import reports
from storage.tables_of_updates import conversations, parked_updates, seen_updates

__all__ = [
    "RowState",
    "alert_hits",
    "archives",
    "bid_milestones",
    "bids",
    "cancellations",
    "cards",
    "charges",
    "checkouts",
    "conversations",
    "deliveries",
    "delivery_files",
    "digest_items",
    "disputes",
    "education",
    "experience",
    "file_links",
    "files",
    "invitations",
    "invoices",
    "job_files",
    "jobs",
    "ledger_accounts",
    "ledger_entries",
    "ledger_transactions",
    "lines",
    "live_buttons",
    "made_indexes",
    "merged_notices",
    "metadata",
    "milestones",
    "notice_settings",
    "outbox",
    "parked_updates",
    "people",
    "people_words",
    "pitch_templates",
    "projects",
    "ratings",
    "relay_edits",
    "relay_messages",
    "reports",
    "rulings",
    "saved_anchors",
    "saved_jobs",
    "saved_searches",
    "search_words",
    "seen_updates",
    "sent_messages",
    "shortlists",
    "talks",
    "topics",
    "unmatched_jobs",
    "waiting_deliveries",
    "waiting_files",
    "withdrawals",
]
