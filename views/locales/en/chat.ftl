# The relay between a freelancer and a client.

chat-header = <b>{ $name }</b> · { $title }
chat-ask = Write your message about “{ $title }”: text, photos, files or voice. I pass it on.
chat-ask-person = Write your message to { $name } about “{ $title }”: text, photos, files or voice. I pass it on.
