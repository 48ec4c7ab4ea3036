# The first screens, and the answers to what nobody else took.

start-welcome =
    <b>Hello, { $name }!</b>

    This is where freelancers and clients find each other, agree on a plan, and get the work done and paid, all in one chat.

    What brings you here? You can switch at any time.
start-home-freelancer =
    <b>Hello, { $name }!</b>
    You are here as a freelancer. What's next?
start-home-client =
    <b>Hello, { $name }!</b>
    You are here as a client. What's next?
start-restricted =
    ⛔️ Your account is restricted: you can't begin anything new for now. What is running goes on, and your money stays yours. /paysupport says how to answer. The people who run this bot wrote:
start-cancelled = Cancelled. Nothing was sent.
start-nothing-to-cancel = There is nothing to cancel: no question is open.
start-unknown =
    I'm not sure what to do with that, so I kept it to myself: nobody else got it.

    To write to a client or a freelancer, reply to one of their messages, or tap 💬 Chat in your project.
start-unknown-words =
    I'm not sure what to do with that, so I kept it to myself. { $role ->
        [client] Are you looking for somebody?
       *[freelancer] Are you looking for a job?
    }
stale-notice = This button is out of date. Here is where things stand now.
start-languages = Which language should I speak?

btn-role-freelancer = I'm a freelancer
btn-role-client = I'm a client
btn-look-for = 🔎 Jobs with “{ $words }”
btn-switch-to-client = Switch to client
btn-switch-to-freelancer = Switch to freelancer
btn-continue = Continue: { $what }
btn-drop-draft = 🗑
