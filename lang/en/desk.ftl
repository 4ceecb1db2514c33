# The desk.

desk-title = Desk
desk-lead = { $n ->
    [0] There is nothing on your desk.
    [one] One matter, with its next legal instant.
   *[other] { $n } matters, the next legal instant first.
  }
desk-caption = { $n ->
    [one] One matter on your desk
   *[other] { $n } matters on your desk
  }
desk-empty = When something is expected of your office it stands here.
desk-clock = Time
desk-reference = Reference
desk-kind = Kind
desk-counterparty = Other side
desk-state = State
desk-next = Next step
desk-no-clock = no period runs
desk-new-case = Open a case
desk-ending = Exhibits whose time ends
desk-ending-lead = They may not be kept longer, unless a hold lasts or an officer sets a later end with the reason. Nothing is destroyed by itself: two officers decide.
desk-ending-caption = { $n ->
    [one] One exhibit whose time ends
   *[other] { $n } exhibits whose time ends
  }

step-complete-draft = Complete the draft
step-issue = Read both copies and decide
step-wait-for-issuer = A competent officer decides
step-wait-for-receipts = Wait for the receipts
step-wait-for-production = Wait for the data
step-wait-for-answer = Wait for the answer
step-wait-for-gate = Wait: the data may not leave yet
step-ingest = Take the data in
step-answer = Answer with a letter
step-hand-over = Hand over
step-decide-ground = Decide whether a ground is raised
step-export = Export the case
step-nothing = Nothing
step-look = Look: this needs a person
step-tell = Tell the person
step-review-delay = Decide about a delay of the notice

desk-unopened-since = unopened since
desk-unopened = { $n ->
    [one] One letter has not been opened in time
   *[other] { $n } letters have not been opened in time
  }
desk-agreements = Agreements that ask for you

# Letters that have not arrived.

desk-waiting = { $n ->
    [one] One letter has not arrived
   *[other] { $n } letters have not arrived
  }
desk-late = { $n ->
    [one] one is late
   *[other] { $n } are late
  }
desk-given-up = { $n ->
    [one] One letter was given up and asks for you
   *[other] { $n } letters were given up and ask for you
  }
desk-given-up-see = See which, and what to do
waiting-take-back = Take the letter back
waiting-take-back-why = Why it is taken back
waiting-take-back-help = Nothing can be taken back once the recipient’s office has it. Whoever may get it all the same is told to leave it unread.
waiting-take-back-choose = Choose a reason
waiting-take-back-leaves = If the letter may have left already, or others about the same matter did: word to the recipient’s node that it is taken back, and why. Nothing of what it says.
waiting-why-agreement = An agreement forbids that it goes.
waiting-why-mistake = It says or brings what it should not.
waiting-why-moot = Nobody needs it any more.
waiting-why-recipient = It was for somebody else.
given-up-heading = Letters that were given up
given-up-help = They are named here for 30 days. The log keeps them for good.
given-up-arrived = arrived all the same
given-up-do-arrived = Its recipient has stated that it has this letter. Look at the statements on its page, and write a further letter where something is to be put right.
given-up-asked = taken back
given-up-do-asked = The recipient was told to leave it unread, and has not answered yet.
given-up-expired = time over
given-up-do-expired = Nobody accepted it in time, and it is void. Ask the recipient by telephone whether its node works, then write the letter anew if it is still needed.
given-up-left = left unread
given-up-do-left = The recipient states that it left it unread and destroyed what it had fetched.
given-up-unsent = taken back
given-up-do-unsent = It never left this node.
waiting-title = Letters that have not arrived
waiting-lead = { $n ->
    [0] Every letter about your matters has arrived.
    [one] One letter. The node goes on trying until its recipient has signed for it.
   *[other] { $n } letters. The node goes on trying until each recipient has signed.
  }
waiting-empty = Nothing waits.
waiting-to = to
waiting-only = Only those that wait because of
waiting-all = Show all
waiting-kind-agreement-consent = Consent to pass something on
waiting-kind-agreement-end = End of an agreement
waiting-kind-agreement-proposal = Agreement to be signed
waiting-kind-agreement-reinstatement = End of a suspension
waiting-kind-agreement-signature = Signature under an agreement
waiting-kind-agreement-suspension = Suspension of an agreement
waiting-kind-handover-offer = Data handed over
waiting-kind-measure-answer = Answer
waiting-kind-measure-issue = Order
waiting-kind-measure-letter = Letter
waiting-kind-measure-withdraw = Withdrawal
waiting-kind-recall-ask = Recall
waiting-kind-recall-confirmed = Confirmation of a recall
waiting-kind-recall-refused = Refusal of a recall
waiting-about = About
waiting-node = Node
waiting-lane = Haste
waiting-lane-emergency = Emergency
waiting-lane-urgent = Urgent
waiting-lane-ordinary = Ordinary
waiting-lane-bulk = No haste
waiting-since = Waits since
waiting-deliver-by = Must arrive by
waiting-in-time = in time
waiting-at-risk = at risk
waiting-missed = missed
waiting-spent = { $n } % of its time is over
waiting-why = What keeps it
waiting-untried = Nothing: it goes out now.
waiting-failed-no-connection = Nobody answers at the recipient’s addresses.
waiting-failed-no-endpoint = The directory lists no address for the recipient.
waiting-failed-kept-for-reader = The recipient’s node fetches its letters: this one lies ready for it.
waiting-failed-lies-at-relay = The letter lies at a relay until the recipient’s node fetches it there.
waiting-failed-no-relay = The recipient’s node and ours both only fetch, and it lists no relay. Carry a bundle, or have the recipient list a relay.
waiting-failed-relay-no-evidence = The recipient’s node and ours both only fetch, and no relay holds evidence. Carry a bundle.
waiting-failed-relay-closed = Every relay of the recipient has given this letter up or refused it.
waiting-failed-relay-unreachable = No relay of the recipient answers.
waiting-failed-relay-refused = A relay of the recipient does not hold this letter.
waiting-failed-relay-too-early = The clock of a relay of the recipient is behind ours.
waiting-failed-fetches = The recipient’s node fetches its letters, and nobody connects to it.
waiting-failed-broken-connection = The connection broke before the answer came.
waiting-failed-timed-out = The recipient did not answer in time.
waiting-failed-busy = The recipient takes no letters now.
waiting-failed-slow-down = The recipient asks us to send more slowly.
waiting-failed-quota = The recipient holds as much of ours as it takes.
waiting-failed-too-early = The recipient’s clock is behind ours.
waiting-failed-roster-behind = The recipient does not know our entry in the directory yet.
waiting-failed-not-a-peer = The recipient does not know this node. The operator must look.
waiting-failed-wrong-network = The recipient belongs to another network. The operator must look.
waiting-failed-malformed = The recipient cannot read what we send. The operator must look.
waiting-failed-ours = This node could not send it. The operator must look.
waiting-failed-version = The recipient says that it does not speak our version of the exchange. The operator must look.
waiting-failed-other = The recipient’s answer does not count.
waiting-held-no-quorum = Too few witnesses answer: nothing is handed out until they do.
waiting-held-agreement-differs = The document of the agreement that this letter names is another one here. The parties must look.
waiting-held-agreement-missing = Your member asks for an agreement that all parties signed, and there is none that covers this letter.
waiting-held-agreement-not-covering = The agreement that this letter names does not cover it. It is taken back.
waiting-held-agreement-not-yet = The first day of the agreement that this letter names has not come.
waiting-held-agreement-sunset = The agreement that this letter names has ended. Thirty days after its end the letter is taken back; on another basis, write a new one.
waiting-held-agreement-suspended = A party suspended the agreement. The letter goes by itself when that has ended.
waiting-held-onward-consent-missing = Whoever gave us this has not consented that it goes on to this member.
waiting-held-version-ours = The recipient no longer speaks the version of the exchange that this node speaks. This node must be upgraded; the operator must look.
waiting-held-version-theirs = The recipient does not speak a version of the exchange that this node speaks. Its node must be upgraded.
waiting-held-other = The law does not let the data leave now.
waiting-at-relay = Lies at a relay
waiting-at-relay-since = since
waiting-silent = No answer from there since
waiting-attempts = Tried
waiting-n-attempts = { $n ->
    [0] not yet
    [one] once
   *[other] { $n } times
  }
waiting-next = Next attempt
waiting-now = now
waiting-once-ended = once that has ended
waiting-try-now = Try now

# Whether letters reach each member.
reach-title = Whether letters arrive
reach-lead = Once a day a letter that means nothing goes the whole way to each member and back: signed, encrypted, accepted, opened. So a fault is found before an order meets it.
reach-empty = The directory names nobody else.
reach-member = Member
reach-state = State
reach-asked = Tried
reach-took = Took
reach-last = Whole last
reach-act = Try
reach-never = never
reach-try = Try now
reach-seconds = { $n } s
reach-accepted = Accepted after
reach-opened = Opened after
reach-untried = not tried yet
reach-untried-means = The first try is tomorrow.
reach-under-way = under way
reach-under-way-means = The answer has a quarter of an hour.
reach-lost = not accepted
reach-lost-means = The other side did not accept it. Letters wait until it does.
reach-unopened = not opened
reach-unopened-means = The other side accepted it and does not open it. Call its operator.
reach-refused = refused
reach-refused-means = The other side could not read it. Call its operator.
reach-whole = whole
reach-whole-means = It was accepted and opened.
reach-upgrade-they = This member must upgrade: it speaks no version of the exchange that we speak. Letters wait until it does.
reach-upgrade-we = We must upgrade: this member no longer speaks a version of the exchange that we speak. Letters wait until we do.
reach-fetches = Nobody connects to this node: what is for it waits here until it fetches it.
reach-compared = Compared last
reach-compare = Compare now
reach-compare-open = under way
reach-compare-failed = The last question was not answered well.
reach-differs-arrived-after-all = { $n ->
    [one] It has one letter that we had given up or taken back. Tell the office that wrote it.
   *[other] It has { $n } letters that we had given up or taken back. Tell the offices that wrote them.
  }
reach-differs-contradicts = { $n ->
    [one] It stated two things of one letter of ours that cannot both be so. The operator must look.
   *[other] Of each of { $n } letters of ours it stated two things that cannot both be so. The operator must look.
  }
reach-differs-denied-by-peer = { $n ->
    [one] One letter is on its list of what it sent to us, and it does not have it.
   *[other] { $n } letters are on its list of what it sent to us, and it does not have them.
  }
reach-differs-forgotten-by-peer = { $n ->
    [one] We hold one letter under its seal that it has lost. Tell its operator.
   *[other] We hold { $n } letters under its seal that it has lost. Tell its operator.
  }
reach-differs-lost-by-peer = { $n ->
    [one] It had lost one letter that it had signed for; it was sent again.
   *[other] It had lost { $n } letters that it had signed for; they were sent again.
  }
reach-differs-lost-by-us = { $n ->
    [one] It holds one letter under our seal that is not on record here. Our records are older than its.
   *[other] It holds { $n } letters under our seal that are not on record here. Our records are older than its.
  }
reach-differs-not-ours = { $n ->
    [one] It shows one letter as ours that we did not seal. The operator must look.
   *[other] It shows { $n } letters as ours that we did not seal. The operator must look.
  }
reach-differs-rest = { $n ->
    [one] One older difference is settled, and only counted here.
   *[other] { $n } older differences are settled, and only counted here.
  }
reach-differs-unshown = { $n ->
    [one] It lists one letter as ours that is not on record here, and does not show it. The operator must look.
   *[other] It lists { $n } letters as ours that are not on record here, and does not show them. The operator must look.
  }
