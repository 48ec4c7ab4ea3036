# The wallet, its statement, money in and money out.

wallet-balance = <b>Your wallet: { $amount }</b>
wallet-empty = Nothing here yet. Top up, and milestones are paid with one tap. What you earn arrives here, too.
wallet-due = 💳 { $amount } is due for accepted milestones
wallet-in-escrow = 🔒 { $amount } is set aside for milestones that you pay
wallet-expected = 🔨 { $amount } is set aside for your work, before any fee
wallet-withdrawing = ⏳ { $amount } is reserved for withdrawals
wallet-waiting = • { $amount } to “{ $destination }”, asked for on { $at }
wallet-no-payments =
    <b>No payments here</b>

    This bot takes no payments: clients and freelancers pay each other the way they agree. What was paid outside stands in your projects.
wallet-left = Your wallet still holds { $amount } from earlier days. Please write to whoever operates this bot.
wallet-to-top-up = <b>{ $amount } for your wallet.</b> Tap Pay on the invoice below.
wallet-topped-up = ✅ { $amount } has arrived. Your wallet holds <b>{ $balance }</b>.
wallet-switched-on = From now on, a milestone that is accepted because you didn't answer is paid from your wallet, if it covers the price. You can switch that off in the settings.
wallet-asked = ✅ { $amount } is reserved. The people who run this bot look at your withdrawal, and I tell you when it is on its way.
wallet-confirm-cancel = Take back your withdrawal of { $amount }? The money is in your wallet again at once.
wallet-asked-for =
    💸 <b>{ $name } asks for { $amount }</b>
    Withdrawal { $number }. It should go to:
wallet-withdrawn = 💸 { $amount } is on its way to you.
wallet-rejected = Your withdrawal of { $amount } was not sent. The money is in your wallet again, and this is why:
wallet-refunded =
    { $how ->
        [stars] ↩️ { $amount } goes back to your Stars balance.
       *[provider] ↩️ { $amount } goes back to where you paid from. That can take some days.
    }

statement-heading = <b>Your statement</b>
statement-none = Nothing has come or gone yet.
statement-no-more = There is nothing older.
statement-in = +{ $amount }
statement-out = −{ $amount }
statement-line = <b>{ $amount }</b> · { $what }
statement-payment = Top-up
statement-payment-project = Payment
statement-funding = Set aside
statement-checkout = Milestone
statement-return = Back from what was set aside
statement-withdrawal = Withdrawal
statement-payout = Withdrawal sent
statement-withdrawal-ended = Withdrawal returned
statement-refund = Refund
statement-payment-for =
    { $position ->
        [0] Payment for “{ $title }”
       *[other] Payment for milestone { $position } of “{ $title }”
    }
statement-funding-for =
    { $position ->
        [0] Set aside for “{ $title }”
       *[other] Set aside for milestone { $position } of “{ $title }”
    }
statement-checkout-for =
    { $position ->
        [0] “{ $title }”
       *[other] Milestone { $position } of “{ $title }”
    }
statement-return-for =
    { $position ->
        [0] Back from what was set aside for “{ $title }”
       *[other] Back from what was set aside for milestone { $position } of “{ $title }”
    }
statement-file-name = statement
statement-caption =
    { $side ->
        [cut] The newest { $count } lines of your statement. Times are in UTC.
       *[whole] Your whole statement. Times are in UTC.
    }
statement-column-date = Date
statement-column-what = What
statement-column-project = Project
statement-column-milestone = Milestone
statement-column-amount = Amount
statement-column-currency = Currency
statement-column-balance = Balance after

toast-withdrawal-cancelled = It is in your wallet again

btn-wallet = 👛 Wallet
btn-top-up = Top up
btn-withdraw-money = Withdraw
btn-cancel-withdrawal = Take back { $amount }
btn-cancel-withdrawal-sure = Take it back
btn-statement = Statement
btn-statement-all = All
btn-statement-in = In
btn-statement-out = Out
btn-statement-file = Download as CSV
