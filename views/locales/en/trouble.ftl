# When a project doesn't go well: disputes, cancellation, decisions.

btn-trouble = Something wrong?
btn-decisions = Decisions
btn-dispute = ⚖️ Dispute milestone { $position }
btn-dispute-withdraw = Withdraw dispute { $position }
btn-dispute-withdraw-sure = Withdraw it
btn-cancel-project = Cancel the project
btn-cancel-agree = Agree to cancel
btn-cancel-refuse = Refuse
btn-cancel-withdraw = Take my proposal back
btn-cancel-sure = Yes, cancel the project
btn-look = Have a look

trouble =
    <b>{ $title }: something wrong?</b>

    Most things are settled by a word with { $name } in the Chat. If that doesn't help:

    ⚖️ <b>Dispute</b> a milestone in review or with a payment due: an operator reads what both of you delivered and wrote, and decides about its price.
    🚪 <b>Cancel</b> the project: { $name } has to agree.
trouble-disputed =
    ⚖️ <b>Milestone { $position } is in dispute</b>, opened { $whose ->
        [own] by you
       *[other] by { $name }
    } on { $at }. An operator decides; until then nothing happens to it.
    <blockquote expandable>{ $reason }</blockquote>
trouble-cancellation =
    🚪 { $whose ->
        [own] <b>You proposed to cancel</b> on { $at }; { $name } has not answered yet.
       *[other] <b>{ $name } proposes to cancel</b>, since { $at }.
    }
    <blockquote expandable>{ $reason }</blockquote>
project-cancel-proposed = 🚪 { $whose ->
        [own] You proposed to cancel this project.
       *[other] { $name } proposes to cancel this project.
    }

dispute-sent = ⚖️ The dispute is open. Nothing happens to this milestone until an operator has decided. I'll tell you both.
dispute-withdraw-sure =
    Withdraw your dispute about milestone { $position } of “{ $title }”?

    Everything goes on where it stood. For a milestone in review, the time that the dispute took is added to the review.
dispute-outcome =
    { $how ->
        [release] ⚖️ The whole price, { $price }, goes to the freelancer.
        [refund] ⚖️ Nothing is to be paid for this milestone (its price was { $price }).
       *[split] ⚖️ { $award } of the price, { $price }, goes to the freelancer.
    }
toast-dispute-withdrawn = The dispute is withdrawn.

cancellation-sent = 🚪 I have asked the other side. Everything goes on as usual until they agree.
cancellation-sure = <b>Cancel “{ $title }”?</b>
cancellation-would = If the project is cancelled:
cancellation-ended =
    { $count ->
        [one] • { $count } of { $total } milestones ends. It can't be taken up again here.
       *[other] • { $count } of { $total } milestones end. They can't be taken up again here.
    }
cancellation-returned = • { $amount } that was set aside returns to { $name }.
cancellation-unpaid = • Milestone { $position } is delivered, but not accepted: nothing is paid for it ({ $amount }).
cancellation-nothing-returned = • No money is set aside, so none has to return.
cancellation-due = • { $amount } for accepted work stays to be paid.
toast-cancel-agreed = The project is cancelled.
toast-cancel-refused = The project goes on.
toast-cancel-withdrawn = Your proposal is taken back.

decisions =
    <b>{ $title }</b>
    Disputes, proposals to cancel, and how they ended. Both of you read the same.
decisions-none =
    <b>{ $title }</b>
    No disputes and no proposals to cancel. If there ever are some, both of you can read here how they ended.
decision-dispute = ⚖️ <b>Milestone { $position }</b>: dispute by { $name }, { $at }
decision-dispute-open = An operator decides.
decision-dispute-withdrawn = Withdrawn on { $at }.
decision-dispute-decided = Decided by an operator on { $at }:
decision-cancellation = 🚪 <b>Proposal to cancel</b> by { $name }, { $at }
decision-cancellation-open = Not answered yet.
decision-cancellation-agreed = Agreed on { $at }: the project was cancelled.
decision-cancellation-refused = Refused on { $at }.
decision-cancellation-withdrawn = Taken back on { $at }.

ntf-dispute-opened = ⚖️ <b>{ $name }</b> has opened a dispute about milestone { $position } of “{ $title }”. The reason:
ntf-dispute-opened-next = All its deadlines stand still. An operator reads what both of you delivered and wrote, and decides. What you want them to know, write in the Chat.
ntf-dispute-opened-operator = ⚖️ <b>A dispute to decide</b>: { $name }, milestone { $position } of “{ $title }”
ntf-dispute-withdrawn = ⚖️ { $name } has withdrawn the dispute about milestone { $position } of “{ $title }”.
ntf-dispute-goes-on = The review goes on. Without a decision it is accepted automatically on { $at }.
ntf-dispute-decided = <b>An operator has decided about milestone { $position } of “{ $title }”.</b>
ntf-dispute-returned = { $amount } that was set aside is in your wallet again.
ntf-cancellation-proposed = 🚪 <b>{ $name }</b> proposes to cancel “{ $title }”. The reason:
ntf-cancellation-proposed-next = It needs your consent. Before anything ends, I show you exactly what.
ntf-cancellation-refused = { $name } doesn't agree to cancel “{ $title }”. The project goes on.
ntf-cancellation-withdrawn = { $name } no longer wants to cancel “{ $title }”. The project goes on.
ntf-cancelled = 🚪 <b>“{ $title }” is cancelled.</b> Its history stays for both of you.
