# What the wizard and its conversations say. ask-<conversation>-<step> is a question,
# ask-<conversation>-<step>-label its name in the review.

# --- around every question ---

wizard-head = <b>{ $where }</b>
wizard-step = { $number } of { $count }
wizard-review = review
wizard-answer = <b>{ $label }</b>
    { $value }
wizard-empty = <i>nothing</i>
wizard-now = Now: { $value }
wizard-echo = ✓ { $label }: { $value }
wizard-number = { NUMBER($number, useGrouping: 0) }
wizard-range = { $least }–{ $most }
# Words that people write around the two amounts of a range.
wizard-range-first = from between
wizard-range-second = to and till until
wizard-range-least = from { $least }
wizard-range-most = up to { $most }
# What people write before the only bound of a range.
wizard-bound-least = from; at least; over; above; more than; min; minimum
wizard-bound-most = up to; at most; under; below; less than; max; maximum; to
wizard-present = Present
wizard-entry = Entry { $number }
wizard-keep = Keep it
wizard-back = Back
wizard-skip = Skip
wizard-cancel = Cancel
wizard-done = Done
wizard-add = ➕ Add
wizard-stale = This button is out of date. Here is where things stand now.
wizard-done-already = Got it already 👍
wizard-moved = I was updated in the meantime, and this dialogue has changed a little. Nothing you entered is lost; let's go on here.
wizard-tap-please = Almost there! Please check it and tap a button. ✏️ changes an answer.

# --- answers that are none ---

answer-not-text =
    { $kind ->
        [sticker] A nice sticker, but I
        [photo] I can't read a photo here; I
        [video] I can't use a video here; I
        [voice] I can't listen to a voice message here; I
        [document] I can't use a file here; I
        [contact] I can't use a contact here; I
        [location] I can't use a location here; I
       *[other] I can't use that here; I
    } need your answer in words. Please type it, or use the buttons.
answer-not-a-file =
    { $kind ->
        [text] Please send it as a file: a document, a photo, a video or audio.
       *[other] That can't be attached. Please send a document, a photo, a video or audio.
    } Tap a button below when nothing more is to be added.
answer-not-a-file-or-words = That can't be delivered. Please send files (documents, photos, videos or audio), or write what you did.
answer-not-relayed =
    { $kind ->
        [poll] I can't pass a poll on. Please write your question as text.
        [story] I can't pass a story on: it would show who posted it.
       *[other] That kind of message can't be passed on.
    } Text, photos, files, voice, video, stickers and locations work.
country-unclear = I'm not sure which country “{ $given }” is. Did you mean one of these? Tap it, or type it again.
tags-known = You have that one already.
tags-left-out = { $most } fit, so I kept the first ones and left out { $which }. Remove one to make room.
entries-full = { $most } fit here. Remove one to add another.
files-known = You sent “{ $name }” already, so I kept it once.
files-full = Up to { $most } files fit here, so “{ $name }” was left out. Remove one to make room.
files-note-replaced = I replaced your description with the new one.
search-no-words = I found no word in that. Please write at least one letter or digit.

# --- profile: details ---

ask-details-heading = Profile
ask-details-name =
    What is your name, as clients should see it?
    <i>Example: Ana Silva</i>
ask-details-name-label = Name
ask-details-country =
    Which country do you live in?
    <i>Example: Portugal</i>
ask-details-country-label = Country
ask-details-city =
    And which city? You can skip this.
    <i>Example: Lisbon</i>
ask-details-city-label = City
ask-details-review = Is everything right?
ask-details-finish = Save

# --- profile: skills and description ---

ask-skills-heading = Skills
ask-skills-skills =
    What are you good at? Up to 10 skills, separated by commas; several messages are fine.
    <i>Example: logo design, Figma, illustration</i>
ask-skills-skills-label = Skills
ask-skills-skills-wrong = A skill has 2 to 30 characters, so I left out { $which }.
ask-skills-finish = Save

ask-description-heading = About you
ask-description-description =
    Who are you, and what are you good at? 20 to 1,000 characters.
    <i>Example: I design logos and brands for small shops, ten years now. I answer fast and deliver on time.</i>
ask-description-description-label = Description
ask-description-finish = Save

# --- profile: education and work experience ---

ask-education-heading = Education
ask-education-university =
    Where did you study?
    <i>Example: University of Porto</i>
ask-education-university-label = University
ask-education-subject =
    What did you study?
    <i>Example: Graphic design</i>
ask-education-subject-label = What was studied
ask-education-from_year =
    In which year did it start?
    <i>Example: 2015</i>
ask-education-from_year-label = From
ask-education-to_year =
    In which year did it end, or will it end?
    <i>Example: 2019</i>
ask-education-to_year-label = To
ask-education-review = Is everything right?
ask-education-finish = Save

ask-experience-heading = Work experience
ask-experience-company =
    Which company did you work for?
    <i>Example: Studio Norte</i>
ask-experience-company-label = Company
ask-experience-title-label = Title held
ask-experience-title =
    Which title did you hold?
    <i>Example: Senior designer</i>
ask-experience-country =
    Which country is the company in?
    <i>Example: Portugal</i>
ask-experience-country-label = Country
ask-experience-from_year =
    In which year did you start there?
    <i>Example: 2019</i>
ask-experience-from_year-label = From
ask-experience-to_year =
    Until which year? Tap “Present” if you are still there.
    <i>Example: 2023</i>
ask-experience-to_year-label = To
ask-experience-review = Is everything right?
ask-experience-finish = Save

# --- a job ---

ask-job-heading = Job
ask-job-title =
    What is the job? A title of 5 to 100 characters.
    <i>Example: Logo for a small bakery</i>
ask-job-title-label = Title
ask-job-description =
    Describe it: what is to be done, what you have already, what matters to you. 20 to 3,000 characters.
    <i>Example: We open in May and need a logo for the sign, the bags and Instagram. We like warm colours.</i>
ask-job-description-label = Description
ask-job-skills =
    Which skills does it need? Up to 10, separated by commas; several messages are fine.
    <i>Example: logo design, illustration</i>
ask-job-skills-label = Skills
ask-job-skills-wrong = A skill has 2 to 30 characters, so I left out { $which }.
ask-job-budget =
    What is your budget? One amount, or a range.
    <i>Example: 500 or 400-600</i>
ask-job-budget-label = Budget
ask-job-attachments =
    Is there anything that freelancers should see? Send up to 10 files, or skip this.
    <i>Example: photos, a brief, a sketch</i>
ask-job-attachments-label = Attachments
ask-job-review = Freelancers will see this for 30 days. Is everything right?
ask-job-finish = Post job

# --- a bid ---

ask-bid-heading = Bid
ask-bid-amount =
    How much do you ask for the whole of “{ $title }”? The client's budget: { $budget }.{ $fee ->
        [yes] {" "}This bot keeps { $percent } of what you earn.
       *[no] {""}
    }
    <i>Example: 500</i>
ask-bid-amount-label = Amount
ask-bid-days =
    How many days do you need?
    <i>Example: 10</i>
ask-bid-days-label = Days
ask-bid-pitch =
    What will you do, and why are you the right one? 20 to 2,000 characters.
    <i>Example: I'll draw three directions, refine the one you like, and hand over all files. I made the signs of two bakeries.</i>
ask-bid-pitch-label = What you will do
ask-bid-plan =
    Would you like to suggest milestones? Each one is delivered, accepted and paid by itself. Without a plan, one milestone holds the whole.
    <i>Example: Three sketches · $200 · 4 days</i>
ask-bid-plan-label = Plan
ask-bid-plan-empty = <i>One milestone holds the whole</i>
ask-bid-plan-add = ➕ Add a milestone
ask-bid-plan-entry = milestone { $number }
ask-bid-plan-what =
    What will be done in milestone { $number }?
    <i>Example: Three sketches to choose from</i>
ask-bid-plan-what-label = What
ask-bid-plan-amount =
    How much of the money is for it?
    <i>Example: 200</i>
ask-bid-plan-amount-label = Amount
ask-bid-plan-days =
    How many of the days does it take?
    <i>Example: 4</i>
ask-bid-plan-days-label = Days
bid-plan-total =
    Planned { $planned } of { $amount }, { $planned_days } of { $days } days{ $side ->
        [short] {" "}· { $missing } missing
        [over] {" "}· { $missing } too much
       *[even] {""}
    }{ $extra_days ->
        [0] {""}
        [one] {" "}· { $extra_days } day too long
       *[other] {" "}· { $extra_days } days too long
    }
bid-repair-rest = Last milestone: { $amount }
bid-repair-amount = Set amount to { $amount }
bid-repair-days = Set days to { $days }
ask-bid-review = The client of “{ $title }” will see this. Is everything right?
ask-bid-finish = Submit bid
bid-sent = ✅ The client has your bid now. I'll tell you as soon as they answer.

# --- a pitch template ---

ask-template-heading = Template
ask-template-name =
    What would you like to call this template? Only you see its name.
    <i>Example: Logos for shops</i>
ask-template-name-label = Name
ask-template-text =
    What do you write in such a bid? 20 to 2,000 characters. I fill in <code>{"{"}title{"}"}</code> with the job's title, <code>{"{"}client{"}"}</code> with the client's name, <code>{"{"}skills{"}"}</code> with those of the job's skills that you have, and <code>{"{"}name{"}"}</code> with your name.
    <i>Example: Hello {"{"}client{"}"}, “{"{"}title{"}"}” is just what I do: {"{"}skills{"}"}, for six years.</i>
ask-template-text-label = Text
ask-template-amount = How much do you usually ask for? You can change it in every bid.
ask-template-amount-label = Amount
template-amount-least = Least of the budget
template-amount-middle = Middle of the budget
template-amount-most = Most of the budget
ask-template-days =
    How many days does such work take?
    <i>Example: 10</i>
ask-template-days-label = Days
ask-template-review = You choose it when you make a bid. Is everything right?
ask-template-finish = Save template
ask-template-finished = ✅ Your template is saved.

# --- a bid's pitch as a new one ---

ask-keep-template-heading = Template
ask-keep-template-name =
    What would you like to call this template? It holds what you wrote for “{ $title }”, and only you see its name.
    <i>Example: Logos for shops</i>
ask-keep-template-name-label = Name
ask-keep-template-finish = Save template
ask-keep-template-finished = ✅ It is one of your templates now.

# --- choosing one in a bid ---

bid-template-amount = What your template asks for doesn't work with this budget:
bid-template-pitch = Filled in for this job, your template has another length than a bid may have:

# --- a delivery, and declining one ---

ask-delivery-heading = Delivery
ask-delivery-result =
    “{ $what }” (milestone { $number } of { $count }), version { $version }

    Send the files, of any type, and write what you did. When all is here, tap “Mark completed”.
    <i>Example: logo-final.pdf, and “The third sketch with the warmer red”</i>
ask-delivery-result-label = Result
ask-delivery-finish = Mark completed

ask-decline-heading = Decline
ask-decline-reason =
    What should be different in “{ $what }” (version { $version })? The freelancer will read it. 10 to 1,000 characters.
    <i>Example: The red is too dark for the sign, and the back of the bag is missing.</i>
ask-decline-reason-label = Reason
ask-decline-finish = Decline
decline-sent = The freelancer has your reason and goes on with it.

ask-report-heading = Report
ask-report-words =
    What is wrong with { $title }? The people who run this bot will read it. 10 to 500 characters.
    <i>Example: The same job was posted three times today under different names.</i>
ask-report-words-label = What is wrong
ask-report-finish = Report

# --- a dispute, and a proposal to cancel ---

ask-dispute-heading = Dispute
ask-dispute-reason =
    What went wrong with milestone { $position }, “{ $what }”? The other side and an operator will read it. 10 to 1,000 characters.
    <i>Example: We agreed on three sketches. One came, and my questions about the others had no answer.</i>
ask-dispute-reason-label = Reason
ask-dispute-review =
    If you open this dispute about milestone { $position } of “{ $title }”:
    • all its deadlines stand still, and nothing is paid for it;
    • an operator reads what both of you delivered and wrote;
    • the operator decides how much of the price goes to the freelancer: all, a part, or nothing.
    You can withdraw it until then.
ask-dispute-finish = Open the dispute

ask-cancellation-heading = Cancel the project
ask-cancellation-reason =
    Why do you want to cancel “{ $title }”? { $name } will read it. 10 to 1,000 characters.
    <i>Example: My plans have changed and I no longer need the shop. Thank you for what you did so far.</i>
ask-cancellation-reason-label = Reason
ask-cancellation-review = { $name } is asked to agree. Until then everything goes on as usual.
ask-cancellation-finish = Send the proposal

# --- rating the other side ---

ask-rate-freelancer-heading = Rate
ask-rate-freelancer-quality =
    How good is what { $name } made?
    Tap the stars, or type a number from 1 to 5.
ask-rate-freelancer-quality-label = Quality
ask-rate-freelancer-communication =
    How was it to talk with { $name }?
    <i>For example: were answers clear and quick?</i>
ask-rate-freelancer-communication-label = Communication
ask-rate-freelancer-on-time = Did { $name } deliver on time?
ask-rate-freelancer-on-time-label = On time
ask-rate-freelancer-comment =
    Would you like to say it in words, too? Others read it before they hire. Up to 1,000 characters.
    <i>Example: Understood at once what we needed, and delivered a day early.</i>
ask-rate-freelancer-comment-label = In words
ask-rate-freelancer-review = { $name } sees it when you have both rated, or 14 days after the last payment. Until then you can change it.
ask-rate-freelancer-finish = Send my rating
ask-rate-client-heading = Rate
ask-rate-client-clarity =
    How clear was what { $name } wanted?
    Tap the stars, or type a number from 1 to 5.
ask-rate-client-clarity-label = Clarity
ask-rate-client-fairness =
    How fair was { $name }?
    <i>For example: did decisions keep to what you had agreed on?</i>
ask-rate-client-fairness-label = Fairness
ask-rate-client-payment = Did { $name } pay on time?
ask-rate-client-payment-label = Payment
ask-rate-client-comment =
    Would you like to say it in words, too? Others read it before they bid. Up to 1,000 characters.
    <i>Example: Knew what was needed, answered quickly, and paid the same day.</i>
ask-rate-client-comment-label = In words
ask-rate-client-review = { $name } sees it when you have both rated, or 14 days after the last payment. Until then you can change it.
ask-rate-client-finish = Send my rating

# --- what operators decide, and look for ---

ask-payout-heading = Pay the withdrawal
ask-payout-reason =
    { $second ->
        [yes] { $amount } shall go to { $title }. Don't send it yet: another operator approves first, and I tell you then.
       *[no] Send { $amount } to { $title } first:
    }
    <blockquote>{ $destination }</blockquote>
    { $second ->
        [yes] Tell them how it is sent
       *[no] Then tell them how it was sent
    }. They will read it. 5 to 1,000 characters.
    <i>Example: By bank transfer today, reference 4711. It takes one or two days.</i>
ask-payout-reason-label = Your words
ask-payout-review =
    { $title } reads your words. { $amount } leaves the books as sent; that can't be undone here.{ $second ->
        [yes] {" "}A second operator has to approve it first; send it when they have.
       *[no] {""}
    }
ask-payout-finish = Confirm

ask-rejection-heading = Reject the withdrawal
ask-rejection-reason =
    Why is the withdrawal of { $amount } by { $title } rejected? They will read it. 5 to 1,000 characters.
    <i>Example: The account number has a digit too few. Please ask again with the whole number.</i>
ask-rejection-reason-label = Your words
ask-rejection-review = { $title } reads your words. { $amount } is in their wallet again.
ask-rejection-finish = Reject it

ask-verdict-heading = Decide the dispute
ask-verdict-amount =
    How much of the price, { $price }, goes to the freelancer { $freelancer }?
    <i>Example: 120</i>
ask-verdict-amount-label = To the freelancer
ask-verdict-reason =
    Why? { $freelancer } and { $client } will both read it. 5 to 1,000 characters.
    <i>Example: Two of the three sketches were delivered as agreed, so two thirds are due.</i>
ask-verdict-reason-label = Your words
ask-verdict-review =
    Both read your words. It can't be undone here.{ $second ->
        [yes] {" "}A second operator has to approve it first.
       *[no] {""}
    }
ask-verdict-finish = Decide

ask-hide-heading = Hide the job
ask-hide-reason =
    Why is “{ $title }” hidden? { $name } will read it. 5 to 1,000 characters.
    <i>Example: It asks for a deposit before any work. Please take that out, and write to us.</i>
ask-hide-reason-label = Your words
ask-hide-review = { $name } reads your words. Nobody else sees the job until you show it again; its bids stay.
ask-hide-finish = Hide it

ask-restore-heading = Show the job again
ask-restore-reason =
    Why is “{ $title }” shown again? { $name } will read it. 5 to 1,000 characters.
    <i>Example: Thank you for taking the deposit out. Sorry for the wait.</i>
ask-restore-reason-label = Your words
ask-restore-review = { $name } reads your words. The job has as many days left as when it was hidden.
ask-restore-finish = Show it

ask-ban-heading = Ban
ask-ban-reason =
    Why is { $title } banned? They will read it. 5 to 1,000 characters.
    <i>Example: Three people were asked to pay you outside before you did any work.</i>
ask-ban-reason-label = Your words
ask-ban-review = { $title } reads your words. Their open jobs are hidden, their open bids let go, and they begin nothing new. What runs goes on, and their money stays theirs.
ask-ban-finish = Ban

ask-unban-heading = Lift the ban
ask-unban-reason =
    Why is the ban of { $title } lifted? They will read it. 5 to 1,000 characters.
    <i>Example: We spoke about it, and you agreed to keep payments in this bot.</i>
ask-unban-reason-label = Your words
ask-unban-review = { $title } reads your words. The jobs that were hidden with the ban are shown again.
ask-unban-finish = Lift it

ask-refund-heading = Refund
ask-refund-reason =
    Why does { $amount } go back to { $title }? They will read it. 5 to 1,000 characters.
    <i>Example: You asked for it: the payment was made twice.</i>
ask-refund-reason-label = Your words
ask-refund-review =
    { $amount } leaves the wallet of { $title } and goes back to where it came from. With Telegram Stars I do that myself; with a payment provider, please refund it there, too.{ $second ->
        [yes] {" "}A second operator has to approve it first.
       *[no] {""}
    }
ask-refund-finish = Refund

ask-find-person-heading = Books of a person
ask-find-person-words =
    Whose? An account number, or a part of the name.
    <i>Example: Silva</i>
ask-find-person-words-label = Words
ask-find-person-finish = Search

ask-find-project-heading = Books of a project
ask-find-project-words =
    Which one? A number, or a part of the title.
    <i>Example: ceramics</i>
ask-find-project-words-label = Words
ask-find-project-finish = Search

ask-find-in-talk-heading = Search
ask-find-in-talk-words =
    Which words? I look through everything that was said about “{ $title }”.
    <i>Example: colours</i>
ask-find-in-talk-words-label = Words
ask-find-in-talk-finish = Search

# --- search ---

ask-search-heading = Search
ask-search-words =
    What are you looking for? A word or two from the job's title or text; a part of a word will do.
    <i>Example: logo</i>
ask-search-words-label = Words
ask-search-finish = Search

ask-filter-skills-heading = Filters
ask-filter-skills-skills =
    Which skills may a job ask for? Name up to 10.
    <i>Example: Python, Logo design</i>
ask-filter-skills-skills-wrong = A skill has 2 to 30 characters. Please look at { $which } again.
ask-filter-skills-skills-skip = Any skills
ask-filter-skills-skills-label = Skills
ask-filter-skills-finish = Show
ask-filter-budget-heading = Filters
ask-filter-budget-budget =
    What should the budget be? One bound is enough.
    <i>Examples: from 500 · up to 900 · 400-600</i>
ask-filter-budget-budget-skip = Any budget
ask-filter-budget-budget-label = Budget
ask-filter-budget-finish = Show
ask-filter-days-heading = Filters
ask-filter-days-days =
    Posted in the last how many days?
    <i>Example: 5</i>
ask-filter-days-days-skip = At any time
ask-filter-days-days-label = Days
ask-filter-days-finish = Show

# --- searching freelancers ---

ask-find-freelancer-heading = Find freelancers
ask-find-freelancer-words =
    Whom are you looking for? A skill, a title or a name; the beginning of a word is enough.
    <i>Example: logo design</i>
ask-find-freelancer-words-label = Words
ask-find-freelancer-finish = Search

# --- the wallet: money in, money out ---

ask-top-up-heading = Top up
ask-top-up-amount =
    How much would you like to put into your wallet? It holds { $balance }. One payment can be from { $least } to { $most }.
    <i>Example: 50</i>
ask-top-up-amount-label = Amount
ask-top-up-finish = Top up

ask-withdraw-heading = Withdraw
ask-withdraw-amount =
    How much would you like to withdraw? Your wallet holds { $balance }.
    <i>Example: 50</i>
ask-withdraw-amount-label = Amount
ask-withdraw-amount-everything = Everything
ask-withdraw-destination =
    Where should it go? 5 to 300 characters: whatever the people who run this bot need to send it to you.
    <i>Example: IBAN PT50 0002 0123 1234 5678 9015 4, Ana Silva</i>
ask-withdraw-destination-label = Where to
ask-withdraw-review = The amount is reserved at once, and an operator looks at it. Is everything right?
ask-withdraw-finish = Ask for it

# --- notices: one's own clock ---

ask-place-heading = Where you are
ask-place-place =
    Where are you? A city or a country tells me your time.
    <i>Example: Lisbon</i>
ask-place-place-label = Place
ask-place-finish = Save

ask-quiet-hours-heading = Quiet hours
ask-quiet-hours-hours =
    From when to when should it be quiet?
    <i>Example: 22:30-6:45</i>
ask-quiet-hours-hours-label = Hours
ask-quiet-hours-finish = Save
