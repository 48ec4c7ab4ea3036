# Settings: what happens by itself, and in which language.

settings-heading = <b>Settings</b>
settings-auto-pay =
    { $state ->
        [on] ✅ <b>Pay from my wallet automatically: on</b>
       *[off] ▫️ <b>Pay from my wallet automatically: off</b>
    }
    When a milestone is accepted because you didn't answer for seven days, your wallet pays it, if it covers the price. What you accept by hand is paid from what you set aside, or waits for your tap.
settings-language = 🌐 Language: { $language }

toast-auto-pay-on = Your wallet pays by itself
toast-auto-pay-off = Nothing is paid by itself

btn-settings = ⚙️ Settings
btn-language = 🌐 Language
btn-auto-pay-on = Switch it on
btn-auto-pay-off = Switch it off
