# Choosing among the bids on one's job.

table = <pre>{ $text }</pre>
col-number = #
col-amount = Amount
col-days = Days
col-rating = ★
col-ratings = Ratings
col-fit = Fit
col-plan = Plan
col-skills = Skills
col-name = Name

bids-explained =
    { $order ->
        [fit] <i>Best fit first: skills in common, the amount, a plan, and words about your job make 100.</i>
        [price] <i>Lowest amount first.</i>
        [days] <i>Fewest days first.</i>
       *[rating] <i>Best rating first. Many good ratings count for more than a single one.</i>
    }
bids-marks-new = ✨ new since you last looked
bids-marks-shortlisted = ★ on your shortlist, which only you see

bid-fit =
    🎯 Fit { $points } of 100 · { $shared ->
        [0] no skills in common
        [one] { $shared } skill in common
       *[other] { $shared } skills in common
    }

compare-heading =
    <b>{ $title }</b>
    Side by side
compare-one = <b>{ $number }. { $name }</b>
compare-skills = 🛠 In common: { $skills }
compare-no-skills = 🛠 No skills in common
compare-more-steps = … and { $count } more
compare-choose =
    <b>{ $title }</b>

    Your shortlist holds more than { $most } bids. Which ones shall I put side by side? Pick two or three. { $count ->
        [0] None is picked yet.
        [one] One is picked.
       *[other] { $count } are picked.
    }

toast-shortlisted = ★ On your shortlist. Only you see that.
toast-off-shortlist = Off your shortlist

btn-order-fit = Fit
btn-order-price = Price
btn-order-days = Days
btn-order-rating = Rating
btn-chosen = ✓ { $label }
btn-numbered = { $number }. { $name }
btn-numbers-before = ‹ { $numbers }
btn-numbers-behind = { $numbers } ›
btn-shortlist = ☆ Shortlist
btn-off-shortlist = ★ Take off shortlist
btn-compare = ⚖️ Compare ({ $count })
btn-compare-others = Compare others
btn-hire-numbered = Hire { $number }
btn-picked = ☑️ { $name } · { $amount }
btn-not-picked = ⬜️ { $name } · { $amount }
