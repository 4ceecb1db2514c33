# An order that came in: at the provider, and at the enforcing authority.

order-title = Order
order-genuine = Is it genuine?
order-must = Must I answer?
order-when = By when?
order-refuse = What may I refuse?
order-asked = What is asked
order-evidence = Evidence gathered
order-hand-over = Hand over
uploads-heading = On their way
uploads-of = of
uploads-until = given up if nobody goes on before
uploads-wrong = not what was announced; it will not be sealed
uploads-again = Look again
order-whole = The copy, word for word
order-received-at = Received
order-notice = Telling the user

genuine-yes = Yes
genuine-yes-body = The signature is right, and the key belonged to this office when it signed.
genuine-no = No
genuine-no-body = Do not act on this. Ask the sender by another way.
genuine-signed-by = Signed by
genuine-signed-at = Signed at
genuine-key = Key
genuine-roster = by version { $version } of the member directory
genuine-digest = SHA-256 of the letter
genuine-leaf = In our ledger
genuine-ledger = In the sender’s ledger
genuine-ledger-yes = yes, the sending is recorded there
genuine-ledger-no = no, the sender’s ledger does not show it
genuine-ledger-unknown = not looked at yet

must-yes = Yes. The order binds you from the instant you received it.
must-done = You answered. Keep the record.
must-no = No, not any more.

refuse-lead = You cannot refuse because you would decide otherwise. You may object on these grounds:
refuse-own-lead = You may refuse on these grounds and no others, in whole, in part or under conditions:
refuse-how = Something impossible, a faulty order or a conflict with the law of a third country is no refusal. It is reported to the issuing authority with a letter below:
refuse-heading = Refuse
ground-lead-refuse = The issuing authority reads the ground and how far it reaches. You cannot take this back.
ground-button-refuse = Send: refused

evidence-file = File
evidence-file-hint = The node reads every byte once, states both digests and keeps the file encrypted. Compare the digest with yours. If it breaks off, choose the same file again and it goes on.
evidence-button = Take the file in
bringing-heading = Bringing the files
bringing-sealed = SHA-256 of what is taken in, as the node and this browser computed it:
bringing-again = The node cannot be reached. Trying again; nothing that it has is lost.
bringing-done = All is taken in.
bringing-reading = Reading again what the node has already:
bringing-sealing = Comparing the digest, and sealing:
bringing-sending = Sending:
bringing-stopped = Stopped. Choose the same file again and it goes on where it was. The node says:
bringing-unread = The file cannot be read any more. Choose it again and it goes on where it was.

hand-over-lead = The exhibits leave sealed and encrypted for { $member }. Custody passes when the other side has checked every digest and signed for it.
hand-over-button = Hand over these exhibits
hand-over-nothing = Nothing is gathered yet. Take the files in first.

release-allowed = The data may leave
    .help = Nothing stands against it.
release-due = The data are owed now
    .help = They may leave, and the law asks for it.
release-forbidden = The data may not leave yet
    .help = The enforcing authority still has time to look.
release-stopped = The data must stay
    .help = This is final for this measure.
release-suspended = The data must stay for now
    .help = Something must be settled first.
release-contested = A person must decide
    .help = The law gives two answers here, or a fact is missing. Ask both authorities for a statement.
release-delete_or_restrict = Data that left must be deleted or restricted
    .help = A ground was raised after they left.
release-escalate = A person must decide about data that left
    .help = A ground was raised after they left.
release-conditions = Conditions that travel with the data

finding-channel_not_current = The other side may have sent something we have not seen.
finding-declined = An officer gave it no effect.
finding-ground_late = A ground was raised after the right had lapsed.
finding-ineffective = It came when there was nothing to prolong.
finding-not_asked = Nobody asked for it.
finding-not_theirs = It was not theirs to do.
finding-too_late = It came too late to change anything.
finding-unknown_ground = The law knows no such ground.

notified-title = Notified order
notified-answer = Your answer
notified-not-yours = Your office does not answer this.

clear-heading = Raise no ground
clear-lead = The provider may hand over as soon as it knows. You cannot take this back.
clear-button = Send: no ground
clear-letter = a signed letter that no ground is raised
object-heading = Raise a ground
ground-lead-object = A ground in time stops the data. The law asks you to contact the issuing authority first.
object-ground = Ground
object-extent = How far it reaches
object-extent-all = The whole measure
object-extent-part = Some categories of data only
object-extent-conditions = Nothing is stopped, but the data may be used under conditions only
object-data = Categories
object-data-hint = For a part only.
object-reasons = Reasons
ground-reasons-object = For the issuing authority; the provider learns which ground it is, and not why.
ground-reasons-refuse = For the authority that asks. In words that it can check.
object-contacted_at = Issuing authority contacted at
object-contacted_at-hint = By any appropriate means, before the ground is raised. Write it like 2027-03-08T10:00:00+01:00, with the offset.
act-contacted-at = We were contacted at
object-conditions = Conditions
object-conditions-hint = For conditions only. They travel with the data.
ground-button-object = Send: this ground
object-letter = a signed letter with the ground and how far it reaches
object-letter-why = a signed letter with the ground, how far it reaches, and why
order-recalls = Copies asked back
