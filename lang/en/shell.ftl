# What stands around every page, and the doors: sign-in, health.

language-name = English
product = comity

title = { $page } – { $member } – comity
title-faults = Faults: { $page } – { $member } – comity
title-exercise = EXERCISE: { $page } – { $member } – comity
title-exercise-faults = EXERCISE: Faults: { $page } – { $member } – comity

skip-link = Skip to the main content
exercise-banner = EXERCISE – nothing here is real
languages-label = Languages
nav-label = Services
nav-desk = Desk
nav-agreements = Agreements
nav-cases = Cases
nav-law = Law
nav-ledger = Ledger
nav-oversight = Oversight
nav-statistics = Figures
trail-label = Where you are
signed-in-as = Signed in as
sign-out = Sign out
done-title = Done
handling = Official use only · purpose: { $purpose } · { $reference }

footer-node = Node { $node } · comity { $version }
footer-ledger = Ledger: { $size ->
    [one] one leaf
   *[other] { $size } leaves
  }, root { $root }…, { $cosigned } of { $witnesses } witnesses cosigned, last checkpoint
footer-time = Page made at { $now }. Nothing on it moves by itself; load it again to see what is new.

# What happened to the log of this node, on every page while it only reads.
gap-title = Something that was recorded here is lost
gap-body = An older copy of the database was put back. { $n ->
    [one] Entry { $from } of the log is there again
   *[other] { $n } entries of the log, from { $from } on, are there again
 } and what they say is not. Cases and orders of before can be read; nothing is recorded in them until one officer who runs this node proposes and another one agrees that work goes on. What is opened now is not concerned.
no-quorum-title = Nothing is disclosed: too few witnesses answer
no-quorum-body = The witnesses of this node’s log have not all signed its newest state for longer than the grace allows. Nothing is handed over and no package leaves until they have. Everything else goes on: orders, preservation, letters, refusals.
no-quorum-since = Since
no-room-title = The disk of this node is nearly full
no-room-body = What is left is kept for what must be finished: answers to orders, refusals, receipts, erasures, and everything that is an emergency. New ordinary orders, evidence and packages are refused until whoever runs the node has made room; nothing that was recorded is lost.
stopped-title = This node only reads: its log signs nothing
stopped-rolled-back = The database holds less than this node has signed: an older copy was put back. Nothing can be done here until the newer copy is back, or until one officer who runs this node proposes and another one agrees that the log is given up and its reserve goes on.
stopped-log-unknown = The next log of this node was begun, and the database knows nothing of it: an older copy was put back. Nothing can be done here until the newer copy is back, or until two officers have given the log up.
stopped-forked = The log holds something else than what this node has signed. Nothing can be done here. Leave the machine as it is, because it is evidence, and tell the operator. Two officers may give the log up.
stopped-damaged = The log does not agree with itself. Nothing can be done here until the operator has put a sound copy back.
stopped-keys-revoked = The member directory revokes the keys of this log and lists none that follow. Nothing can be done here until the operator has made next keys and the directory lists them.
stopped-superseded = Another process writes this log. Nothing can be done here; the operator has to end one of the two.
stopped-register-missing = The memory of how far this node has signed is not there. Nothing can be done here until the operator has put it back, or until one officer who runs this node proposes and another one agrees that it is made again.
stopped-register = The memory of how far this node has signed could not be written. Nothing can be done here until the operator has repaired the disk and started the node again.

# What was just done, shown once on top of the next page.
done-agreement-drafted = The draft is written down. Another officer reads and signs it.
done-agreement-signed = Signed. Every other party gets the document with your signature.
done-agreement-suspended = Suspended. What it is about waits from now on; the other parties are told.
done-agreement-reinstated = Our suspension has ended. What waited goes out.
done-agreement-ended = It has ended.
done-agreement-reviewed = The review is recorded.
done-agreement-consented = Consented. The parties are told.
done-recall-asked = Asked. The letters go out now.
done-recall-refused = Your answer goes out now.
done-derived = Recorded as an exhibit. The original is as it was.
done-retention-set = The end is set.
done-saved = Saved.
done-trying = The node tries now.
done-successor-proposed = Proposed. Nothing happens until somebody else agrees.
done-log-keys-proposed = Proposed. Nothing happens until somebody else agrees.
done-log-keys-turned = The keys of the log took the step.
done-successor-decided = It was decided, and a leaf of the log says so.
done-successor-begun = The log was given up, and its successor has begun.
done-dropped = The draft is dropped.
done-case-opened = The case is open.
done-measure-opened = The draft is open. Fill in the sections in any order.
done-kept = Nothing was done yet: the form came when its session was over. What you typed stands below; send it again.
done-issued = Issued. Each recipient gets exactly the copy that was shown.
done-notice-given = Recorded: the person was told.
done-notice-asked = Asked for. The notice is owed until somebody else agrees to the delay.
done-notice-reviewed = The decision about the delay is recorded.
done-notice-due = The delay has ended: the notice is owed.
done-cleared = Sent: no ground is raised.
done-objected = Sent: a ground is raised.
done-said = The letter is signed and on its way.
done-refused = Sent: refused.
done-acknowledged = Sent: received.
done-completed = The measure is complete.
done-taken-back = The letter is taken back.
done-withdrawn = Sent: the measure is withdrawn.
done-validated = Validated as it stands.
done-countersigned = Signed as it stands.
done-act-taken = It has effect.
done-act-declined = It has no effect.
done-evidence = The file is taken in and its digests are recorded.
done-handed-over = Handed over. The receipt of the other side follows.
done-hold-placed = The hold is placed. It ends by itself when its last day is over.
done-hold-lifted = The hold has ended.
done-erasure-proposed = Proposed. Nothing is destroyed until another officer agrees.
done-erasure-approved = Ordered. The node is destroying the content now.
done-erasure-rejected = Not agreed to. Nothing was destroyed.
done-occurrence-noted = It is noted, and the figure counts it.
done-occurrence-struck = It is struck: the figure forgets it.
done-export = The package is being sealed.

sign-in-title = Sign in
sign-in-ready = Your one-time link for { $member } is good for one sign-in. It is used up when you press the button, not before.
sign-in-token = One-time token
sign-in-token-hint = The last part of the link you were given.
sign-in-button = Sign in
sign-in-help = Links come from whoever runs this node. A link works once, within a day.
sign-in-bad-link = This link does not work any more
    .body = It was used, or it is not one of this node. Ask for a fresh one.
sign-in-link-expired = This link is too old
    .body = A link is good for a short time after it was made, a day at most. Ask for a fresh one.
sign-in-signed-out = You are signed out
    .body = Nobody can go on with your session.
sign-in-session-over = Your session is over
    .body = Nothing was changed. Sign in again, and you come back to where you were.
sign-in-form-kept = Your session is over; what you typed is kept
    .body = Nothing was changed. Sign in again within an hour, and you come back to the form with what you typed. It is kept for you alone, on this node, and not on this page.

health-title = State of this node
health-state = State
health-ready = Takes work
health-not-ready = Takes no work
health-network-time = Time of the network
health-waits = Waits for
health-waits-register = the head register
health-waits-roster = the member directory
health-waits-store = its database
health-waits-ledger = its ledger
