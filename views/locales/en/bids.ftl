# Bids: the freelancer's own, and those a client compares.

bid-offer =
    💰 { $amount } · { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
bid-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
bid-earned = 👛 You receive { $earned } after the { $percent } fee
bid-amount-earned = { $amount } (you receive { $earned } after the { $percent } fee)
bid-plan-heading =
    <b>{ $count ->
        [one] One milestone
       *[other] { $count } milestones
    }</b>
bid-step =
    { $position }. { $what } · { $amount } · { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
bid-state-live = ⏳ Waiting for the client's decision
bid-state-withdrawn = ↩️ Withdrawn
bid-state-declined = Declined
bid-state-hired = 🤝 Hired
bid-state-let-go = The job went on without this bid

bids-own = <b>Your bids</b>
bids-none-own = You have not made a bid yet. Find a job that fits you, and make the first one.
bid-own-heading = Your bid on <b>{ $title }</b>
bid-confirm-withdraw = Withdraw your bid on “{ $title }”? The client will no longer see it. While the job is open, you can bid again.

bids-none-yet =
    <b>{ $title }</b>

    No bids yet. I will tell you as soon as one arrives.
bids-heading =
    <b>{ $title }</b>
    { $count ->
        [one] { $count } bid
       *[other] { $count } bids
    }
bids-span = From { $least } to { $most }
bids-more =
    { $count ->
        [one] There is { $count } more. Decline one of these to see it.
       *[other] There are { $count } more. Decline some of these to see them.
    }
bid-offered-heading = <b>{ $name }</b> on { $title }
bid-confirm-hire =
    <b>Hire { $name } for “{ $title }”?</b>

    { $amount } for { $count ->
        [one] one milestone
       *[other] { $count } milestones
    } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.

    The job closes and the first milestone starts. You pay nothing now: you pay for each milestone after you accept it.
bid-confirm-decline =
    Decline the bid of { $name }?
    { $offer }

    I will tell them kindly.

btn-withdraw = Withdraw
btn-hire = Hire
btn-ask = 💬 Ask
btn-see-bid = See the bid
btn-see-bids = See the bids
btn-open-the-bid = Open the bid
btn-bidder-profile = 👤 Profile
