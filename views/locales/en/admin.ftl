# What only the people who run this bot see.

btn-admin = 🛠 Admin
btn-admin-withdrawals = Withdrawals ({ $count })
btn-admin-dispute = ⚖️ Dispute { $number }
btn-admin-disputes = Disputes ({ $count })
btn-admin-rulings = Second approvals ({ $count })
btn-find-person = Books of a person
btn-find-project = Books of a project
btn-find-again = Search again
btn-admin-books = The books
btn-admin-paid = Paid
btn-admin-reject = Reject
btn-admin-statement = Statement
btn-admin-payments = Payments
btn-admin-refund = Refund { $amount } · no. { $number }
btn-admin-client = The client
btn-admin-freelancer = The freelancer
btn-admin-ledger = Ledger
btn-admin-talk = The talk
btn-admin-release = Release all
btn-admin-refund-all = Refund all
btn-admin-split = Split
btn-ruling-approve = Approve
btn-ruling-refuse = Refuse
btn-ruling-take-back = Take it back

admin-home = <b>🛠 Running this bot</b>
admin-waits = These wait for you:
admin-nothing-waits = Nothing waits for you.
admin-sum-wallets = Wallets: { $amount }
admin-sum-escrow = Set aside for milestones: { $amount }
admin-sum-withdrawing = Withdrawals that wait: { $amount }
admin-sum-fees = Fees earned: { $amount }
admin-sum-paid-out = Withdrawals sent: { $amount }
admin-sum-gateway = Came through Telegram, less refunds: { $amount }
admin-balanced = ✅ The ledger balances.
admin-unbalanced = ⚠️ The ledger does not balance in { $count } places. On the server, “perfectlancer ledger check” shows which; pay nothing out before you know why.

admin-found-people = “{ $words }” could be:
admin-found-nobody = Nobody here is called “{ $words }”, and no account has that number.
admin-found-projects = “{ $words }” could be:
admin-found-no-project = No project is called “{ $words }”, and none has that number.

admin-withdrawals = <b>Withdrawals that wait</b>, the oldest first. Which one?
admin-withdrawals-none = No withdrawal waits.
admin-withdrawal = <b>Withdrawal { $number }: { $amount }</b>
admin-withdrawal-waiting = Waits since { $at }
admin-withdrawal-paid = Sent on { $at }
admin-withdrawal-rejected = Rejected on { $at }
admin-withdrawal-cancelled = Taken back on { $at }
admin-withdrawal-where = Send it to:
admin-ruling-waits = ⏳ A decision about this waits for a second operator.

admin-person = <b>{ $name }</b>, account { $id }
admin-person-line = { $name }, account { $id }
admin-unreachable = Has stopped this bot.
admin-wallet = In the wallet: <b>{ $amount }</b>
admin-wallet-earned = Earned so far: { $amount }
admin-wallet-came = Paid in so far: { $amount }
admin-wallet-spent = Spent on milestones: { $amount }
admin-wallet-out = Withdrawn so far: { $amount }
admin-wallet-back = Refunded so far: { $amount }
admin-wallet-escrow = Has set aside: { $amount }
admin-wallet-withdrawing = Withdrawals that wait: { $amount }
admin-wallet-due = Owes: { $amount }
admin-wallet-expected = Set aside for their work: { $amount }
admin-statement = <b>Statement of { $name }</b>, the newest first
admin-statement-none = <b>Statement of { $name }</b>: nothing yet.
admin-statement-line = { $at } · <b>{ $amount }</b> · { $what }{ $about }
admin-payments = <b>Payments of { $name }</b>, the newest first. One can be refunded as a whole while the wallet covers it.
admin-payments-none = { $name } has paid nothing through this bot.
admin-payment = <b>{ $amount }</b> · no. { $number } · { $at }
admin-payment-ids = <code>{ $ids }</code>
admin-payment-refunded = ↩️ Refunded on { $at }

admin-project = <b>{ $title }</b>, project { $number }
admin-sides = Client { $client }, freelancer { $freelancer }
admin-escrow = 🔒 { $funded } · held { $held } · paid { $released } · back { $returned }
admin-checkout-due = 💳 Checkout { $number }: { $amount } due
admin-checkout-paid = ✅ Checkout { $number }: { $amount }, fee { $fee }
admin-checkout-cancelled = ✖️ Checkout { $number }: { $amount }, cancelled
admin-ledger = <b>Ledger of “{ $title }”</b>, the newest first
admin-ledger-none = <b>Ledger of “{ $title }”</b>: nothing yet.
admin-ledger-line =
    { $at } · <b>{ $amount }</b> · { $account } · { $what }{ $position ->
        [0] {""}
       *[other] {" "}{ $position }
    }

admin-disputes = <b>Open disputes</b>, the oldest first. Which one?
admin-disputes-none = No dispute is open.
admin-dispute = <b>Dispute { $number }</b>: “{ $title }”
admin-funded = 🔒 The price is set aside.
admin-not-funded = Nothing is set aside: what you award, the client will owe.
admin-dispute-opened = Opened by <b>{ $name }</b> on { $at }:
admin-dispute-open = ⚖️ Waits for a decision.
admin-dispute-withdrawn = Withdrawn on { $at }.
admin-dispute-decided = Decided on { $at }:

verdict-price = Price of the milestone: { $amount }
verdict-freelancer =
    { $name } gets <b>{ $amount }</b>{ $charged ->
        [yes] {""}, after a fee of { $fee }.
       *[no] .
    }
verdict-returned = { $name } gets back <b>{ $amount }</b> of what is set aside.
verdict-owes = { $name } owes <b>{ $amount }</b> and is asked to pay it.
verdict-owes-nothing = { $name } owes nothing.

admin-rulings = <b>Decisions that wait for a second operator</b>, the oldest first.
admin-rulings-none = No decision waits for a second operator.
ruling-pay-withdrawal = <b>Pay withdrawal { $number }</b>: { $amount } to { $name }
ruling-reject-withdrawal = <b>Reject withdrawal { $number }</b>: { $amount } back to the wallet of { $name }
ruling-decide-dispute = <b>Decide dispute { $number }</b> (“{ $name }”): { $amount } to the freelancer
ruling-refund = <b>Refund</b>: { $amount } back to { $name }
ruling-by = Decided by { $name } on { $at }
ruling-proposed = ⏳ Waits for a second operator.
ruling-done = ✅ Done on { $at }
ruling-refused = ✖️ Refused or taken back on { $at }
ruling-now-done = ✅ Done. Those whom it concerns have your words.
ruling-now-waits = ⏳ It waits for another operator's approval. Nothing has moved yet; I have told them.
toast-ruling-done = Done.
toast-ruling-refused = Nothing was moved.

books-payment = paid in
books-funding = set aside
books-checkout = milestone paid
books-return = returned from what was set aside
books-withdrawal = withdrawal asked
books-payout = withdrawal sent
books-withdrawal-ended = withdrawal ended, back in the wallet
books-refund = refunded
books-about = · milestone { $position } of “{ $title }”
books-about-project = · “{ $title }”
books-account = { $name }
books-account-wallet = wallet of { $name }
books-account-escrow = escrow
books-account-fees = fees
books-account-gateway = Telegram
books-account-paid-out = paid out

ntf-ruling-proposed = ⏳ <b>{ $name }</b> has decided, and needs a second operator's approval:
ntf-ruling-approved-payout = ✅ { $name } approved. Please send it now; the person has read your words:
ntf-ruling-approved = ✅ { $name } approved, and it is done:
ntf-ruling-refused = ✖️ { $name } refused. Nothing was moved:
