# /terms and /paysupport

terms-heading = <b>Terms in short</b>
terms-work = • A freelancer delivers what the milestone says; a declined milestone is done again. The prices are those of the bid that was hired.
terms-money =
    • A client pays for a milestone when they have accepted it, or when they have not answered for seven days after it was completed.
    • What a client sets aside for a milestone stays locked: it is paid when the milestone is accepted, and returns to the client's wallet if the project is cancelled.
    • Where the two can't agree, either may open a dispute. An operator reads both histories and decides what is paid and what returns.
    • What is in a wallet belongs to its owner. A withdrawal is sent by an operator, or refused with a reason.
    • A payment goes back whole, as long as it is still in the wallet that it came into.
terms-outside = • This bot takes no payments. A client pays the freelancer the way they agree, when they have accepted a milestone, or when they have not answered for seven days after it was completed.
terms-fee = • Of what a freelancer earns, this bot keeps { $percent }. The freelancer sees it before they bid.
terms-records =
    • Files and decisions stay in the project's history, for both sides.
    • Your username and phone number are not passed on to the other side.
terms-conduct = • Jobs and bids are meant for real work. An operator can hide a job or restrict an account, and says why; projects that run, and the money in them, go on.
terms-who = The agreement about the work is between the client and the freelancer. Whoever operates this bot is named in its description.

paysupport-heading = <b>Help with a payment</b>
paysupport-money =
    • Charged, but the milestone isn't marked as paid? Open the project: it shows what has arrived. Money that came twice, or too late, is in your wallet.
    • The invoice is gone? Open the project and tap Pay, or top up from the wallet again.
    • Set something aside by mistake? It returns to your wallet when both of you cancel the project.
    • Waiting for a withdrawal? The wallet shows it. You can take it back until it is sent.
paysupport-refunds =
    { $how ->
        [stars] • You want Stars back? As long as they are in your wallet, an operator can return the payment.
       *[provider] • You want a payment back? As long as it is in your wallet, an operator can return it to where it came from.
    }
paysupport-outside =
    • This bot takes no payments. You pay each other outside, then the client taps <b>I have paid</b> and the freelancer confirms.
    • It has not arrived? Talk about it in the Chat of the project first.
paysupport-write = Something else, or is your account restricted or a job of yours hidden? Write to whoever operates this bot; they are named in its description. Tell them what it is about: the project, the milestone and the day you paid, or the job.
