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
template-confirm-remove = Remove “{ $name }”? Bids that you made with it stay as they are.
bid-or-template = Or choose one of your templates: it fills in the whole bid, and you look it over before it goes.
template-button = 📄 { $name }

btn-own-templates = 📄 My templates
btn-add-template = ➕ New template
btn-remove-template = 🗑 Remove
btn-keep-template = 📄 Keep as a template
toast-template-removed = Removed
