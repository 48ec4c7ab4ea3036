# Pitch templates.

templates-heading = 📄 <b>Your pitch templates</b>
templates-none = You have none yet. A template holds what you often write in a bid, how much you ask for, and how long you take. With one, a bid on a new job is two taps: choose it, submit.
templates-about = When you make a bid, choose one: it fills everything in, and you look it over before it goes.
template-listed = • <b>{ $name }</b> · { $figures }
template-heading = 📄 <b>{ $name }</b>
template-way = { $figures }
template-figures =
    { $amount } · { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
template-amount-least = Least of the budget
template-amount-middle = Middle of the budget
template-amount-most = Most of the budget
template-confirm-remove = Remove “{ $name }”? Bids that you made with it stay as they are.
template-button = 📄 { $name }

btn-own-templates = 📄 My templates
btn-add-template = ➕ New template
btn-remove-template = 🗑 Remove
btn-keep-template = 📄 Keep as a template
toast-template-removed = Removed

# --- a new one, or changing one ---

ask-template-heading = Template
ask-template-name =
    How do you want to call this template? Only you see its name.
    <i>Example: Logos for shops</i>
ask-template-name-label = Name
ask-template-text =
    What do you write in such a bid? 20 to 2,000 characters. I put in for you: <code>{"{"}title{"}"}</code> the job's title, <code>{"{"}client{"}"}</code> the client's name, <code>{"{"}skills{"}"}</code> the job's skills that you have, <code>{"{"}name{"}"}</code> your name.
    <i>Example: Hello {"{"}client{"}"}, “{"{"}title{"}"}” is just what I do: {"{"}skills{"}"}, for six years.</i>
ask-template-text-label = Text
ask-template-amount = How much do you usually ask for? You can change it in every bid.
ask-template-amount-label = Amount
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
    How do you want to call it? What you wrote for “{ $title }” stays as it is; you can put in <code>{"{"}title{"}"}</code>, <code>{"{"}client{"}"}</code>, <code>{"{"}skills{"}"}</code> and <code>{"{"}name{"}"}</code> later.
    <i>Example: Logos for shops</i>
ask-keep-template-name-label = Name
ask-keep-template-finish = Save template
ask-keep-template-finished = ✅ It is one of your templates now.

# --- choosing one in a bid ---

bid-or-template = Or choose one of your templates: it fills in the whole bid, and you look it over before it goes.
bid-template-amount = The amount that your template makes of this budget doesn't fit:
bid-template-pitch = With this job's words in it, your template doesn't fit:
