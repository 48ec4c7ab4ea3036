# Files on their way into the store, and what can go wrong with them.

files-storing =
    { $count ->
        [one] 📥 Your file is being stored. You can go on meanwhile.
       *[other] 📥 Your files are being stored: { $stored } of { $count } are safe. You can go on meanwhile.
    }
file-storing = “{ $name }” · { $percent } %
files-stored =
    { $count ->
        [one] ✅ “{ $name }” is stored.
       *[other] ✅ { $count } files are stored.
    }
file-failed =
    ❌ “{ $name }” could not be stored: { $reason ->
        [too-big] it is too big for me to fetch. Please split it or pack it smaller.
        [gone] Telegram no longer has it. Please send it again.
        [telegram] Telegram did not hand it over for three days. Please send it again.
        [store] our storage was out of order for three days. Please send it again.
        [lost] it was lost on our side. Please send it again.
        [expired] it was only kept for a while.
       *[other] please send it again.
    }
files-same = “{ $name }” and “{ $other }” are the same file. Remove one if you didn't mean to send both.
files-photo = Telegram makes photos smaller. To deliver the original, send the picture as a file.

# --- a delivery that waits for its files ---

delivery-waits =
    📦 <b>{ $what }</b>: your delivery goes to your client by itself as soon as its files are stored.

    { $stored } of { $count } are stored so far. You don't have to wait here.
project-delivery-waits = 📦 A delivery goes out as soon as its files are stored.
ntf-delivery-stuck =
    ⚠️ Your delivery for “{ $what }” in <b>{ $title }</b> was not sent yet, because a file is missing:
ntf-delivery-stuck-next = Everything else is kept. Tap below, send the missing file, and mark it completed again.
ntf-delivery-dropped = Your newer delivery for “{ $what }” in <b>{ $title }</b> was not sent: your client accepted the milestone before its files were stored.
file-came = ✅ “{ $name }” has arrived. It is in the delivery you began.
btn-deliver-on = Back to the delivery
btn-deliver-change = Change the delivery
btn-deliver-again = Send the missing file

# --- refusals ---

file-quota-day = “{ $name }” doesn't fit: one person can send up to { $most } within 24 hours. Please send it tomorrow, or pack it smaller.
file-quota-delivery = That is too much for one version: its files can have up to { $most } together. Remove some, or pack them smaller.
file-quota-project = That is too much for this project: the files of all its versions can have up to { $most } together. Remove some, or pack them smaller.
