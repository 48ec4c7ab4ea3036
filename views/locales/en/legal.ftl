# /terms and /paysupport

terms =
    <b>Terms in short</b>

    • A client pays for a milestone when they have accepted it, or when they have not answered for seven days after it was completed.
    • A freelancer delivers what the milestone says. A declined milestone is done again.
    • The prices are those of the bid that was hired.
    • Files and decisions stay in the project's history, for both sides.
    • Your username and phone number are not passed on to the other side.

    The agreement about the work is between the client and the freelancer. Whoever operates this bot is named in its description.
paysupport =
    <b>Help with a payment</b>

    • Charged, but the milestone isn't marked as paid? Open the project: it shows what has arrived. Money that came twice is in your wallet.
    • The invoice is gone? Open the project and tap Pay to get it again.
    • Something else? Write to whoever operates this bot; they are named in its description. Tell them the project, the milestone and the day you paid.
