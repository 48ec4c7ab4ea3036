# Building blocks that every screen shares.

heading = <b>{ $text }</b>
quote = <blockquote>{ $text }</blockquote>
quote-long = <blockquote expandable>{ $text }</blockquote>
list-item = • { $text }
you-wrote = You wrote: “{ $text }”

size-bytes = { $count } bytes
size-kb = { $count } KB
size-mb = { $count } MB
size-gb = { $count } GB

btn-home = 🏠 Home
btn-help = Help
btn-back = ‹ Back
btn-more = More ›
btn-newest = « Newest
btn-edit = ✏️ Edit
btn-search = 🔎 Search jobs
btn-browse = Browse jobs
btn-chat = 💬 Chat
btn-history = 🗂 History
btn-open-project = Open the project
btn-own-bid = Your bid
btn-own-bids = My bids
btn-own-jobs = My jobs
btn-own-profile = My profile
btn-own-projects = My projects
btn-post-job = Post a job
btn-decline = Decline
