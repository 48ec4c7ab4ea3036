# The web page on which a big file is uploaded, and the few words of the bot's web server.

web-upload = Upload a big file
web-choose = Choose a file
web-drop = or drop it here
web-most = Up to { $most }
web-note = The link to this page works once, for one hour, and is for you only.
web-no-script = This page needs JavaScript to show how far your file is. Please switch it on, or open the link in another browser.
web-cancel = Cancel
web-left = about { $time } left
web-finishing = Almost there, putting it away safely…
web-arrived = It is in your chat now
web-close = You can close this page and go on there.
web-lost = The connection was lost before the file was there.
web-too-big = This file is too big: up to { $most } fit. Please pack it smaller, or split it.
web-empty = This file is empty. Please choose another one.
web-again = Try again
web-another = Choose another file

web-over = This link has ended
web-over-more = Links for files live only for a short time, and a link to upload works once. If your file isn't in the chat yet, the bot makes you a new link there.
web-refused = This can't be done now
web-trouble = Something went wrong on our side
web-trouble-more = Please try again in a few minutes. Nothing was lost.
web-busy = Many files are on their way just now. Please try again in a minute.
web-length = The size of the file is missing. Please use the page that the bot gave you.
web-stopped = The file stopped coming before it was whole. Please try again.
