# A measure at its issuer: the start, the draft, the check, what came of it.

measure-title = Measure
measure-state = State
measure-issued-at = Issued
measure-from = Issued by
measure-addressee = Addressee
measure-enforcing = Enforcing authority
measure-nobody-notified = Nobody is notified
measure-data = Data asked for
measure-track = Track
measure-law = Law
measure-clocks = Periods
measure-copies = Copies that left
measure-acts = What others did
measure-exhibits = Exhibits received
measure-whole-form = The whole form
kind-unknown = The law loaded here does not know this kind of measure.
not-yet = not yet

check-emergency = The order goes out without a validation
check-emergency-hint = Only where whoever issues needs one by law. All three must hold, and the validation must follow in time.
emergency-established = The emergency is validly established
emergency-validation-unobtainable = A validation cannot be obtained in time
emergency-domestic-without-validation = A similar order at home could be issued without one
new-measure-title = Draft a measure
new-measure-other-law = Another law
new-measure-not-in-force = not in force
new-measure-kind = Which measure
new-measure-kind-hint = The form that follows is the one of the law.
new-measure-to = Who must perform it
new-measure-to-hint = The provider’s designated establishment or legal representative, or the authority of the other state, as the measure asks.
new-measure-data = Which data
new-measure-data-hint = Ask for no more than the case needs. The most intrusive category decides who may issue.
new-measure-enforcing = Who is notified
new-measure-enforcing-hint = The enforcing authority in the addressee’s state, where the law notifies one.
new-measure-nobody = Nobody
new-measure-track = How fast
new-measure-track-hint = An emergency is an imminent threat in the sense of the law, nothing else.
new-measure-only-for = Only for: { $kinds }.
new-measure-button = Open the draft
choose-one = Choose

data-subscriber = Subscriber data
    .help = Who the user is, and the contract.
data-identification_only = Data to identify the user only
    .help = Addresses and times that are asked for only to learn who the user is.
data-traffic = Traffic data
    .help = Who communicated with whom, when, from where.
data-content = Content data
    .help = What was written, said or stored.
track-ordinary = Ordinary
    .help = The periods of the law as they are.
track-urgent = Urgent
    .help = Faster by request; no period of the law changes.
track-emergency = Emergency
    .help = An imminent threat to life, integrity or safety, or to a critical infrastructure.

draft-title = Draft
draft-sections = Sections of the form
draft-save = Save
draft-complete = Complete
draft-complete-hint = The form has no faults. A competent officer reads both copies and decides.
draft-incomplete = Not complete
draft-missing = { $n ->
    [0] Nothing is missing, but something is wrong.
    [one] One answer is still missing.
   *[other] { $n } answers are still missing.
  }
draft-check = Check what each recipient will get
draft-check-anyway = See what each recipient would get
two-people = If you change this draft, you cannot issue it
    .body = By a rule of this house somebody else must issue what you wrote on. The law does not ask for two people; you can ask a colleague to make the change.
two-people-wrote = You wrote on this draft, so you cannot issue it
    .body = By a rule of this house somebody else must issue it. The law does not ask for two people.
drop-heading = Drop this draft
drop-lead = Nothing of it has left this node. It stays in the record and cannot be changed or issued any more.
drop-button = Drop the draft
differ-lead = Nothing was saved yet. Only the answers that differ stand below, each with the other text. When you save, only what you changed here is changed.
differ-leave = Leave without saving, and read the draft as it is now
differ-before = Before, it said:
differ-stored = Somebody else wrote meanwhile:
differ-mine = You changed this. It says now:
differ-others = Somebody else changed this; what they wrote stands in the field. Before, it said:
differ-which = Which answer counts for “{ $field }”?
differ-keep-mine = Mine, as it stands in the field
differ-keep-theirs = The one somebody else wrote
draft-read-only = You may read this draft. Your office does not change it.

task-completed = Completed
task-missing = Information missing
task-problem = There is a problem
task-untouched = Not looked at
task-optional = Nothing required

need-required = required
need-pointless = not asked for in this measure
need-if-answered = required if “{ $field }” is answered
need-if-says = required if “{ $field }” is “{ $answer }”
field-example = For example: { $example }
field-nth = { $field }, answer { $n }

audience-both = In the addressee’s copy and in the enforcing authority’s copy.
audience-addressee = In the addressee’s copy only.
audience-enforcing = Only the enforcing authority sees this. It is not in the addressee’s copy.
audience-nobody = In nobody’s copy. It stays in your file.

section-not-in-copy = Not in this copy.
section-change = Change
field-reads = It reads:
section-no-answers = No answers.
written-in = written in { $language }
yes = yes
no = no
period-years = { $n ->
    [one] one year
   *[other] { $n } years
  }
period-months = { $n ->
    [one] one month
   *[other] { $n } months
  }
period-days = { $n ->
    [one] one day
   *[other] { $n } days
  }
selector-acct = account
selector-email = e-mail
selector-imei = IMEI
selector-ip = IP address
selector-mac = MAC address
selector-phone = telephone

check-title = Check and issue
check-lead = Each recipient gets exactly the copy shown here, and nothing else. Read both before you decide.
check-changed = Nothing was changed and nothing has left. The copies below are the ones it would make now; read them again. The reasons you wrote are still there; what you state must be stated again.
check-missing = Nothing was changed and nothing has left. What you answered is still there.
check-no-copies = No copy can be made yet. The draft must name its recipients and have no faults.
check-issue-heading = Issue
check-issue-lead = Issuing sends these copies, word for word. The text cannot be changed afterwards; a measure can only be withdrawn.
check-issue-button = Issue these copies
check-stated = I have looked at this
check-not-yours = Your office does not issue
check-not-yours-body = A competent officer of your member reads both copies on this page and decides.

copy-addressee = The addressee’s copy
copy-enforcing = The enforcing authority’s copy
copy-enforcement = The copy of the authority asked to enforce
copy-to = For
copy-digest = SHA-256
copy-bytes = The bytes the digest is made of ({ $n ->
    [one] one byte
   *[other] { $n } bytes
  })
copy-recipient = Copy
copy-state = Delivery
copy-sent = Sent
copy-received = Receipt
copies-caption = { $n ->
    [one] One copy
   *[other] { $n } copies
  }
copies-empty = No copy has left.

act-written = written
act-arrived = arrived
act-waiting = waits for an officer
act-taken = has effect
act-acknowledged = confirms receipt at
act-cleared = raises no ground
act-objected = raises a ground
act-offered-handover = offers exhibits
act-refused = does not perform
act-said = says
act-withdrew = withdraws the measure

# Statements of the other side about our letters.
ladder-heading = What the other side has stated about our letters
ladder-help = Each line is a statement that the other side has signed. It says what happened there, and no more than that.
ladder-letter = Letter { $n }
ladder-caption = { $n ->
    [one] One statement
   *[other] { $n } statements
  }
ladder-none = Nothing has been stated yet.
ladder-what = What is stated
ladder-when = When, by its clock
ladder-who = By whom
ladder-kept = How it is kept
ladder-level-signed = Signed
ladder-level-logged = Signed, and a leaf of our log names it
ladder-level-witnessed = Signed, in our log, and cosigned by witnesses
ladder-accepted = Its node has the letter. This does not say that anybody has opened it.
ladder-consigned = Its node has opened and checked the letter, and it lies in the tray of the office. It does not say that anybody has read it.
ladder-asked = The office was asked to take the letter or to decline it.
ladder-taken = An officer took the letter.
ladder-handed-over = An officer or a program there has received the content. Whether anybody has read it nobody can state.
ladder-opened-again = The content was opened again.
ladder-declined = An officer declined to take the letter. That is no refusal of what it asks for.
ladder-lapsed = Nobody took or declined the letter in the time for that.
ladder-not-handed = The content can never be received there.
ladder-failed = The letter was accepted and could not be consigned.
ladder-turned-away = Its node refused the letter at the door.
ladder-given-up = We gave the letter up: it was taken back, or its time was over.
ladder-doubt-after-all = We had given the letter up or taken it back before this came, so it does not count.
ladder-doubt-against = It contradicts what the same side had stated before, and does not count.
