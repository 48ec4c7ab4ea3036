# Projects: the card, the review of a delivery, the history.

projects-own = <b>Your projects</b>
projects-while-away =
    👋 You had stopped this bot, so nothing that it had to tell you could reach you. This is how your projects stand:
projects-none = No projects yet. One starts as soon as a bid is hired.
project-state-running = { $paid } of { $count } milestones paid
project-state-complete = 🎉 Complete: everything is accepted and paid
project-state-cancelled = Cancelled
project-deliver = 🔨 Milestone { $position } is yours to deliver
project-decide = 👀 Milestone { $position } waits for your decision
project-in-progress = 🔨 Milestone { $position } is in progress
project-with-the-client = 👀 Milestone { $position } is with your client
project-pay = 💳 Payment due: { $amount }
project-you-are-client = You are the client · { $amount }
project-you-are-freelancer = You are the freelancer · { $amount }
project-with-client = With your client { $name } · { $amount }
project-with-freelancer = With your freelancer { $name } · { $amount }
project-unreachable = ⚠️ { $name } has stopped this bot and can't be reached at the moment.

milestone-name = Milestone { $position } of { $count }: { $what }
milestone-line = <b>{ $position }. { $what }</b> · { $amount }
milestone-upcoming =
    ▫️ Not started · { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
milestone-in-progress =
    🔨 In progress · { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
milestone-declined = 🔁 Version { $version } was declined, a new one is in progress
milestone-in-review = 👀 Version { $version } is in review
milestone-decide = ⏰ Please decide by { $at }. After that it is accepted automatically.
milestone-client-decides = ⏰ Your client decides by { $at }. After that it is accepted automatically.
milestone-accepted =
    { $how ->
        [ruled] 💳 Decided by an operator: { $due } due
       *[accepted] 💳 Accepted, payment due
    }
milestone-paid =
    { $how ->
        [ruled] ✅ Paid: { $paid }, as an operator decided
       *[accepted] ✅ Paid
    }
milestone-paid-outside =
    { $how ->
        [ruled] ✅ Paid outside the bot: { $paid }, as an operator decided
       *[accepted] ✅ Paid outside the bot
    }
milestone-cancelled = ✖️ Ended without a payment
milestone-funded = { $line } · 🔒 funded
milestone-disputed = ⚖️ In dispute: an operator decides
milestone-claimed = 💬 { $whose ->
        [own] You said it is paid; your freelancer confirms
       *[other] Your client says it is paid: has it arrived?
    }

review-delivered =
    📦 Version { $version } is completed{ $files ->
        [0] .
        [one] {""}, with { $files } file.
       *[other] {""}, with { $files } files.
    }
review-question =
    Is it what you agreed on? { $paid ->
        [escrow] The price, { $amount }, is set aside 🔒 and paid as soon as you accept.
       *[later] The price is { $amount }.
    }
    Without an answer it is accepted automatically on { $at }.
delivery-sent =
    ✅ <b>{ $what }</b> is marked completed (version { $version }).

    Your client decides by { $at }. If they don't answer, it is accepted automatically. You can send a newer version until then.

# What has just been done, below the project's title.
done-accepted = ✅ Accepted, and I told { $name }.
done-more-time = ⏰ You have 3 more days to look at it. I told { $name }.
done-paid = ✅ Paid
done-funded = 🔒 Set aside. It is paid as soon as you accept, and { $name } can see it.
done-claimed = 💬 I asked { $name } whether your payment has arrived.
done-received = ✅ It counts as paid, and I told { $name }.
done-denied = I told { $name } that it has not arrived yet.
done-dispute-withdrawn = ⚖️ The dispute is withdrawn. Everything goes on where it stood.
done-cancel-agreed = 🚪 The project is cancelled.
done-cancel-refused = The project goes on, and I told { $name }.
done-cancel-withdrawn = Your proposal is taken back, and I told { $name }.

card-moved = ⬇️ This stands further down now, up to date.

histories =
    <b>History</b>
    Every version of every milestone is kept. Which project?
history-heading =
    <b>{ $title }</b>
    Every version of every milestone. Which one?
history-empty =
    <b>{ $title }</b>
    Nothing has been delivered yet. Every version will stay here, for both of you.
history-of =
    <b>{ $title }</b>
    Milestone { $position }: { $what }
version-heading = <b>Version { $version }</b> · { $at }
version-in-review = 👀 In review until { $at }
version-accepted = ✅ Accepted on { $at }
version-auto-accepted = ✅ Accepted automatically on { $at }
version-declined = ❌ Declined on { $at }
version-replaced = 🔁 Replaced by a newer version
version-cancelled = ✖️ Ended without a decision
version-files =
    { $count ->
        [0] No files
        [one] { $count } file
       *[other] { $count } files
    }

btn-accept = Accept
btn-more-time = Take 3 more days
btn-deliver = Deliver milestone { $position }
btn-deliver-newer = Send a newer version
btn-pay = Pay { $amount }
btn-pay-one = Pay { $amount } · milestone { $position }
btn-versions = { $position }. { $what } ({ $count })
btn-older-versions = Older versions ›
btn-version-files = 📎 { $version }: all { $count } files
btn-version-file = 📎 { $version }: { $name }

# --- topics: each project has its own, where Telegram has topics ---

topic-running = { $title } · { $name }
topic-complete = ✅ { $title } · { $name }
topic-cancelled = ✖️ { $title } · { $name }
toast-in-topic = It's in the project's own topic
