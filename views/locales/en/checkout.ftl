# Money: what is due, how it is paid, what has come.

invoice-title = Milestone { $position }
invoice-milestone = Milestone { $position } of “{ $title }”: { $what }
invoice-funding = Set aside for milestone { $position } of “{ $title }”: { $what }
invoice-all = All open milestones
invoice-all-description = Set aside for all open milestones of “{ $title }”
invoice-top-up = Your wallet
invoice-top-up-description = Money for your wallet. You decide later what it pays for.

checkout-due = <b>{ $amount } for milestone { $position } of “{ $title }”</b>
checkout-from-wallet = It is accepted. Your wallet holds { $balance }: one tap, and the freelancer has the money.
checkout-tap-invoice = Tap Pay on the invoice below.
checkout-shortfall =
    { $side ->
        [more] Your wallet holds { $balance }, so { $missing } is missing. The smallest payment is { $asked }; what is left stays in your wallet.
        [part] Your wallet holds { $balance }, so { $missing } is missing. The largest payment is { $asked }; the next invoice follows at once.
        [first] The largest payment is { $asked }, so it comes in parts; the next invoice follows at once.
       *[exact] Your wallet holds { $balance }, so the invoice asks for { $asked }.
    }
checkout-outside =
    This bot takes no payments. Please pay { $name } { $amount } the way you two agreed, then tap <b>I have paid</b>. { $name } confirms when it arrives.
checkout-claimed =
    💬 Your client says that they paid <b>{ $amount }</b> for milestone { $position } of “{ $title }”.

    Has it arrived? This payment was made outside the bot, so only you can tell.
checkout-claim-waits = Your client still waits for your answer.
checkout-denied = { $amount } for milestone { $position } of “{ $title }” has not arrived yet, says your freelancer. Please check the payment, or talk about it in the Chat.
checkout-reminder =
    💳 <b>{ $amount } for milestone { $position } of “{ $title }”</b> has been due for { $days ->
        [one] a day
       *[other] { $days } days
    }. The work is accepted; one tap shows how to pay.
checkout-overdue-freelancer = ⏳ { $amount } for milestone { $position } of “{ $title }” has been due for { $days } days. I reminded your client three times and told the people who run this bot. A friendly word in the Chat often helps.
checkout-overdue-operator =
    ⏳ <b>{ $amount } unpaid for { $days } days</b>
    Milestone { $position } of “{ $title }”, checkout { $number }
    Client { $client }, freelancer { $freelancer }. The client was reminded three times.
books-differ =
    🚨 <b>The books are not right</b>
    { $count ->
        [one] One thing was found
       *[other] { $count } things were found
    }; { $percent } % of the day's money is explained. On the server, <code>perfectlancer ledger check</code> shows which.
checkout-paid-client =
    ✅ Paid{ $source ->
        [escrow] {""} from what you had set aside
        [by-itself] {""} from your wallet, since it was accepted automatically
        [outside] {""} outside the bot; your freelancer has it
       *[wallet] {""}
    }: { $amount } for milestone { $position } of “{ $title }”. Thank you!
checkout-paid-freelancer =
    💰 { $amount } for milestone { $position } of “{ $title }” has been paid{ $source ->
        [outside] {""} outside the bot.
       *[wallet] . { $fee ->
            [yes] The fee is { $taken }; { $earned } is in your wallet.
           *[no] It is in your wallet.
        }
    }
checkout-complete = 🎉 That was the last one: “{ $title }” is complete. Well done, both of you!
checkout-kept = { $amount } arrived for something that is already paid or has changed. Nothing is lost: it is in your wallet.

btn-pay-from-wallet = Pay { $amount } from my wallet
btn-have-paid = I have paid
btn-received = Yes, received
btn-received-one = Received · milestone { $position }
btn-not-received = Not yet
