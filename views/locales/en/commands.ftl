# What Telegram's command menu says (Bot API: BotCommand, at most 256 characters).
command-admin = Withdrawals, disputes, the books
command-start = Start, or go home
command-menu = Home
command-help = How can we help?
command-cancel = Stop what you are filling in
command-terms = The rules
command-paysupport = Help with a payment
command-profile = Your profile
command-jobs = Browse jobs
command-search = Find a job by its title
command-post = Post a job
command-bids = Your bids
command-projects = Your projects
command-history = Every version of every file
command-language = Which language I speak
command-chat = Write to the other side
