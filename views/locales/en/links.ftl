# Files too big for Telegram: what the chat says about their links.

file-by-link =
    📎 <b>{ $name }</b> · { $size }
    Telegram can't carry a file of this size, so you get it by a link.
file-download-link =
    📎 <b>{ $name }</b> · { $size }
    The link works for 15 minutes. It is for you only: please don't pass it on.
file-upload-link =
    ⬆️ A big file for <b>{ $what }</b> ({ $title })
    It can have up to { $most }. The link works once, for one hour, and is for you only. As soon as the file is there, you see it in this chat.

files-by-link = “{ $name }” is too big to come through Telegram. Use “Upload a big file” below for it.

btn-get-file = ⬇️ Get the file
btn-download = ⬇️ Download { $name } · { $size }
btn-upload = ⬆️ Upload a big file
