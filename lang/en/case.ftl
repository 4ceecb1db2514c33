# Cases: the list, one case, opening one, and what happened in it.

cases-title = Cases
cases-caption = { $n ->
    [one] One case
   *[other] { $n } cases
  }
cases-empty = You take part in no case.
case-title = Case
case-codename = Name
case-docket = Number
case-state = State
case-purpose = Purpose
case-n-measures = Measures
case-registered = Registered
case-focus = About
case-participants = Who takes part
case-measures = Measures
case-new-measure = Draft a measure
case-exhibits = Exhibits
case-keeping = What is kept, held and destroyed in this case
case-packages = Packages
case-export = Export the case
case-export-again = Export the case again
case-export-hint = Everything of the case that is sealed goes into one file that a court checks without this node. The file stays here until somebody downloads it.
case-timeline = What happened
case-timeline-hint = Newest first. Each entry has its place in the ledger, and a proof of it.
measures-caption = { $n ->
    [one] One measure
   *[other] { $n } measures
  }
measures-empty = No measure yet.
packages-empty = No package yet.

new-case-title = Open a case
new-case-lead = A case gets a number of its own. You take part in it, and whoever of your member you tick below.
new-case-codename = Codename
new-case-codename-hint = How you call it among yourselves. Never the name of a person.
new-case-focus = What it is about
new-case-focus-hint = A few words. They stay on this node.
new-case-participant = Who else takes part
new-case-participant-hint = Only who takes part reads the case. A judge who is to issue its orders, and whoever exports its evidence, must be among them.
new-case-colleague = { $office }: { $unit }
new-case-button = Open the case

exhibit-no = Number
exhibit-name = Name
exhibit-size = Length
exhibit-digests = Digests
exhibit-state = State
exhibit-made-from = made from
exhibit-root = { $no } at the giver
exhibit-not-fixed = not fixed yet
exhibits-caption = { $n ->
    [one] One exhibit
   *[other] { $n } exhibits
  }
exhibits-empty = No exhibit yet.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = Nothing yet.
timeline-recorded = recorded
timeline-permalink = link
timeline-leaf = leaf { $index }
timeline-arguments = { $n ->
    [one] One value
   *[other] { $n } values
  }

# Who did it.
actor-clock = A period of law
actor-node = This node
actor-officer = Officer
actor-peer = Another member
actor-rule = A rule of law

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = Opened
event-registered = Registered
event-case-registered = The case was registered
event-case-opened = The case was opened for work
event-measure-opened = A draft was opened
event-amended = The draft was changed
event-validated = The draft was validated
event-countersigned = A further officer signed the draft
event-issued = The measure was issued
event-receipt-recorded = A recipient’s receipt came back
event-received = The order was received
event-acknowledged = Receipt was confirmed
event-cleared = The enforcing authority raises no ground
event-objected = A ground was raised
event-refused = The order is not performed
event-said = A letter was said
event-timed = A letter moved the periods
event-withdrawn = The measure was withdrawn
event-peer-act-staged = Another member’s act arrived
event-peer-act-taken = Another member’s act has effect
event-peer-act-declined = Another member’s act has no effect
event-handed-over = The data were handed over
event-produced = The data arrived
event-completed = The measure is complete
event-gate-opened = The first instant of release came
event-overdue = A deadline passed
event-right-lapsed = A right lapsed
event-exempted = A duty ended by law
event-ceased = Keeping ended by law
event-lapsed = It lapsed
event-notice-owed = The person is to be told
event-notice-delay-asked = A delay of the notice to the person was asked for
event-notice-delay-declined = The delay of the notice was not agreed to
event-notice-deferred = The notice to the person is delayed
event-notice-given = The person was told
event-review-owed = Validation afterwards is owed
event-offered = Exhibits were offered
event-accepted = The exhibits were accepted
event-contested = The exhibits are contested
event-started = A package was asked for
event-approved = The package was agreed to
event-sealed = Sealed
event-package-sealed = The package was sealed
event-exhibit-collect = The exhibit was collected
event-exhibit-seal = The exhibit was sealed
event-exhibit-hand_over = The exhibit was handed over
event-exhibit-take_over = The exhibit was taken over
event-exhibit-verify = The exhibit was checked
event-exhibit-pack = The exhibit was packed
event-exhibit-open = The exhibit was opened
event-exhibit-hold = A hold was placed on the exhibit
event-exhibit-lift_hold = A hold on the exhibit was ended
event-exhibit-convert = The exhibit was put into another format
event-exhibit-derive = An exhibit was made from others
event-exhibit-examine = The exhibit was looked at with a tool
event-exhibit-redact = A redacted exhibit was made
event-exhibit-retain = The end of the exhibit’s time was set, or reached
event-exhibit-scrub_fail = Stored bytes of the exhibit were found damaged
event-exhibit-translate = The exhibit was translated
event-exhibit-destroy = Destruction of the exhibit’s content
event-erasure-proposed = Destruction of content was proposed
event-erasure-approved = A second officer agreed to the destruction
event-erasure-rejected = A second officer did not agree to the destruction
event-erasure-certified = The content is destroyed, and the certificate of it was made
event-access-read = Content was read
event-read = Content was read

## One exhibit

exhibit-title = Exhibit
exhibit-root-no = Number at the giver
exhibit-record = Its record
gaps = What will be asked about it
gaps-lead = None of this stops a package by itself. Close or explain it before a court asks.
gaps-none = Nothing that this list looks for.
gap-entry = Entry { $n }
gap-ambiguous-zone = The time zone of the source’s own times is not given, or is not one zone.
gap-clock-uncertain = A clock is less sure than the interval it has to order.
gap-derivation-without-parent = It is said to come from another item, and that is not in the case.
gap-digest-mismatch = Digests did not agree.
gap-hold-expired = The last hold had ended before the content was produced.
gap-missing-interval = For some time nothing says what was done with the content: it was not fixed within a day, or not before it left.
gap-missing-tail = The log has not stated yet which entry is the last. It does once a day.
gap-tool-without-version = The tool is not named, or its version is not.
gap-unsigned-handover = The passing lacks the giver’s letter, or the other side’s half has not come.
package-gaps = What will be asked about its exhibits
record-caption = { $n ->
    [one] One entry
   *[other] { $n } entries
  }
record-n = Entry
record-what = What
record-when = When
record-leaf = In the ledger
record-disclose = Disclose
record-none = No entry yet.

## Disclosing single fields

disclose-title = Disclose single fields
disclose-entry = Fields of entry { $n }
disclose-lead = Whoever gets the file sees the fields you choose, that the others exist, and a proof that the entry stood in the log. The disclosure is recorded before the file is made.
disclose-field = Fields to open
disclose-field-hint = Schema, category, kind and time of the entry are always open.
disclose-to = To whom
disclose-to-hint = It stands in the record. Write the office or the role, not a private address.
disclose-purpose = Purpose
disclose-purpose-none = Choose one
disclose-why = On which basis
disclose-why-hint = The provision or the decision, in words. It stands in the record and not in the file.
disclose-leaves = A file with the fields you choose. You get it, and give it on.
disclose-button = Record and download
disclose-check = Whoever gets the file checks it with comity-verify and the network’s policy.
custody-field-exhibit = Id of the exhibit
custody-field-exhibit-no = Number
custody-field-root-no = Number at the giver
custody-field-case = Case
custody-field-status = How it ended
custody-field-until = When it ended
custody-field-actor = Who did it
custody-field-counterparty = The other side
custody-field-location = Where
custody-field-basis = Legal basis
custody-field-purpose = Purpose
custody-field-tool = Tool
custody-field-object = Record before
custody-field-result = Record after
custody-field-data = Length and digests
custody-field-source = Source
custody-field-check = Digests compared
custody-field-change = Change that could not be avoided
custody-field-seal = Seals and condition
custody-field-countersigns = Countersignatures
custody-field-signatures = Letter and receipt
custody-field-informed-by = Entry before it
