# What the rules refuse. The key is the refusal's; each says what is wrong and what would be right.

wrong-empty = That was empty. Please write something.
wrong-too-short =
    That is too short ({ $length ->
        [one] { $length } character
       *[other] { $length } characters
    }). Please write at least { $least }.
wrong-too-long = That is too long: { $length } characters, and { $most } fit. Please shorten it a little.
wrong-not-a-number = I need a whole number from { $least } to { $most }, in digits.
wrong-too-small = That is too small. It can be from { $least } to { $most }.
wrong-too-large = That is too large. It can be from { $least } to { $most }.
wrong-amount = I couldn't read that as an amount. Write it like 500 or 12.50.
wrong-amount-unclear = “{ $given }” can be read in two ways: { $first } or { $second }. Tap the one you mean, or write it again.
wrong-amount-currency = Amounts here are in { $currency }. Please write just the number, like 500.
currency-named = { $name } ({ $code })
currency-stars = Telegram Stars
wrong-amount-decimals =
    { $decimals ->
        [0] This currency has no decimals. Please write a whole number.
        [one] This currency has one digit after the point.
       *[other] This currency has { $decimals } digits after the point, not more.
    }
wrong-amount-too-small = The amount has to be at least { $least }.
wrong-amount-too-large = The amount can be { $most } at most.
wrong-budget-order = The highest amount is below the lowest. Please write the lower one first.
wrong-country = I don't know the country “{ $given }”. Please pick one from the list or write its name.
wrong-years = The year has to be from { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) }.
wrong-end-before-start = { NUMBER($end, useGrouping: 0) } is before the start, { NUMBER($start, useGrouping: 0) }. The end can be the same year or a later one.
wrong-days = The number of days can be from { $least } to { $most }.
wrong-too-many-skills = Those are { $given } skills, and { $most } fit. Keep the ones that matter most.
wrong-too-many-files = Up to { $most } files fit here. Please leave some out, or pack them into one archive.
wrong-too-many-entries = Up to { $most } entries fit here. Remove one to add another.
wrong-too-many-milestones = A bid has up to { $most } milestones. Please join some of them.
wrong-plan-gap =
    { $side ->
        [short] The milestones add up to { $missing } less than your bid.
        [over] The milestones add up to { $missing } more than your bid.
       *[even] {""}
    } { $extra_days ->
        [0] {""}
       *[other] { $side ->
            [even] The milestones take
           *[other] They take
        } { $extra_days ->
            [one] { $extra_days } day
           *[other] { $extra_days } days
        } longer than your bid says.
    }
wrong-rest = The last milestone would be left with nothing. Change its amount, or the amount of the bid.
wrong-choice = That isn't one of the answers. Please tap a button.

delivery-empty = There is nothing to deliver yet. Send at least one file, or describe what you did.
file-too-big = “{ $name }” is too big: files up to { $most } fit. Please pack it smaller, split it, or send a link instead.
file-empty = “{ $name }” is empty. Please choose another file.
file-not-stored = “{ $name }” is still being stored. Please try again in a minute.
file-never-stored = “{ $name }” is not in our storage, so I can't give it to you. Please ask in the Chat for it to be sent again.
no-upload-links = Files over { $most } can't come by a link here. Please split the file into parts of up to { $most }, or pack it smaller.
no-download-links = This file is too big for Telegram, and I can't make a link to it at the moment. Please ask for it in smaller parts, or try again later.
link-over = This link has ended, or it never was one. Links for files live only for a short time. The bot makes you a new one in the chat.
link-used = { link-over }
job-not-open = This job is no longer open.
job-hidden = “{ $title }” is hidden at the moment, so nobody can be hired for it or invited to it, and it can't be renewed or shared. I told you why when it was hidden.
banned = Your account can't begin anything new here at the moment. What is running goes on, and your money stays yours. I told you why; /paysupport says how to answer.
too-many-jobs =
    You have posted { $most ->
        [one] one job
       *[other] { $most } jobs
    } within 24 hours, which is the most. You can post the next one from { $at } on.
too-many-bids =
    You have made { $most ->
        [one] one bid
       *[other] { $most } bids
    } within 24 hours, which is the most. You can make the next one from { $at } on.
own-job = This is your own job, so you can't bid on it.
own-job-saved = This is your own job. You find it under “My jobs”.
job-saved-already = You have saved this job already.
job-not-saved = This job isn't among your saved jobs any more.
too-many-saved-jobs = You have { $most } saved jobs, and that is as many as I can keep. Take some off under /saved, then save this one.
already-bid = You have a bid on this job already. You can edit it instead.
profile-incomplete = Before you bid, clients need to know you a little. Still missing: { $parts }.
bid-not-live = This bid is no longer open: it was decided on or withdrawn.
shortlisted-already = This bid is on your shortlist already.
not-shortlisted = This bid isn't on your shortlist any more.
shortlist-full = Your shortlist holds { $most } bids. Take one off first.
picked-already = You have made this choice already.
too-many-picked = { $most } bids fit side by side. Take one out first.
too-few-to-compare = Put two bids or more on your shortlist, then compare them here.
not-deliverable = “{ $what }” can't take a delivery now: it isn't its turn yet, or it is accepted already.
already-decided =
    { $state ->
        [accepted] Version { $version } is accepted already.
        [auto_accepted] Version { $version } was accepted automatically.
        [declined] Version { $version } was declined already.
        [replaced] Version { $version } was replaced by a newer one. Please look at that one.
       *[in_review] Version { $version } was just decided on.
    }
time-taken = You took 3 more days for this delivery already. It works once per delivery.
already-paid = This is paid already. Nothing is due.
checkout-cancelled = This payment is no longer due.
payment-under-way =
    A payment for this is under way. If it failed, try again in { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
payments-off = This bot takes no payments. Clients and freelancers pay each other as they agreed.
pay-here = Payments go through this bot. Open the project and tap Pay.
claimed-already = You said so already. Your freelancer has been asked to confirm.
nothing-to-fund = There is nothing left to set aside: each open milestone is funded already.
disputed = This milestone is in dispute. Nothing happens to it until an operator has decided.
invoice-changed = This invoice is out of date. Open the project and tap Pay for a new one.
not-enough-money = There is not enough money in the wallet for that.
talk-over = The talk about “{ $title }” is over, because its bid is no longer open.
talk-ended = “{ $title }” ended more than a month ago, so its talk is over. What was said stays in its history.
contact-blocked = This was not sent to { $name }: it looks like contact or payment details, and they stay private here. What you agree on here is written down{ $safe ->
        [yes] , and money that is set aside here is safe for both of you.
       *[no] , for both of you.
    }
not-hired = Files can be delivered as soon as you are hired for “{ $title }”.
nothing-to-deliver = No milestone of “{ $title }” takes a delivery now.
not-disputable = Milestone { $position } can't be disputed now. A dispute is for a milestone that is in review, or accepted and not paid.
disputed-project = A milestone of this project is in dispute. The project can be cancelled after that is decided.
cancellation-proposed = There is a proposal to cancel already. It waits for an answer.
no-cancellation = There is no proposal to answer any more.
not-running = This project has ended already.
rating-too-early = You can rate each other when the last milestone is paid.
rating-cancelled = This project was cancelled, so there is nothing to rate.
rating-over = A project can be rated for { $days } days after its last payment, and they are over. Later the details are no longer fresh.
rating-shown = What you said can be read already, so it stays as it is.
wrong-stars = It takes { $least } to { $most } stars for each question.
not-operator = That isn't yours to open.
withdrawal-under-way = This withdrawal is being sent, so it can't be taken back now.
ruling-waits = A decision about this waits for a second operator already.
own-ruling = You decided this yourself. It needs another operator's approval.
own-dispute = You are one of the two sides of this project, so another operator has to decide.
refunded-already = This payment was sent back already.
hidden-already = “{ $title }” is hidden already.
not-hidden = “{ $title }” is not hidden.
client-banned = Its client is banned. Lift the ban first: that shows the jobs that were hidden with it.
banned-already = { $name } is banned already.
not-banned = { $name } is not banned.
operator-stays = Whoever runs this bot can't be banned. Take them off the list of operators first.
own-matter = This is about you, so another operator has to decide.
own-report = This is your own job. You can change or close it.
reported-already = You have reported this already. I tell you when somebody has looked.
too-many-reports = { $most } of your reports wait already. I tell you when somebody has looked.
not-yours = That isn't yours to open.
gone = That isn't there any more.
too-many-templates = You have { $most } templates, and that is as many as I can keep. Remove one under /templates, then add this one.
template-name-taken = You have a template called “{ $name }” already. Please choose another name.
too-many-saved = You have { $most } saved searches, and that is as many as I can keep. Stop one under /alerts, then save this one.
out-of-date = Something changed in the meantime. Here is where things stand now.

nothing-to-withdraw = There is nothing to withdraw: your wallet is empty.
too-many-withdrawals = { $most } of your withdrawals wait already. Please wait until one is sent, or take one back.
already-ended = That was decided already, or taken back. Nothing has changed.

wrong-hours = I need two times, from and to. Write them like 22-8 or 22:30-6:45.
wrong-hours-same = Both times are the same. Please write from when to when it should be quiet.
wrong-place = I don't know the place “{ $given }”. Please write a big city near you, or your country.
place-unclear = I'm not sure about “{ $given }”. Is it one of these? Tap it, or type another city or your country.
place-several = There is more than one time in { $country }. Which of these cities has yours?

no-address-yet = I can't make the link right now. Please try again in a minute.
not-listed = This profile isn't shown at the moment.
not-invited = This invitation is for somebody else, or it never was one.
own-invitation = This is your own profile. Invite somebody else.
freelancer-busy = { $name } is busy and takes no invitations for now.
has-bid = { $name } has a bid on this job already. You find it among the bids.
invited-already = { $name } is invited to this job already.
invitation-answered = You have answered this invitation already.
too-many-invitations = You can invite up to { $most } freelancers a day. Please go on tomorrow.
