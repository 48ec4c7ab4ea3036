# The first screens, and the answers to what nobody else took.

start-welcome =
    <b>Hello, { $name }!</b>

    Perfectlancer brings freelancers and clients together, from the first bid to the last payment, right here in this chat.

    What brings you here? You can switch at any time.
start-home-freelancer =
    <b>Hello, { $name }!</b>
    You are here as a freelancer.
start-home-client =
    <b>Hello, { $name }!</b>
    You are here as a client.
start-cancelled = Cancelled. Nothing was sent.
start-nothing-to-cancel = There is nothing to cancel: no question is open.
start-unknown =
    I don't know what to do with that, and I passed it on to nobody.

    To write to a client or a freelancer, reply to one of their messages or tap 💬 Chat in your project.
start-stale = This button is out of date. Here is where things stand now.
start-languages = Which language should I speak?

btn-role-freelancer = I'm a freelancer
btn-role-client = I'm a client
btn-switch-to-client = Switch to client
btn-switch-to-freelancer = Switch to freelancer
btn-continue = Continue: { $what }
btn-drop-draft = 🗑
