"""What time brings about: one file a timed job. The rules are in marketplace/."""

from bot.jobs import (
    accept_silent,
    expire_jobs,
    follow_ratings,
    match_jobs,
    nudge_bids,
    remind_answers,
    remind_payments,
    remind_reviews,
    send_digests,
    send_waiting,
    warn_closing,
)

TIMED_JOBS = (
    accept_silent.JOB,
    remind_reviews.JOB,
    remind_payments.JOB,
    send_waiting.JOB,
    send_digests.JOB,
    warn_closing.JOB,
    nudge_bids.JOB,
    remind_answers.JOB,
    follow_ratings.JOB,
    expire_jobs.JOB,
    match_jobs.MATCH,
    match_jobs.TELL,
)
