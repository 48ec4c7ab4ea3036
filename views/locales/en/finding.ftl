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
filter-between = { " · " }
filter-or = { " or " }
filter-and = { " and " }
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
