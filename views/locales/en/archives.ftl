# A whole project as one ZIP archive: the way to it, and the papers inside (plain text).

btn-archive = 🗜 Everything as a ZIP
toast-archive = I'm packing it. It comes as a message.

archive-packing =
    🗜 Packing <b>{ $title }</b> …
    { $percent } % · { $done } of { $of }
archive-packed =
    🗜 <b>{ $title }</b> is packed: { $count ->
        [0] no files yet
        [one] { $count } file
       *[other] { $count } files
    }, { $size }.
archive-not-packed = 🗜 <b>{ $title }</b> could not be packed.
ntf-archive-failed =
    I tried several times to pack <b>{ $title }</b>, and it didn't work. The mistake is ours, and every file is still where it was.

    Please try again in an hour, or open the versions in the history one by one.
ntf-archive-too-big = Everything of <b>{ $title }</b> is packed, but it became too big for a message here. Please open the versions in the history one by one and have their files sent.

archive-wanted = I'm packing it already. It comes as a message.
archive-expired = “{ $name }” was kept for a week and is gone by now. You can have a new one at any time: the button is in the project's history.
archive-enough-today = I can pack up to { $most } archives a day for you. Please come back tomorrow.
archive-too-big = All files together are { $size }, and only { $most } fit into a message here. Please open the versions one by one and have their files sent.
archive-much-too-big = All files together are { $size }, and an archive holds { $most } at most. Please open the versions one by one and have their files sent.

paper-heading =
    { $title }
    Client: { $client }
    Freelancer: { $freelancer }
    Price: { $amount }
    Started on { $started } · { $state }

    Packed on { $made } for { $name }. The files lie in folders, one a milestone and version.
    SHA256SUMS holds their checksums: sha256sum -c SHA256SUMS
paper-running = running
paper-complete = complete
paper-cancelled = cancelled
paper-milestone =
    { $position }. { $what }
    { $amount } · { $days ->
        [one] { $days } day
       *[other] { $days } days
    } · { $state }
paper-upcoming = not started
paper-in-progress = in progress
paper-in-review = in review
paper-accepted = accepted, payment due
paper-paid = accepted and paid
paper-due = { $amount } due since { $at }
paper-payment = { $amount } paid on { $at }
paper-version = Version { $version } · { $at }
paper-file = 📎 { $path } ({ $size })
paper-file-changed = ⚠️ { $path } ({ $size }): these are not the bytes that were delivered
paper-file-announced = ⚠️ { $name }: not in this archive, because it was still being stored
paper-file-failed = ⚠️ { $name }: not in this archive, because it could not be stored
paper-file-lost = ⚠️ { $name }: not in this archive, because it is missing in our file store
paper-ended = ended without a payment
paper-not-due = { $amount } was due from { $at }, and is not any more
paper-said =
    { $number }. { $name }, { $at }{ $answers ->
        [none] {""}
       *[other] , in reply to { $answers }
    }:
paper-edited = Edited on { $at }:
paper-undelivered = (not delivered yet)
paper-problems = These files are not what was delivered. Please tell us, and keep your own copies.
paper-problem-lost = { $path }: missing in our file store, so it is not in this archive.
paper-problem-changed = { $path }: its checksum is not the one it was stored with.
