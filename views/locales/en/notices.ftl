# What somebody else's act, or time, tells a person.

ntf-bid-submitted =
    📩 <b>{ $name }</b> bids on “{ $title }”
    { $offer }
ntf-bid-changed =
    ✏️ <b>{ $name }</b> changed their bid on “{ $title }”
    { $offer }
ntf-bids-new =
    { $count ->
        [one] 📩 <b>A new bid</b> on “{ $title }”
       *[other] 📩 <b>{ $count } new bids</b> on “{ $title }”
    }
ntf-bids-one = <b>{ $name }</b> { $offer }
ntf-bids-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
ntf-bid-withdrawn = { $name } withdrew their bid on “{ $title }”.
ntf-bid-declined =
    The client declined your bid on “{ $title }”.

    That is about this job, not about you. There are others waiting.
ntf-job-changed = ✏️ The job “{ $title }” has changed. Your bid stands as it is; please check that it still fits.
ntf-let-go-hired =
    Somebody else was hired for “{ $title }”.

    Thank you for your bid. The next job may be yours.
ntf-let-go-ended =
    The job “{ $title }” was closed, and nobody was hired.

    Thank you for your bid. The next job may be yours.
ntf-job-expired = “{ $title }” has been open for 30 days and is now closed. One tap opens it again.
ntf-job-closing-soon = “{ $title }” closes on { $at }. Do you want to keep it open?
ntf-hired = 🎉 <b>{ $name } hired you!</b> “{ $title }” starts now, with the first milestone.
ntf-declined = 🔁 <b>{ $what }</b> (“{ $title }”, version { $version }) was declined. The reason:
ntf-declined-next = Change it or redo it, and send it again when you are ready. If the reason isn't clear, ask in the Chat.
ntf-accepted =
    ✅ <b>{ $what }</b> was accepted (“{ $title }”).{ $paid ->
        [yes] {""}
       *[no] {" "}Your client is asked to pay for it.
    }
ntf-auto-accepted-freelancer =
    ✅ <b>{ $what }</b> is accepted (“{ $title }”): your client did not answer in time.{ $paid ->
        [yes] {""}
       *[no] {" "}They are asked to pay for it now.
    }
ntf-auto-accepted-client = <b>{ $what }</b> (“{ $title }”) is now accepted: there was no answer in time.
ntf-next-open = Milestone { $position } is open now: { $what }
ntf-last-accepted = That was the last milestone. Well done!
ntf-more-time = Your client takes 3 more days to look at <b>{ $what }</b> (“{ $title }”). It is accepted automatically on { $at } at the latest.
ntf-review-reminder = ⏰ <b>{ $what }</b> (“{ $title }”) waits for your answer. It is accepted automatically on { $at }.

# --- the daily summary ---

ntf-digest = 🗞 <b>Your daily summary</b>
ntf-digest-line = { $number }. { $text }
ntf-digest-more =
    { $count ->
        [one] And one more, from before.
       *[other] And { $count } more, from before.
    }
ntf-digest-open = { $number } · { $label }
