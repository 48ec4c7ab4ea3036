# Freelancers as clients find and invite them; and the freelancer's own switches.

freelancers-newest = <b>Freelancers, available and recently active first</b>
freelancers-found = <b>Freelancers for “{ $query }”</b>
freelancers-fitting = <b>Freelancers who fit “{ $title }”</b>
freelancers-none = No freelancer has a complete profile yet. Please look again later.
freelancers-nothing-found =
    Nobody's profile has “{ $query }” in it.

    Try fewer letters or another word.
freelancers-none-fit = Nobody's profile names a skill of “{ $title }” yet. Search by other words, or look again later.
freelancer-name = <b>{ $name }</b> · { $state }
freelancer-skills = 🛠 { $skills }
freelancer-skill-shared = <b>✓ { $skill }</b>
freelancer-available = 🟢 Available
freelancer-busy-now = 🔴 Busy now

invite-which-job = To which job would you like to invite { $name }?
invite-no-jobs = You have no open job to invite { $name } to. Post one first; it takes about two minutes.
invite-done = 📨 { $name } is invited to “{ $title }”. I will tell you as soon as they bid.
invited-heading = <b>Invited to “{ $title }”</b>
invited-nobody = You have not invited anybody to “{ $title }” yet.
invited-line = { $name }: { $state }
invited-waiting = ⏳ no answer yet
invited-has-bid = 📩 has bid
invited-not-interested = not interested

invitation = 📨 <b>{ $name } invites you to bid</b>
invitation-declined = That's fine. I told nobody; there are other jobs.

profile-seen = 👀 Clients can find you
profile-hidden = 🙈 Hidden: clients can't find you
profile-not-found-yet = 👀 Clients can find you as soon as nothing in bold is missing
toast-visible = Clients can find you
toast-hidden = Your profile is hidden
toast-busy = You are shown as busy
toast-available = You are shown as available

btn-find-freelancers = 🔎 Find freelancers
btn-search-freelancers = 🔎 Search
btn-all-freelancers = Everybody
btn-fitting = Who fits the job
btn-invited = 📨 Invited
btn-invite = 📨 Invite
btn-not-interested = Not interested
btn-set-busy = 🔴 Busy for now
btn-set-available = 🟢 Available again
btn-hide-profile = 🙈 Hide my profile
btn-show-profile = 👀 Show my profile
