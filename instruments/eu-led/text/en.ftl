# Words of the pack eu-led in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Directive (EU) 2016/680 on data protection in criminal matters

kind-breach-notification = Notification of a personal data breach
kind-breach-supplement = Further information on a breach
kind-supervisor-reply = Reply of the supervisory authority

## Sections

section-breach-notification-A = Controller
    .help = Who notifies.
section-breach-notification-B = Breach
    .help = What happened to whose data.
section-breach-notification-C = Consequences and measures
    .help = What may follow, and what is done.
section-breach-notification-D = Time and other controllers
    .help = When it was known, and whom else it concerns.
section-breach-supplement-A = Further information
    .help = What was not known before.
section-supervisor-reply-A = Reply
    .help = What the authority says, and asks for.

## Fields

field-controller = Controller
    .help = Who decides on the processing.
field-contact = Contact point
    .help = The data protection officer, or another.
field-contact_email = E-mail
    .help = For questions.
field-breach_nature = Nature of the breach
    .help = What happened.
field-subject_categories = Categories of persons
    .help = One a line.
field-n_subjects = Approximate number of persons
    .help = As far as known.
field-record_categories = Categories of records
    .help = One a line.
field-n_records = Approximate number of records
    .help = As far as known.
field-consequences = Likely consequences
    .help = What may follow.
field-measures = Measures
    .help = Taken or proposed, also against bad effects.
field-aware_at = Aware since
    .help = The hours run from it.
field-delay_reasons = Reasons for the delay
    .help = Only where it is later than seventy-two hours.
field-other_member_states = Other Member States concerned
    .help = Whose controller must be told apart.
field-in_phases = More will follow
    .help = Information may come in phases.
field-supplement = What is known now
    .help = Also what turned out to be otherwise.
field-phases_ended = Nothing more will follow
    .help = Then the notification is complete.
field-reply = Reply
    .help = Whether anything is asked for.
code-reply-taken_note = The authority has taken note
code-reply-closed = The matter is closed
code-reply-measures_asked = The authority asks for measures
field-measures_asked = Measures asked for
    .help = What is to be done, and by when.
field-signatory_name = Signed by
    .help = Who answers for this letter.

## Clocks

clock-breach-notification = Notification of a breach to the supervisory authority
    .help = Seventy-two hours after the controller became aware, where feasible; later with reasons.
clock-prior-consultation = Advice after a prior consultation
    .help = Six weeks from receipt; the authority may add a month.

## Duties without a number

duty-notify-originating-controller = Tell the controller of the other Member State of the breach
duty-recall = Recall data that were wrong or unlawfully sent
