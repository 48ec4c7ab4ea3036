# Links into the bot: handed on, and followed.

share-job =
    📤 <b>Share “{ $title }”</b>

    Whoever taps the link can read the job and bid on it.
share-profile =
    📤 <b>Share your profile</b>

    Whoever taps the link sees your profile as clients do, and can invite you.
share-hidden =
    📤 <b>Share your profile</b>

    🙈 Clients can't see your profile at the moment, so the link shows nothing. It works as soon as your profile is complete and not hidden.
share-link = <code>{ $url }</code>
link-first = Your link is kept. Just one question first:
link-unknown = I don't know this link. It may have been cut on its way; please ask for it again.

inline-own-profile = 👤 Your profile
btn-bid-on-this = Bid on this job
btn-see-profile = See the profile
btn-share = 📤 Share
btn-share-profile = 📤 Share my profile
btn-share-send = 📤 Send to a chat
btn-copy-link = 📋 Copy the link
