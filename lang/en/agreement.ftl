# Agreements: the list, one of them, and the forms.

agreements-title = Agreements
agreements-lead = { $n ->
    [0] On which terms your member shares data with others. There is no agreement yet.
    [one] On which terms your member shares data with others: one agreement.
   *[other] On which terms your member shares data with others: { $n } agreements.
  }
agreements-required = Your member sends nothing without an agreement
agreements-required-body = Where no agreement covers a letter, it waits, whatever the law alone would allow. Answers and withdrawals always go.
agreements-caption = { $n ->
    [one] One agreement
   *[other] { $n } agreements
  }
agreements-empty = There is no agreement. Where the law of the two states is enough, letters go all the same.
agreements-draft = Draft an agreement

agreement-title = Agreement
agreement-parties = Parties
agreement-phase = State
agreement-review = Next review
agreement-ends = Ends by itself
agreement-ended-at = Ended
agreement-waits = What it holds up
agreement-none = none
agreement-waits-none = nothing
agreement-waits-out = { $n ->
    [one] One letter of ours waits
   *[other] { $n } letters of ours wait
  }
agreement-waits-out-body = Each is signed and lost to nobody. You find those about your matters in the list.
agreement-waits-came = { $n ->
    [one] one letter lies unread
   *[other] { $n } letters lie unread
  }
agreement-waits-came-body = What came after the suspension is kept as it came, encrypted; nobody opens it. It is read by itself once the agreement lets it through, and refused by itself if that can never be. No officer decides about it.

agreement-phase-draft = Draft
agreement-phase-open = Signatures missing
agreement-phase-waiting = Signed, not yet in force
agreement-phase-in-force = In force
agreement-phase-suspended = Suspended
agreement-phase-ended = Ended
agreement-phase-sunset = Time over

agreement-means-draft = Nobody else knows of it, and no letter rests on it.
agreement-means-open = It binds nobody until every party has signed. Letters go or wait as if it were not there.
agreement-means-waiting = Every party has signed. No letter rests on it before its first day.
agreement-means-in-force = Letters that it covers name it and go. It stops by itself on its last day.
agreement-means-suspended = What the suspension is about waits on both sides, also letters that do not name this agreement. Nothing is lost.
agreement-means-ended = No new letter rests on it. What named it waits for thirty days after its end and is then taken back; on another basis, a new letter is written.
agreement-means-sunset = No new letter rests on it. What named it waits for thirty days after its end and is then taken back; on another basis, a new letter is written.

agreement-duty-ends = ends soon
agreement-duty-ends-body = Nothing goes on by itself. Draft one that follows it, and have it signed in time.
agreement-duty-review = review overdue
agreement-duty-review-body = An overdue review stops nothing. Go through it, and record what you found.
agreement-duty-sign = waits for our signature
agreement-duty-sign-body = Read the document, compare its digest, and sign it for your member.
agreement-asks = This agreement asks for you

agreement-basis = Legal basis
agreement-purposes = Purposes
agreement-data = Data
agreement-directions = Who gives to whom
agreement-gives-to = gives to
agreement-onward = Passing on to others
agreement-onward-never = To nobody, with or without consent
agreement-onward-with_consent = Only with the consent of whoever gave it, for each item and each recipient
agreement-retention = How long it may be kept
agreement-days = { $n ->
    [one] At most one day
   *[other] At most { $shown } days
  }
agreement-evidence-stays-yes = Evidence of a pending case may stay until that case has ended.
agreement-evidence-stays-no = That holds also for evidence of a pending case.
agreement-safeguards = Safeguards
agreement-impact = Impact assessment
agreement-impact-on = Last gone through on
agreement-review-every = Review
agreement-months = { $n ->
    [one] Every month
   *[other] Every { $n } months
  }
agreement-valid-from = In force from
agreement-valid-until = In force until
agreement-criteria = Reasons to suspend it
agreement-preservation = Requests to keep data
agreement-preservation-yes = They go on while it is suspended.
agreement-preservation-no = They wait too while it is suspended.
agreement-digest = SHA-256 of the document

agreement-changed = Something happened to this agreement since you opened the form. Read the page again; what you typed stands below.
agreement-page-title = Agreement:
agreement-terms = Terms
agreement-document = The exact document
agreement-follow = Draft an agreement that follows this one
agreement-suspended = Suspended
agreement-suspended-part = How much
agreement-suspended-all = All of it
agreement-suspended-purposes = Only for these purposes
agreement-suspended-data = Only for these data
agreement-today = What it means today
agreement-party = Party
agreement-gives = Our data to them
agreement-gets = Their data to us
agreement-keeps = Requests to keep data
agreement-passage-goes = goes
agreement-passage-held = waits
agreement-passage-partly = waits in part
agreement-passage-not = not allowed
agreement-because-agreement-differs = The document differs.
agreement-because-agreement-missing = Signatures are missing.
agreement-because-agreement-not-covering = It does not cover this.
agreement-because-agreement-not-yet = Its first day has not come.
agreement-because-agreement-sunset = It has ended.
agreement-because-agreement-suspended = A party suspended it.
agreement-because-onward-consent-missing = A consent is missing.
agreement-always = Answers to orders, withdrawals, recalls and letters about agreements always go.
agreement-withdrawn = { $n ->
    [one] One letter was taken back because of it.
   *[other] { $n } letters were taken back because of it.
  }
agreement-undelivered = does not know this yet:
agreement-undelivered-since = signed on
agreement-signatures = Signatures
agreement-not-signed = not signed
agreement-signed-at = Signed
agreement-signed-unit = Unit
agreement-signed-key = Key
agreement-consents = What may go on
agreement-item = Item
agreement-giver = Consent of
agreement-goes-to = May go to

agreement-acts = What you can do
agreement-to-sign = Read the document and sign
agreement-act-sign = Sign for my member
agreement-act-suspend = Suspend it
agreement-act-reinstate = End our suspension
agreement-act-review = Record a review
agreement-act-end = End it
agreement-act-drop = Take the draft back
agreement-lead-suspend = It holds at once, here by this act and at the other parties by our letter. Only your member ends it again.
agreement-lead-reinstate = What waits goes out by itself, and what lies unread is read.
agreement-lead-review = The next review is due as many months after this one as the document says.
agreement-lead-end = It ends for all parties and cannot be brought back. What named it waits for thirty days and is then taken back.
agreement-lead-drop = Nobody else knows of this draft, and nobody is told.
agreement-letter-suspend = that it is suspended, since when, for which reason and how much of it
agreement-letter-reinstate = that our suspension has ended, and why
agreement-letter-end = that it ended, and why
agreement-letter-sign = the document with our signature
agreement-letter-consent = which item may go on, and to whom
agreement-criterion = Reason
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = Reason of the document
agreement-suspend-purposes = Only for some purposes
agreement-suspend-data = Only for some data
agreement-suspend-part-hint = Tick nothing to suspend all of them.
agreement-suspend-why = What happened
agreement-suspend-why-hint = Every party reads this. Name no person and nothing of a case.
agreement-reinstate-why = Why it may go on
agreement-reinstate-why-hint = Every party reads this. Name no person and nothing of a case.
agreement-review-found = What was found
agreement-review-found-hint = Whether the terms are kept, what is to change, and where the report is found. It stays with your member.
agreement-end-why = Why it ends
agreement-end-why-hint = Every party reads this. Name no person and nothing of a case.
agreement-consent = Letting an item go on to somebody else
agreement-consent-body = Whoever has an item from you passes it on only with your consent. Give it from the page of that exhibit.

agreement-sign-title = Sign:
agreement-sign-lead = This is what your member binds itself to. Read all of it. What is signed is the document below, byte for byte.
agreement-sign-document = The document
agreement-sign-compare = Compare the digest with the other parties over another way, by telephone or on paper, before you sign.
agreement-sign-outdated = The form showed another document than the one that is here. Nothing was signed. Read this one.
agreement-sign-not = You cannot sign it now
agreement-sign-not-body = Your member has signed, or it has ended, or signing is for another office.
agreement-sign-unit = It is signed with the key of your unit, { $unit }.

agreement-consent-title = Let it go on:
agreement-consent-lead = You consent that one member passes this item on to one other. That cannot be taken back: what went on has gone.
agreement-consent-nothing = No agreement asks for your consent for this item: nobody has it from you under one that lets things go on.
agreement-consent-agreement = Under which agreement
agreement-consent-under = Under “{ $title }”
agreement-consent-held-by = Has it from you: { $members }
agreement-consent-to = To whom it may go
agreement-consent-to-hint = This member and no other.
agreement-consent-parties = Every other party of the agreement
agreement-consent-button = Consent
agreement-consent-link = Let whoever has it from us pass it on

agreement-draft-heading = Draft an agreement
agreement-draft-lead = Nobody else learns of a draft. Another officer of your member reads and signs it; then every party gets it, and it binds once all have signed. A draft is not changed: take it back and draft it anew.
agreement-draft-button = Write it down
agreement-draft-title = Name
agreement-draft-title-hint = What people call it, in one line.
agreement-draft-basis = Legal basis
agreement-draft-basis-hint = The provision it rests on.
agreement-draft-parties = Other parties
agreement-draft-parties-hint = Your own member is always a party.
agreement-draft-purposes = Purposes
agreement-draft-purposes-hint = Data may be used for these and for nothing else.
agreement-draft-data = Data
agreement-draft-ways = Who gives to whom
agreement-draft-directions = The ways, if they are listed
agreement-draft-directions-hint = One line for each, who gives first: fr-tj > ie-ca
agreement-draft-onward = Passing on to others
agreement-draft-retention-days = Days for which it may be kept
agreement-draft-retention-days-hint = From 1 to { $n }.
agreement-draft-evidence-stays = May evidence of a pending case stay until that case has ended?
agreement-draft-safeguards = Safeguards
agreement-draft-safeguards-hint = One line for each, at most { $n }.
agreement-draft-impact-reference = Where the impact assessment is found
agreement-draft-impact-reference-hint = Without one there is no agreement.
agreement-draft-impact-on = Day on which it was last gone through
agreement-draft-review-every-months = Months between two reviews
agreement-draft-review-every-months-hint = From 1 to { $n }.
agreement-draft-valid-from = First day
agreement-draft-last-day = Last day
agreement-draft-last-day-hint = At most { $n } days after the first. When it is over, the agreement ends by itself.
agreement-draft-criteria = Reasons for which a party may suspend it
agreement-draft-criteria-hint = One line for each, at most { $n }. A suspension names one of them.
agreement-draft-preservation = Do requests to keep data go on while it is suspended?
agreement-member = { $id } · { $name }
agreement-ways-both = Each party to each other one
agreement-ways-give = Only we to the others
agreement-ways-get = Only the others to us
agreement-ways-listed = As listed below

held-heading = { $n ->
    [one] A letter about this waits because of an agreement
   *[other] { $n } letters about this wait because of agreements
  }
held-all = All letters that have not arrived
held-since = since
held-ends-at = It ends by itself on { $at }.
held-ends-consent = It needs the consent of { $members }.
held-ends-never = Nobody can lift this. On another basis, write a new letter.
held-ends-only = Only { $members } can end this.

# What happened to one.
event-agreement-drafted = It was drafted
event-agreement-received = It came from another party
event-agreement-signed = A party signed
event-agreement-suspended = A party suspended it
event-agreement-reinstated = A suspension ended
event-agreement-ended = A party ended it
event-agreement-consented = A party consented that an item goes on
event-agreement-reviewed = It was gone through again
event-agreement-expired = Its time was over
