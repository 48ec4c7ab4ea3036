# Money: invoices, and what is due, paid or kept.

invoice-title = Milestone { $position }
invoice-description = Milestone { $position } of “{ $title }”: { $what }

checkout-due =
    <b>{ $amount } for milestone { $position } of “{ $title }”</b>

    It is accepted. Tap Pay on the invoice below, and the freelancer has the money at once.
checkout-not-payable =
    <b>{ $amount } for milestone { $position } of “{ $title }”</b>

    It is accepted, so its payment is due. Payments are not set up on this bot, so I can't take it here: whoever operates the bot has to switch them on. The project shows the milestone as due until then.
checkout-reminder =
    💳 <b>{ $amount } for milestone { $position } of “{ $title }”</b> is due for { $days ->
        [one] a day
       *[other] { $days } days
    }. You accepted the work; tap Pay for the invoice.
checkout-overdue-freelancer = ⏳ { $amount } for milestone { $position } of “{ $title }” is due for { $days } days. I reminded your client three times and told the people who run this bot. A friendly word in the Chat often helps.
checkout-overdue-operator =
    ⏳ <b>{ $amount } unpaid for { $days } days</b>
    Milestone { $position } of “{ $title }”, checkout { $number }
    Client { $client }, freelancer { $freelancer }. The client was reminded three times.
checkout-paid-client = ✅ Paid: { $amount } for milestone { $position } of “{ $title }”. Thank you!
checkout-paid-freelancer = 💰 { $amount } for milestone { $position } of “{ $title }” has been paid. It is in your wallet.
checkout-complete = 🎉 That was the last one: “{ $title }” is complete. Well done, both of you!
checkout-kept = { $amount } arrived for something that is already paid or has changed. Nothing is lost: it is in your wallet.
