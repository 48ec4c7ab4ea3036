# Reports, hidden jobs, banned people: what everybody sees of it, and what operators do.

btn-report = ⚑ Report
btn-report-scam = It looks like a scam
btn-report-outside = Wants to go outside
btn-report-not-a-job = It is not a job
btn-report-offensive = It is offensive
btn-report-other = Something else

report-why-job = <b>⚑ Report “{ $title }”</b>

    What is wrong with this job? The people who run this bot will look at it; the client doesn't learn who reported it. “Wants to go outside” is asking for contact or payment outside this bot.
report-why-person = <b>⚑ Report { $name }</b>

    What is wrong? The people who run this bot will look at it, and until they have decided they can read what the two of you wrote. { $name } doesn't learn who reported it. “Wants to go outside” is asking for contact or payment outside this bot.
report-sent = ⚑ Thank you. The people who run this bot have your report, and I tell you when they have looked.

job-state-hidden = ⏸ Hidden
job-hidden-why = Nobody but you sees this job at the moment, and its days stand still. Why:
job-hidden-answer = You can change it, and answer the people who run this bot: /paysupport says how.
job-hidden-by-ban = Nobody but you sees this job while your account is restricted. Its days stand still.
bid-job-hidden = ⏸ The job is hidden at the moment. Your bid stands and waits.

ntf-job-hidden = ⏸ <b>“{ $title }” is hidden.</b> The people who run this bot took it off the list for now. Why:
ntf-job-hidden-next = Its days stand still, and the bids on it stay. You can change what it says. To answer, write to the people who run this bot; /paysupport says how.
ntf-job-hidden-bidder = ⏸ “{ $title }” is hidden at the moment: the people who run this bot are looking into it. Your bid stands and waits. Please be careful until then, and agree on nothing outside.
ntf-job-restored = 🟢 <b>“{ $title }” is shown again,</b> until { $until }. In their words:
ntf-job-restored-bidder = 🟢 “{ $title }” is shown again. Your bid on it stands; the job may have been changed meanwhile.
ntf-bid-removed = { $name }'s bid on “{ $title }” is gone: their account is restricted for now.
ntf-banned = ⛔️ <b>Your account is restricted.</b> The people who run this bot decided so. Why:
ntf-banned-next =
    You can't post, bid, hire or write to new people for now. Your open jobs are hidden, and your open bids are let go.

    Your projects go on to their end: deliveries, payments, disputes and withdrawals work as before, and your money stays yours.

    To answer, write to the people who run this bot; /paysupport says how.
ntf-unbanned = 🟢 <b>Your account is free again.</b> You can post, bid, hire and write as before, and the jobs that were hidden with it are shown again. In their words:
ntf-report-acted = ⚑ Thank you for your report of { $what }. The people who run this bot looked and acted on it.
ntf-report-dismissed = ⚑ Thank you for your report of { $what }. The people who run this bot looked, and left things as they are.
report-about-job = “{ $title }”
report-about-person = { $name }

# --- operators ---

btn-admin-reports = Reports ({ $count })
btn-admin-hidden = Hidden jobs ({ $count })
btn-admin-banned = Banned people ({ $count })
btn-admin-open = Open
btn-admin-open-job = Open the job
btn-admin-hide = Hide the job
btn-admin-restore = Show it again
btn-admin-ban = Ban
btn-admin-unban = Lift the ban
btn-admin-dismiss = Dismiss
btn-admin-account = The account

ntf-report-made = ⚑ <b>A report:</b> { $kind }
admin-reports = <b>Open reports</b>, the newest first. Which one?
admin-reports-none = No report is open.
admin-report = <b>⚑ Report { $number }:</b> { $kind }
admin-report-job = The job “{ $title }” by { $name }, account { $id }
admin-report-person = { $name }, account { $id }
admin-report-by = Reported by { $name }, account { $id }, on { $at }
admin-report-others =
    { $count ->
        [one] { $count } other report about this person is open.
       *[other] { $count } other reports about this person are open.
    }
admin-report-open = Waits for somebody to look.
admin-report-acted = Acted on, { $at }
admin-report-dismissed = Dismissed on { $at }
report-kind-scam = looks like a scam
report-kind-outside = asks for contact or payment outside
report-kind-not-a-job = is not a job
report-kind-offensive = is offensive
report-kind-other = something else

admin-hidden = <b>Hidden jobs</b>, the newest first. Which one?
admin-hidden-none = No job is hidden.
admin-hidden-since = ⏸ Hidden since { $at }:
admin-hidden-with-client = ⏸ Hidden since { $at }, with its banned client. It comes back when the ban is lifted.
admin-banned = <b>Banned people.</b> Who?
admin-banned-none = Nobody is banned.
admin-banned-since = ⛔️ Banned since { $at }:

ruling-hide-job = Hide the job “{ $name }”
ruling-restore-job = Show the job “{ $name }” again
ruling-ban = Ban { $name }
ruling-unban = Lift the ban of { $name }
toast-report-dismissed = Dismissed. Who reported it is told.
