# Words of the invented treaty in English.

title = Treaty between France and Ireland on mutual assistance (invented)

kind-assistance-request = Request for assistance

section-assistance-request-A = Request
    .help = What the other side reads.
section-assistance-request-B = Kept in the file
    .help = In nobody’s copy.

field-requesting_state = Requesting state
    .help = The state whose authority asks.
field-facts = Facts
    .help = A short summary.
field-account = Account
    .help = One a line, written as acct:NAME.
field-subscriber_data = Subscriber data are asked for
    .help = The treaty knows no other data.
field-necessity = Necessity
    .help = Why it is asked for.

clock-answer = Answer
    .help = Thirty days from receipt.

duty-give-reasons = Give reasons for a refusal

ground-7-1-a = Essential interests
    .help = Security, public order or other essential interests of the requested state.
