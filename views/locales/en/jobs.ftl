# Jobs: to browse, to read, to look after.

job-title = <b>{ $title }</b>
job-budget = 💰 { $budget }
job-budget-fixed = { $amount }
job-budget-range = { $least } – { $most }
job-skills = 🛠 { $skills }
job-client = 👤 { $name }
job-posted = 📅 Posted { $ago }
job-posted-now = ✅ Freelancers can see your job now. I tell you about each bid as it arrives.
job-offered = 💰 { $budget } · { $ago }
job-offered-from = 💰 { $budget } · { $country } · { $ago }
job-excerpt = <i>{ $text }</i>
job-description = { $text }
job-bid-count =
    { $count ->
        [0] No bids yet
        [one] { $count } bid
       *[other] { $count } bids
    }
job-waits-for-bids = No bids yet. I tell you as soon as one arrives.
job-new-bids =
    { $count ->
        [one] ✨ { $count } is new
       *[other] ✨ { $count } are new
    }
job-state-open = 🟢 Open until { $until }
job-state-hired = 🤝 Somebody is hired
job-state-closed = ⚪️ Closed
job-state-expired = ⚪️ Closed on { $until }

client-from = 👤 { $name } · { $country }
client-new = 🌱 New client
client-many = { $most }+
client-posted =
    { $count ->
        [one] { $shown } job posted
       *[other] { $shown } jobs posted
    }
client-posted-only = 📋 { $posted }
client-hired = 📋 { $posted } · { $percent } of those that ended led to a hire
client-hired-nobody = 📋 { $posted } · nobody hired yet
client-paid = 💳 { $percent } of payments on time
client-paid-late = 💳 No payment on time yet

jobs-none-open = There is no open job right now. New ones come in all the time: please look again later.
jobs-nothing-found =
    No open job has “{ $query }”.

    Try fewer letters or another word, or browse them all.
jobs-own = <b>Your jobs</b>
jobs-none-own = You have not posted a job yet. It takes about two minutes, and bids come to you.
job-confirm-close =
    Close “{ $title }”?

    { $count ->
        [0] Nobody has bid on it yet.
        [one] { $count } freelancer has bid on it. I will tell them kindly.
       *[other] { $count } freelancers have bid on it. I will tell them kindly.
    } You can open it again later.

btn-bid = Make a bid
btn-bid-on = Bid on “{ $title }”
btn-job-bids =
    { $count ->
        [0] Bids
       *[other] Bids ({ $count })
    }
btn-read-job = Read the job
btn-renew-job = 30 more days
btn-reopen-job = Open it again
btn-close-job = Close the job
btn-file = 📎 File { $number }

# --- saved for later ---

saved-jobs-heading = 🔖 <b>Your saved jobs</b>
saved-job-hidden = ⏸ <i>A job that isn't shown at the moment</i>
saved-job-gone = Take it off
saved-jobs-none =
    You have not saved a job yet.

    Open one, then tap “🔖 Save”: it waits for you here.
btn-saved-jobs = 🔖 Saved jobs
btn-save-job = 🔖 Save
btn-job-saved = ✓ Saved
btn-unsave-job = ✕ { $title }
toast-job-saved = Saved. You find it under /saved.
toast-job-unsaved = It isn't among your saved jobs any more
