# The ledger, its proofs, packages, oversight.

ledger-title = Ledger
ledger-title-range = Ledger, leaves { $from } to { $to }
ledger-lead = Every act of this node has a leaf here, in one order that cannot be changed without being seen. Witnesses of other members cosign the state.
ledger-origin = Ledger
ledger-size = Leaves
ledger-root = Root
ledger-at = At
ledger-cosigned = Cosigned by
ledger-n-cosigned = { $n } of { $k } witnesses
ledger-not-cosigned = No witness has cosigned yet.
ledger-behind = { $n ->
    [one] one leaf behind
   *[other] { $n } leaves behind
  }
ledger-witness = Witness
ledger-note = The signed checkpoint, byte for byte
ledger-leaves = Latest leaves
ledger-leaves-caption = { $n ->
    [one] One leaf
   *[other] { $n } leaves
  }
ledger-empty = The ledger is empty.
ledger-leaf = Leaf
ledger-event = What
ledger-recorded = Recorded
ledger-hash = Hash
ledger-newer = Newer leaves
ledger-older = Older leaves
pages-label = More leaves
ledger-stamps = Time stamps
ledger-stamps-lead = Once a day a time-stamp authority stamps the published checkpoint, and with it every leaf before. This node does not vouch for the authority; the command below checks its signature with certificates you trust.
ledger-stamps-caption = { $n ->
    [one] One day
   *[other] The last { $n } days
  }
ledger-stamp-day = Day
ledger-stamp-time = Time in the token
ledger-stamp-signature = Signature
ledger-stamp-checked = Checked here
ledger-stamp-unchecked = Not checked here
ledger-stamp-files = Files
ledger-stamp-note = Checkpoint
ledger-stamp-token = Token

category-act = An act
category-access = A read of content
category-custody = A step of custody
category-send = A letter was sent
category-recv = A letter was received
category-ack = A receipt came back
category-seal = A package was sealed

proof-title = Leaf { $index }
proof-under = Proved under the checkpoint with { $size ->
    [one] one leaf
   *[other] { $size } leaves
  }
proof-under-body = The proof below leads from this leaf to a root that the node signed and witnesses cosigned.
proof-not-yet = Not published yet
proof-not-yet-body = The leaf is recorded. The next checkpoint covers it; load this page again in a moment.
proof-opened = What the leaf says
proof-closed = Nothing of this leaf is opened to you here. Its commitment can be checked all the same.
proof-opening = The opening, for the verifier
proof-text = Proof of inclusion
proof-text-label = The proof, byte for byte
proof-command = Check it elsewhere
proof-command-lead = The same check with a tool that trusts nothing of this node:
command-label = Command line

package-title = Package
package-id = Its id
package-download = Download the package
package-wait = The package is being sealed. Load this page again in a moment.
package-waits = Not ready yet
package-waits-published = The witnesses have not confirmed our latest entries. As a rule that takes a minute; load this page again. If it stays so, tell whoever runs the node.
package-waits-receipt = The acknowledgement of what changed hands is not here yet, with the other side’s proof of it. If it does not come, ask the other side.
package-waits-custody = { $node } has not shown its half of the custody record. It is sent by itself as soon as it is witnessed there; ask them if it does not come.
package-waits-timestamp = The time-stamp authority gives no token at the moment. It is asked again by itself; if it stays away for hours, the package goes out without and says so.
package-failed = This package cannot be made
package-failed-contested = An exhibit is not what was sealed. It is marked as contested now; ask for a package again to leave it out, and find out why before anybody relies on it.
package-failed-erased = The content of an exhibit in it was destroyed, or is to be, on the order of two officers. Ask for a package again: it leaves the exhibit out and says so.
package-failed-restricted = The law forbids the use of an exhibit in it: it is to be deleted or restricted. Nothing was handed out. Ask for a package again to leave it out.
package-failed-letter = A copy of the order is missing on this node, so the package would be incomplete. Tell whoever runs the node.
package-failed-unrepeatable = What was sealed can no longer be put together: something in it was erased or changed. Ask for a new package.
package-failed-unproved = The node checked it as a court will, and what the parties recorded does not hold together. Nothing was handed out. Show the line below to the party it names. Ask for a package again: exhibits that prove nothing are then left out, and the package says so.
package-failed-seal = Between listing and sealing the directory changed. Nothing was handed out; ask for a new package.
package-failed-time = When the record was made cannot be shown: nobody witnesses the logs, or an entry states a time after its witnesses. Nothing was handed out. Tell whoever runs the node.
package-failed-other = Tell whoever runs the node the code below; then ask for a new package.
package-failed-code = Code
package-failed-detail = What does not hold
package-awaits = { $n ->
    [one] Waits for a second person
   *[other] Waits for { $n } more people
  }
package-awaits-body = Somebody else who takes part in the case must agree that it goes out: they open this page and press “Agree to the package”. Until then nothing is sealed. These can:
package-awaits-nobody = Nobody who can agree takes part in the case. Have a custodian, a case lead or a second issuing authority added to it.
package-stamp = Time stamp
package-stamp-awaited = Asked for since
package-stamp-checked = by the time-stamp authority; this node checked its signature
package-stamp-unchecked = by the time-stamp authority; its signature was not checked here
package-stamp-late = None
package-stamp-late-since = The authority gave none since
package-ends = End of our record
package-ends-none = No map of our ledger covers these exhibits yet: one is made after each midnight (UTC), of the day before. The package shows that our record has no gap, but not that nothing followed its last entry; it says so itself. A package that is asked for tomorrow can show more.
package-ends-some = By our ledger’s map of { $day }, the package states of { $n } of { $all } exhibits that no entry of ours up to then is missing. The others are younger than that map. Of what came later, such as the packing itself, it says nothing.
package-ends-all = By our ledger’s map of { $day }, the package states of every exhibit that no entry of ours up to then is missing. Of what came later, such as the packing itself, it says nothing.
package-forum = Made for
package-n-exhibits = Exhibits
package-sealed-at = Sealed
package-manifest = SHA-256 of the manifest
package-approvals = Agreement still needed
package-file = File
package-leaf = Sealing in the ledger
package-verify = How to check it
package-verify-lead = A court needs this file, the network’s policy and the program comity-verify. It needs no network and trusts nothing of this node:
package-verify-exit-0 = Exit code 0: everything it claims is proved. The program also says what is not.
package-verify-exit-5 = Exit code 5: something was changed. The first broken link is named.
package-policy = The policy says whose keys are believed:
package-policy-hint = Compare this fingerprint with one you have from another source.
package-members = What is in it
package-members-caption = { $n ->
    [one] One member
   *[other] { $n } members
  }
package-members-none = Nothing can be listed before it is sealed.
copy-title = Make a copy with fewer exhibits
copy-lead = The copy is a package of its own. It proves that it is a part of this one, and lists every exhibit that is kept back, with the ground.
copy-letters = What a copy cannot hide
copy-letters-body = A letter that passed several exhibits is signed as a whole. It stays in the copy if one of them does, and names the others by number, length and digest.
copy-reader = Who gets it
copy-reader-court = A court or another authority
copy-reader-court-hint = It gets what it needs; what is left out is out of scope.
copy-reader-defence = The defence
copy-reader-defence-hint = The suspect or accused person, or their lawyer. If anything is kept back, a judge must agree.
copy-forum = For whom, in words
copy-forum-hint = It stands in the package and in the ledger. Write the office, not a private address.
copy-exhibits = Its exhibits
copy-exhibits-lead = An exhibit goes in unless you give a ground for keeping it back.
copy-exhibit = Exhibit { $no }
copy-goes-in = Goes in
copy-button = Ask for the copy
copy-ground-national-security = Kept back: seriously harms national security
copy-ground-ongoing-investigation = Kept back: prejudices an ongoing investigation
copy-ground-out-of-scope = Kept back: not needed for this copy
copy-ground-public-interest = Kept back: strictly necessary for another important public interest
copy-ground-threat-to-person = Kept back: threatens the life or fundamental rights of another person
copy-of = A part of
copy-withheld = Kept back
copy-withheld-caption = { $n ->
    [one] One exhibit is kept back
   *[other] { $n } exhibits are kept back
  }
copy-withheld-no = Exhibit
copy-withheld-ground = Ground
copy-withheld-cite = Where the law allows it
copy-withheld-none = Nothing is kept back.
package-path = Path
package-bytes = Bytes

oversight-title = Ledgers of the members
oversight-lead = For each ledger: the last head that was verified, and whether it continues every head seen before.
oversight-caption = { $n ->
    [one] One ledger
   *[other] { $n } ledgers
  }
oversight-empty = No ledger has been looked at yet.
oversight-member = Member
oversight-state = Consistent
oversight-cosigned = Cosigned by
oversight-looked = Last looked at
oversight-consistent = Yes
oversight-inconsistent = No
oversight-unknown = Not known yet
oversight-broken = The ledger of { $member } does not continue what was seen before
oversight-broken-body = Two signed heads contradict each other. Both are kept as proof. Do not rely on entries of this ledger until the cause is known.

category-submit = A letter was put in the queue
category-admin = The node itself
category-cover = A leaf for cover
category-lost = What it said is lost
approval-lead = Somebody else asked for this package. If you agree, everything listed goes into one file for the court.
approval-button = Agree to the package

# What two officers decide about a log: that it is given up, that its register is made again, that work goes on.
successor-title = A log that is given up
successor-lead = An older copy of the database was put back. { $n ->
    [one] One leaf, number { $from },
   *[other] { $n } leaves, from number { $from } on,
  } were signed and are not here. What was signed is never signed otherwise. If the newer copy is lost, the log is given up as it stands and another one goes on, whose first leaf says so.
successor-lead-forked = The log holds something else than what this node has signed. Nothing more is signed in it. Keep the machine as it is, because it is evidence. The log can be given up as it stands; another one then goes on, whose first leaf says so.
successor-lead-log-unknown = An older copy of the database was put back: the next log was begun, and it is not known here. If the newer copy is lost, this log is given up as it stands and one goes on that stands behind the one that is not known.
successor-lead-register-missing = The memory of how far this node has signed lies in a file of its own, and it is not there. If it cannot be put back, it is made again for what the database holds. Witnesses and peers are asked first: if one of them can show more, nothing is made. The first leaf that is signed then says so.
successor-lead-gap = { $n ->
    [one] One entry of the log, number { $from }, is there again,
   *[other] { $n } entries of the log, from number { $from } on, are there again,
  } and what they say is not. Nobody can see to which cases and orders they belonged. Ask the other houses what passed between you, and look on paper, before work on the records of before goes on.
successor-title-gap = Work after something was lost
successor-title-register-missing = A memory that is made again
successor-propose-gap = Propose that work goes on
successor-propose-register-missing = Propose that it is made again
successor-agree-gap = Let work go on
successor-agree-register-missing = Make it again
successor-agree-lead-gap = This cannot be taken back. What was decided and forgotten may then be decided otherwise.
successor-agree-lead-register-missing = This cannot be taken back. If this node had signed more than is stored here, it will sign something else now, and whoever has both can prove it.
successor-link = What two officers can decide
successor-stored = Leaves in the database
successor-known = Leaves that were signed
successor-next = The log that would go on
successor-none = No log may follow
successor-incident = Number of the incident
successor-why = What happened
successor-why-hint = One line; it stands in the leaf that says what was decided, and in no letter.
successor-propose = Propose that the log is given up
successor-propose-lead = A rule of the house: who runs the node proposes, and somebody else who runs it or watches over it agrees.
successor-proposed = Proposed
successor-proposed-at = Proposed at
successor-agree = Give the log up
successor-agree-lead = This cannot be taken back. Peers and witnesses see the new log by its name.
successor-waits = Somebody else has to agree.
successor-refused-field = The number of the incident and the words must stand, on one line each.
successor-refused-no-reserve = The member directory lists no log of this node that may follow. List one and install that version.
successor-refused-outside = Somebody outside can show what is not stored here. Load the page again: that has to be decided instead.
successor-refused-nothing-proposed = Nobody proposed this for the log as it stands.
successor-refused-office = Your office does not decide this. It is a rule of the house.
successor-refused-same-person = Who proposed it cannot agree to it.
successor-refused-stale = What is proposed is no longer what you read. Read what stands here now; nothing was done.

# The keys of the log, and their turns.
log-keys-title = The keys of the log
log-keys-lead = Every head of the log is signed by the keys in force. New keys sign beside the old ones first, so that everybody who checks can change too; then the old ones cease. Keys that somebody else may hold are revoked at once.
log-keys-in-force = Keys in force
log-keys-next = Keys that come next
log-keys-propose = Propose a step
log-keys-step = What is done
log-keys-step-begin = The next keys sign beside those in force
log-keys-step-end = The older keys cease to sign
log-keys-step-revoke = The older keys are revoked
log-keys-from = Revoked from
log-keys-from-hint = Only of keys that are revoked: an instant like 2027-03-01T00:00:00Z, not later than now. What witnesses saw before it stays good.
log-keys-why = Why
log-keys-why-hint = One line; it stands in a leaf of the log.
log-keys-agree = Agree to the step
log-keys-agree-lead = This cannot be taken back. A leaf of the log says it.
log-keys-refused-field = The words must stand, on one line; and if keys are revoked, the instant, which must not be to come.
log-keys-refused-no-next-keys = The member directory lists no next keys for this log. Make some, list them and install that version.
log-keys-refused-not-now = This step does not fit the keys that are in force.
log-keys-refused-nothing-proposed = Nobody proposed this for the keys as they stand.
log-keys-refused-office = Your office does not decide this. It is a rule of the house.
log-keys-refused-same-person = Who proposed it cannot agree to it.
log-keys-refused-stale = What is proposed or in force is no longer what you read. Read what stands here now; nothing was done.
