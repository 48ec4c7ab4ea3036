# Short answers to a press: plain text, at most 200 characters.

accepted-toast = Accepted
hired-toast = Hired. The project starts now.
more-time-toast = You have 3 more days
bid-withdrawn-toast = Bid withdrawn
bid-declined-toast = Bid declined
job-closed-toast = Job closed
job-renewed-toast = Open for 30 days from now
profile-entry-removed = Removed
file-sent-toast = Here is the file
invoice-toast = Here is the invoice
