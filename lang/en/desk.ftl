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
