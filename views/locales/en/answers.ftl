# Toasts after a press, and what we say when the mistake is ours.

our-mistake =
    Something went wrong on our side. We are sorry.

    Nothing you had entered is lost. If it happens again, tell us this number: <code>{ $reference }</code>

toast-entry-removed = Removed
toast-job-closed = The job is closed
toast-job-renewed = Open for another 30 days
toast-bid-withdrawn = Your bid is withdrawn
toast-bid-declined = Declined
toast-hired = Hired. The project has started.
toast-accepted = Accepted
toast-paid = Paid
toast-funded = 🔒 Set aside
toast-claimed = I asked your freelancer to confirm
toast-received = Thank you. It counts as paid.
toast-denied = I told your client
toast-more-time = You have 3 more days
toast-file = Here it is
toast-files = Here are all { $count } files
