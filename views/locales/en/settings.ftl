# Settings: what happens by itself, and in which language.

settings-heading = <b>Settings</b>
settings-auto-pay =
    { $state ->
        [on] ✅ <b>Pay from my wallet automatically: on</b>
       *[off] ▫️ <b>Pay from my wallet automatically: off</b>
    }
    When a milestone is accepted because you didn't answer for seven days, your wallet pays it, if it covers the price. What you accept by hand is paid from what you set aside, or waits for your tap.
settings-language = 🌐 Language: { $language }

toast-auto-pay-on = Your wallet pays by itself
toast-auto-pay-off = Nothing is paid by itself

btn-settings = ⚙️ Settings
btn-language = 🌐 Language
btn-auto-pay-on = Switch it on
btn-auto-pay-off = Switch it off

# Notices: how each kind comes, when it is quiet, and the person's own clock.

btn-notices = 🔔 Notices
btn-quiet-hours = 🌙 Quiet hours
btn-place = 📍 Where I am
btn-quiet-other = Other hours
btn-quiet-off = No quiet hours

notice-heading = <b>Notices</b>
notice-always = Money, deadlines and decisions that wait for you always come at once, at any hour. For these you choose:
notice-line = • { $kind }: <b>{ $way }</b>
notice-kind-alerts = New jobs
notice-kind-new-bids = New bids
notice-kind-bid-changes = Changed bids
notice-kind-job-changes = Changed jobs
notice-kind-outcomes = Bids not chosen
notice-kind-reminders = Reminders
notice-about-alerts = A new job answers one of your saved searches. For a single search you can choose under /alerts.
notice-about-new-bids = Somebody bids on a job of yours.
notice-about-bid-changes = A bid on a job of yours is changed or withdrawn. These never make a sound.
notice-about-job-changes = A job that you bid on is changed. These never make a sound.
notice-about-outcomes = A client decides for somebody else, or ends the job without hiring.
notice-about-reminders = What would be good to do and costs nothing if you don't, such as a job of yours that closes soon.
notice-ways = How should I tell you? If you leave “once a day”, what I have kept so far comes right away.
notice-way-now = at once
notice-way-daily = once a day
notice-way-off = off
notice-chosen = ✓ { $label }
notice-hours = { $start }–{ $end }
notice-quiet-heading = <b>Quiet hours</b>
notice-quiet-what = Within them messages come without a sound. Money, deadlines and decisions that wait for you still ring.
notice-quiet-on = 🌙 Quiet from { $hours }
notice-quiet-off = 🌙 Quiet hours: off
notice-place = 📍 { $place }. It is { $time } with you.
notice-place-now = { $place } · { $time }
notice-no-place = 📍 I don't know where you are, so I count in UTC. There it is { $time } now.
notice-digest = 🗞 Your daily summary comes at { $time }.

toast-way-now = At once, from now on
toast-way-daily = Once a day, from now on
toast-way-off = Off. You will still find it all in the menu.
toast-quiet-on = Quiet from { $hours }
toast-quiet-off = No quiet hours
