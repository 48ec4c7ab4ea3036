# The answers to "How can we help?" (product.md, "The promise").

help-home = <b>How can we help?</b>
help-heading = <b>{ $title }</b>

help-title-profile = How to complete your profile
help-title-find = How to find a job
help-title-complete = How to complete a job
help-title-start = Start working with a client
help-title-post = How to post a job
help-title-hire = How to hire
help-title-review = How to review and pay

help-profile =
    Clients read your profile before they hire. Tap ✏️ next to a part to fill it in:

    • Your name, country and city
    • Up to 10 skills
    • Who you are and what you are good at
    • Education: the university and what you studied
    • Work experience: the company, your title, its country and the years

    To bid, you need your name, your country, one skill and the description. The rest helps clients choose you.
help-find =
    <b>1. Look around.</b> Browse the open jobs, or search by title: a whole title or just a word of it. A search can be saved; then I tell you about new jobs.

    <b>2. Read.</b> Open a job to see its description, the skills it asks for and the budget.

    <b>3. Bid.</b> Say how much you ask for the whole project, how many days you need, and what you will do.

    <b>4. Suggest milestones.</b> Split the work into steps, each with what you will do, its price and its days. Add as many as you need, up to 20.

    <b>5. Submit.</b> The client gets your bid at once, and you hear from me when they decide.
help-complete =
    <b>1. Deliver.</b> When the project starts, its first milestone is open. Send your files and a description, then tap <b>Mark completed</b>.

    <b>2. The client decides.</b> They accept or decline with one tap. If they do neither for seven days, the milestone is accepted automatically{ $payments ->
        [off] , and the client is asked to pay for it.
       *[on] {" "}and checked out.
    }

    <b>3. Accepted?</b> Go on with the next milestone at once. { $payments ->
        [off] The client pays you for the accepted one outside this bot, the way you two agreed. When they say that they paid, you confirm that it has arrived.
       *[on] The client pays for the accepted one: at once where the money was set aside 🔒, else with a tap or an invoice. It arrives in your wallet, less the fee if this bot takes one, and from there you can withdraw it.
    }

    <b>4. Declined?</b> You see the reason. Change the work or redo it, and send it again.

    Every version stays in the history, where you can also get everything as one ZIP. Through every step, you can talk with your client in the Chat.
help-start = Pick a job that fits you and make your bid. When the client hires you, the project starts here, in this chat.
help-post =
    <b>1. Describe the job.</b> A title, what you need done, the skills it takes and your budget. You can attach files.

    <b>2. Post it.</b> Freelancers see it at once. It stays open for 30 days, and you can edit, renew or close it.

    <b>3. Wait, or ask around.</b> I tell you about each bid as it arrives. To be faster, tap <b>Find freelancers</b> on the job and invite those who fit.
help-hire =
    <b>1. Read the bids.</b> Each one shows the price, the days and the milestones. Open the freelancer's profile to see their skills and experience.

    <b>2. Compare.</b> Put those you like on your shortlist, which only you see, and look at two or three side by side. You can also write to a freelancer before you decide.

    <b>3. Hire.</b> The job closes, the project starts with its first milestone, and I kindly tell the others. { $payments ->
        [off] You pay nothing yet: you pay milestone by milestone, after you accept each one.
       *[on] You need not pay yet: you pay milestone by milestone, after you accept each one. If you like, set the money aside before 🔒.
    }
help-review =
    <b>1. Look.</b> When a milestone is completed, you get its files and two buttons: <b>Accept</b> and <b>Decline</b>.

    <b>2. Accept</b> if it is what you agreed on. The freelancer goes on with the next milestone at once.

    <b>3. Decline</b> if it isn't. Say what should change; the freelancer sends a new version.

    <b>4. Pay.</b> { $payments ->
        [off] This bot takes no payments. Pay the freelancer the way you two agreed, then tap <b>I have paid</b>; they confirm when it arrives.
       *[on] One tap pays from your wallet; if it doesn't cover the price, you get an invoice with a Pay button. You can also set the money aside before the work is done 🔒: it stays locked until you accept, and returns to you if the project is cancelled.
    }

    You have seven days, and once per delivery you can take three more. If you neither accept nor decline, the milestone is accepted automatically.{ $payments ->
        [off] {""}
       *[on] {" "}The settings say whether your wallet pays it by itself.
    } All files stay in the history, where you can also get everything as one ZIP.

btn-help-clients = Help for clients
btn-help-freelancers = Help for freelancers
