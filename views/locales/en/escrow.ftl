# Escrow: money that a client sets aside before the work is done.

escrow-offer =
    🔒 <b>Set money aside for “{ $title }”?</b>

    What you set aside is locked: it is paid when you accept the milestone, and returns to you if the project is cancelled. Your freelancer sees 🔒 and works with a quiet mind.

    Milestone { $position }: { $one }. All milestones: { $all }.
    You can also do it later, or pay each milestone after you accept it.
escrow-what =
    { $count ->
        [one] milestone { $position } of “{ $title }”
       *[other] { $count } milestones of “{ $title }”
    }
escrow-confirm =
    Set <b>{ $amount }</b> aside for { $what }?

    Your wallet holds { $balance }.
escrow-invoice = 🔒 <b>{ $amount }</b> for { $what } is set aside as soon as you pay.
escrow-continues = { $came } for “{ $title }” is in your wallet. The next invoice, for { $asked }, is below; as soon as all of it is there, the money is set aside.
escrow-funded-client = 🔒 { $amount } for { $what } is set aside.
escrow-funded-freelancer = 🔒 Your client has set { $amount } aside for { $what }. It is yours as soon as the work is accepted.

btn-fund-one = 🔒 Fund milestone { $position }
btn-fund-all = 🔒 Fund all milestones
btn-fund-sure = Set { $amount } aside
btn-fund-later = Not now
