# What was said on a line: its pages, a message in full, what a search found.

btn-talk = 💬 What was said
btn-make-delivery = 📦 Make this a delivery
btn-older = ‹ Older
btn-newer = Newer ›
btn-find-in-talk = 🔎 Search in it
btn-other-words = 🔎 Other words
btn-in-full =
    { $number ->
        [0] {""}
       *[other] { $number } ·{" "}
    }📖 In full
btn-in-talk =
    { $number ->
        [0] 💬 To its place
       *[other] { $number } · 💬 To its place
    }
btn-send-again =
    { $number ->
        [0] {""}
       *[other] { $number } ·{" "}
    }{ talk-kind }
toast-sent-again = Here it is once more.

talk-heading = <b>What was said about “{ $title }”</b>
talk-nothing =
    Nothing has been said about “{ $title }” yet.

    What the two of you write to each other stays here, with every file and every edit.
talk-found = <b>“{ $query }”</b> in what was said about “{ $title }”
talk-not-found =
    I found no “{ $query }” in what was said about “{ $title }”.

    Try another word, or only a part of it: capitals and accents don't matter.
talk-line =
    { $number ->
        [0] {""}
       *[other] { $number } ·{" "}
    }<b>{ $name }</b> · { $at }
talk-kind =
    { $kind ->
        [photo] 🖼 Photo
        [video] 🎬 Video
        [animation] 🎞 Animation
        [audio] 🎵 Audio
        [voice] 🎤 Voice message
        [video_note] 🎥 Video message
        [document] 📎 File
        [sticker] 🙂 Sticker
        [location] 📍 Location
        [venue] 📍 Place
        [contact] 👤 Contact
       *[other] 💬 Message
    }{ $named ->
        [yes] : { $name }
       *[no] {""}
    }
talk-edited =
    ✏️ <i>edited { $count ->
        [one] on { $at }
       *[other] { $count } times, the last time on { $at }
    }. Before that:</i>
talk-waiting = ⏳ <i>not delivered yet</i>
talk-part = Part { $part } of { $count }
talk-said-from =
    { $now ->
        [yes] <i>Since { $at }:</i>
       *[no] <i>From { $at }:</i>
    }
talk-gone = I don't have that any more, and Telegram doesn't either. Please ask in the Chat for it to be sent again.

ntf-bid-unanswered =
    Your bid on “{ $title }” has been with the client for three days, without an answer yet.

    It stands as it is, and I have asked the client to have a look. A short question often gets things going; and other jobs are waiting, too.
ntf-bids-unanswered =
    { $count ->
        [one] Somebody has been waiting for three days for your answer to their bid on “{ $title }”.
       *[other] { $count } people have been waiting for three days or longer for your answer to their bids on “{ $title }”.
    }

    Hire, ask something, or decline: a short no is kinder than none.
ntf-unanswered =
    ⏰ <b>{ $name }</b> has been waiting for a day for your answer about “{ $title }”{ $count ->
        [one] :
       *[other] . The first of { $count } messages:
    }
ntf-unanswered-next = Reply to this message, and I pass it on to { $name }.
