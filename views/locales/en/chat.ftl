# The relay between a freelancer and a client.

chat-header = 💬 <b>{ $name }</b> · { $title }
chat-write =
    ✍️ <b>To { $name }</b> · { $title }
    Write it here: text, photos, files or voice. What you write next goes there, too.
chat-to =
    ✍️ <b>To { $name }</b> · { $title }
    What you write next goes there, too.
chat-send-to =
    { $count ->
        [one] Send this to <b>{ $name }</b> ({ $title })?
       *[other] Send these { $count } messages to <b>{ $name }</b> ({ $title })?
    }{ $most ->
        [0] {""}
       *[other] {" "}I can keep { $most } of them, so please answer first.
    }
chat-send-contact = Send this to <b>{ $name }</b> ({ $title })? A contact shows its phone number.
chat-to-whom =
    { $count ->
        [one] To whom shall I send this?
       *[other] To whom shall I send these { $count } messages?
    }{ $most ->
        [0] {""}
       *[other] {" "}I can keep { $most } of them, so please answer first.
    }
chat-to-whom-contact = To whom shall I send this? A contact shows its phone number.
chat-partner = { $name } · { $title }
chat-partners = To whom would you like to write? You can also simply reply to any message of theirs.
chat-nobody = There is nobody to write to yet. As soon as you bid on a job, or somebody bids on yours, you can talk here.
chat-dropped =
    { $count ->
        [0] Nothing was waiting.
        [one] It was not sent.
       *[other] They were not sent.
    }
chat-waits = { $name } has stopped this bot, so they can't be reached now. What you write waits here and is delivered when they are back.
chat-refused = Telegram didn't take this message, so { $name } has not got it. Please send it another way, as text or as a file.
chat-slow = That is a lot at once: Telegram lets me pass on about one message a second, so { $name } gets the last one within { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }. The order stays as it is.
chat-stay = That looks like contact or payment details. It was passed on. What you agree on here is written down{ $safe ->
        [yes] , and money that is set aside here is safe for both of you; elsewhere neither is.
       *[no] , for both of you; elsewhere it is your word against theirs.
    }
chat-file = { $name } has it. Is it part of the milestone's result?
chat-edited = ✏️ edited
chat-while-away =
    💬 <b>{ $name }</b> · { $title }
    { $count ->
        [one] This was written while you were away:
       *[other] These { $count } messages were written while you were away:
    }{ $earlier ->
        [0] {""}
       *[other] {" "}(the first { $earlier } are in the history)
    }
btn-send-held = Send it
btn-drop-held = Don't send
