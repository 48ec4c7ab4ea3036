"""Contact details, and all that only looks like them.

Seen to fail: without the checksum of an account's number (an order number in its shape is taken
for one), without the dates left out, and with `\\S*://` in place of the look at each word, which
takes a minute for the long texts below.
"""

import pytest

from marketplace.leaks import contact_details, hidden_details

EMAIL, USER, PHONE, MESSENGER, PAYMENT = "email", "username", "phone", "messenger", "payment"

THERE = (
    ("Write to ana.silva@gmail.com please", EMAIL),
    ("ANA@STUDIO.DESIGN", EMAIL),
    ("ana+work@mail.example.co.uk", EMAIL),
    ("ana (at) mail dot com", EMAIL),
    ("ana [at] mail [dot] com", EMAIL),
    ("ana(at)mail(dot)com", EMAIL),
    ("ana {at} mail.com", EMAIL),
    ("ana AT gmail DOT com", EMAIL),
    ("ana.silva at gmail.com", EMAIL),
    ("ana at silvastudio dot net", EMAIL),
    ("ana @ mail . com", EMAIL),
    ("ana@mail dot com", EMAIL),
    ("ana＠ｍａｉｌ．ｃｏｍ", EMAIL),
    ("an\u200ba@ma\u200bil.c\u200bom", EMAIL),
    ("ana@mail.com.", EMAIL),
    ("(ana@mail.com)", EMAIL),
    ("ana(ät)web punkt de", EMAIL),
    ("ana [arroba] correo [punto] com", EMAIL),
    ("I am @ana_designs there", USER),
    ("@ana_designs: write me", USER),
    ("Same name everywhere:@anadesigns", USER),
    ("＠ana_designs", USER),
    ("(@ana_designs)", USER),
    ("+49 170 1234567", PHONE),
    ("+491701234567", PHONE),
    ("Call me: +351 912 345 678", PHONE),
    ("+1 (555) 123-4567", PHONE),
    ("(+49) 170 1234567", PHONE),
    ("+4 9 1 7 0 1 2 3 4 5 6 7", PHONE),
    ("+49-170-123-45-67", PHONE),
    ("+49.170.1234567", PHONE),
    ("+ 49 170 1234567", PHONE),
    ("＋４９ １７０ １２３４５６７", PHONE),
    ("+٤٩ ١٧٠ ١٢٣٤٥٦٧", PHONE),
    ("+4\u200b9 17\u200b0 12345\u200b67", PHONE),
    ("+4️⃣9️⃣1️⃣7️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", PHONE),
    ("0049 170 1234567", PHONE),
    ("00491701234567", PHONE),
    ("0171 2345678", PHONE),
    ("0171/2345678", PHONE),
    ("01712345678", PHONE),
    ("020 7946 0958", PHONE),
    ("06 12 34 56 78", PHONE),
    ("06.12.34.56.78", PHONE),
    ("(555) 123-4567", PHONE),
    ("555-123-4567", PHONE),
    ("my number is 912 345 678", PHONE),
    ("WhatsApp: 912345678", PHONE),
    ("phone 555 123 4567", PHONE),
    ("text me 9123 4567", PHONE),
    ("two zero, zero one, one two three four five six seven eight", PHONE),
    ("Paid 200 on 01.03.2026, call +49 170 1234567, 12:30", PHONE),
    ("t.me/ana_designs", MESSENGER),
    ("https://t.me/ana_designs", MESSENGER),
    ("T . me / ana_designs", MESSENGER),
    ("t dot me/ana", MESSENGER),
    ("t(dot)me/ana", MESSENGER),
    ("telegram.me/ana", MESSENGER),
    ("ana_designs.t.me", MESSENGER),
    ("tg://resolve?domain=ana", MESSENGER),
    ("wa.me/491701234567", MESSENGER),
    ("https://api.whatsapp.com/send?phone=491701234567", MESSENGER),
    ("https://chat.whatsapp.com/AbCdEf", MESSENGER),
    ("m.me/ana", MESSENGER),
    ("signal.me/#p/+49170", MESSENGER),
    ("discord.gg/abc", MESSENGER),
    ("https://discord.com/invite/abc", MESSENGER),
    ("skype:ana.silva?chat", MESSENGER),
    ("viber://chat?number=49170", MESSENGER),
    ("paypal.me/ana", PAYMENT),
    ("https://www.paypal.me/ana/200", PAYMENT),
    ("PayPal . me / ana", PAYMENT),
    ("https://paypal.com/paypalme/ana", PAYMENT),
    ("revolut.me/ana", PAYMENT),
    ("https://wise.com/pay/me/ana", PAYMENT),
    ("cash.app/$ana", PAYMENT),
    ("venmo.com/u/ana", PAYMENT),
    ("buymeacoffee.com/ana", PAYMENT),
    ("ko-fi.com/ana", PAYMENT),
    ("https://buy.stripe.com/abc", PAYMENT),
    ("upi://pay?pa=ana", PAYMENT),
    ("ana.silva@okaxis", PAYMENT),
    ("DE89 3704 0044 0532 0130 00", PAYMENT),
    ("de89370400440532013000 please", PAYMENT),
    ("IBAN:GB29 NWBK 6016 1331 9268 19, thanks", PAYMENT),
    ("PT50-0002-0123-1234-5678-9015-4", PAYMENT),
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", PAYMENT),
    ("to 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy now", PAYMENT),
    ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", PAYMENT),
    ("0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", PAYMENT),
    ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", PAYMENT),
    ("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1", PAYMENT),
)
NOT_THERE = (
    "",
    "Good morning! The first draft is ready.",
    "$1,250.00",
    "1 250,00 €",
    "1.250.000,00 EUR in all",
    "USD 12 500 000",
    "+10 000 000 users",
    "+1 250 000.00 € more",
    "10,000,000",
    "2026-03-01",
    "01.03.2026 12:30",
    "01/03/2026",
    "2026-03-01 12:30:45.123456",
    "2026-03-01T12:00:00+00:00",
    "UTC+0200",
    "from 2020-2024, then 2025",
    "version 1.2.3.4",
    "v10.0.19041.1234",
    "192.168.100.100:8080",
    "1920x1080",
    "1920 × 1080 px, 3840 x 2160",
    "breakpoints 320 480 1024 1440",
    "order 4711-0815-2233",
    "Order #0123456789",
    "order number 0912345678",
    "Order no. 00123456789",
    "invoice 2026-000123456",
    "ISBN 978-3-16-148410-0",
    "tracking 00340434161094042557",
    "ticket ABC-0912345678",
    "No. 0912345678",
    "DE12 3456 7890 1234 5678 90",
    "0123456789",
    "05 10 15 20 25",
    "0.5 0.25 0.125 0.0625",
    "01010101 01010110",
    "38.722252, -9.139337",
    "3.14159265358979",
    "total = base +12345678",
    "x+12345678",
    "5 + 12345678 = 12345683",
    "1709290800",
    "550e8400-e29b-41d4-a716-046655440000",
    "#ff8800 and #00112233",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "@media (max-width: 600px) { … }",
    "use @media for print",
    "@import url('x.css'); @font-face; @keyframes spin",
    "@Override\npublic void run()",
    "@app.route('/users')",
    "@pytest.mark.asyncio",
    "@angular/core and @types/node",
    '@click="save" @submit.prevent',
    "icon@2x.png and icon@3x.jpg",
    "logo@large.svg",
    "react@18.2.0",
    "react@18.3.0-beta.next",
    "actions/checkout@v4",
    "git@github.com:perfectlancer/shop.git",
    "this@MainActivity.title",
    "postgresql://user:secret@db.example.com/shop",
    "@ 10.30, or @ noon",
    "look at example.com",
    "look at google dot com",
    "we meet at noon (at) the office",
    "deploy @ main. In two days it is live",
    "I can't. Me/you/anybody: no",
    "Telegram, WhatsApp: yes, both integrations",
    "Telegram: the bot needs a token",
    "https://figma.com/file/0912345678abc/Shop?node-id=0171-2345678",
    "https://github.com/ana/shop/pull/123",
    "https://drive.google.com/file/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/view",
    "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs",
    "https://medium.com/@ana_designs/how-to",
    "https://unpkg.com/react@18.2.0/index.js",
    "www.example.com/0171/2345678",
    "example.com/@ana_designs",
    "Use PayPal's API, Stripe and cash on delivery",
    "paypal.com/developer",
    "f(x) = 2 * (x + 1)",
    "5-10 days, 3/4 done, 50/50",
    "Mon-Fri 09:00-17:30",
    "100 000 000 rows",
    "A0, A1, 210 × 297 mm",
    "RGB(255, 136, 0), 0.75",
    "Grüße, até amanhã, до завтра",
    "12345678",
)


@pytest.mark.parametrize(("text", "kind"), THERE)
def test_what_is_there_is_found(text: str, kind: str) -> None:
    assert kind in contact_details(text)
    assert kind in contact_details(f"Hello.\n{text}\nThanks, and see you!")


@pytest.mark.parametrize("text", NOT_THERE)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert contact_details(text) == frozenset()
    assert contact_details(f"Hello.\n{text}\nThanks, and see you!") == frozenset()


HARD = (
    "a", "1", "+", "@", ".", " ", "(", "1 ", "1.", "+1", "a@", "a@a.", "a.", "a-", "@a", "0x",
    "one ", "[at]", "[", "( ", " dot ", "a at ", "DE00", "de ", "t.", "://", "a://", "www.", "a/",
    "1a", "١", "﷽", "\u200b", "1(", "1 - ", "order ", "call me ", "bc1", "Z", "paypal ", "0 1 ",
)  # fmt: skip


@pytest.mark.parametrize("part", HARD)
def test_its_time_grows_with_the_length_alone(part: str) -> None:
    """Sixteen times the longest message is read in no time. With a step for each pair of
    characters this takes a minute, with more than that it never ends."""
    contact_details((part * 65_536)[:65_536])
    contact_details((part * 8_192)[:8_192] + "\nx" + (part * 8_192)[:8_192])


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "text_mention"},
        {"type": "text_link", "url": "https://t.me/ana_designs"},
        {"type": "text_link", "url": "tg://user?id=100"},
        {"type": "text_link", "url": "mailto:ana@mail.com"},
        {"type": "text_link", "url": "tel:+351912345678"},
    ],
)
def test_what_stands_behind_the_words(entity: dict[str, str]) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    work = {"type": "text_link", "url": "https://github.com/ana/shop/pull/12"}
    assert hidden_details([bold, work, {**entity, "offset": 0, "length": 4}])
    assert not hidden_details([bold, work])
