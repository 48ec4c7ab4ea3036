# Looking for jobs: what was found, and filters.

found-heading = { $heading } · { $order }
found-number =
    <b>{ $count ->
        [one] { $shown } open job
       *[other] { $shown } open jobs
    }</b>
found-number-with =
    <b>{ $count ->
        [one] { $shown } job
       *[other] { $shown } jobs
    } with “{ $query }”</b>
found-more = <b>More open jobs</b>
found-more-with = <b>More jobs with “{ $query }”</b>
found-many = { $most }+
found-newest = newest first
found-best = best match first
found-instead = Nothing has “{ $typed }”. This is what I found for “{ $meant }”.
found-none-with-filters = No open job with “{ $query }” fits your filters.
found-none-filtered = No open job fits your filters.
btn-first-page = « First page
btn-best-first = ⇅ Best match first
btn-newest-first = ⇅ Newest first
btn-no-filters = Without filters
btn-filters =
    { $count ->
        [0] ⚙️ Filters
       *[other] ⚙️ Filters ({ $count })
    }

filters-heading = <b>Filters</b>
filters-for = Jobs with “{ $query }”
filters-how = Tap one to change it. What you set stays until you clear it.
filters-set = ⚙️ { $filters }
filter-between = ·
filter-or = or
filter-and = and
filter-skills = 🛠 { $skills }
filter-any-skills = 🛠 Any skills
filter-budget = 💰 { $budget }
filter-any-budget = 💰 Any budget
filter-any-time = 📅 Posted at any time
filter-days =
    { $count ->
        [one] 📅 The last 24 hours
       *[other] 📅 The last { $count } days
    }
filter-own = My skills only
filter-unbid = Without those I bid on
btn-days =
    { $count ->
        [one] 24 h
       *[other] { $count } days
    }
btn-every-skill = All of these skills
btn-clear-filters = Clear
btn-show-found =
    { $count ->
        [0] No job fits
        [one] Show { $shown } job
       *[other] Show { $shown } jobs
    }

# --- saved searches ---

btn-save-search = 🔔 Tell me about new ones
alert-saved = 🔔 <b>I'll tell you about new jobs like these.</b>
alert-heading = 🔔 <b>A saved search</b>
alert-line = { $search }
alert-way = You hear of it: { $way }
alert-at-once = at once
alert-daily = once a day
alert-muted = not now, it is muted
alert-query = “{ $query }”
alert-any-job = Any job
alert-listed = { $number }. { $search } · { $way }
alerts-heading = 🔔 <b>Your saved searches</b>
alerts-none =
    You have no saved search yet.

    Look for jobs, then tap “🔔 Tell me about new ones”: I'll write to you as soon as there is another one.
alert-stopped = I won't tell you about { $search } any more.
btn-alerts = 🔔 Saved searches
btn-alert-number = { $number }
btn-run-alert = Show all
btn-back-to-found = Back to the jobs
btn-mute-alert = 🔕 Mute
btn-unmute-alert = 🔔 Unmute
btn-alert-daily = Once a day
btn-alert-at-once = At once
btn-stop-alert = ✕ Stop
toast-alert-muted = Muted. It stays among your saved searches.
toast-alert-unmuted = You will hear of new ones again
ntf-jobs-matched =
    { $count ->
        [one] 🔔 <b>A new job for you</b>
       *[other] 🔔 <b>{ $count } new jobs for you</b>
    }
    <i>{ $search }</i>
ntf-job-for-digest = “{ $title }”
