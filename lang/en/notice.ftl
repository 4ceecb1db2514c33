# The notice to the person whose data were produced.

notice-heading = Notice to the person
notice-rule = Owed by law
notice-delays = Lawful delays
notice-delays-lead = The person is told unless, and as long as, one of these holds and two officers say so:
notice-delays-none = The law knows no ground for one.
notice-standing = Notice
notice-standing-due = Owed
notice-standing-deferred = Delayed
notice-standing-given = Given
notice-not-owed = Nothing has been produced yet. Once data are here, the person is to be told.
notice-since = Owed since
notice-because-production = data were produced
notice-because-review = the day of review of its delay came
notice-because-ground-ceased = the ground of its delay does not hold any more
notice-asked-at = A delay was asked for
notice-asked = it delays nothing until somebody else agrees
notice-agreed-at = Agreed
notice-recorded-at = Recorded

notice-give-heading = The person was told
notice-give-lead = Record it when it is done. The node sends nothing to the person.
notice-told-on = Told on
notice-means = How
notice-means-electronic = Electronically
notice-means-in-person = In person
notice-means-letter = By letter
notice-means-other = In another way
notice-means-representative = Through a lawyer or representative
notice-language = Language
notice-language-hint = The language the person was told in, as a code.
notice-remedies = Remedies the person was told of
notice-remedies-hint = Which courts or authorities, and until when.
notice-proof = What the person was told
notice-proof-hint = The text, word for word. It may stay empty where a digest stands below.
notice-sha256 = Digest of the letter or of its proof of delivery
notice-sha256-hint = SHA-256, 64 signs; may stay empty where the text stands above.
notice-give-button = Record the notice

notice-defer-heading = Ask for a delay
notice-defer-lead = Telling is the rule. A delay needs a ground, reasons, a day on which it is looked at again, and another officer who agrees. Until then the notice is owed.
notice-ground = Ground
notice-justification = In short
notice-justification-hint = One sentence for whoever looks at it again.
notice-reasons = Reasons
notice-reasons-hint = They stay in the file and go to nobody else.
notice-review-on = Looked at again on
notice-review-on-hint = On that day the notice is owed again. At the latest { $day }.
notice-defer-button = Ask for the delay

notice-review-heading = A delay waits for a decision
notice-review-lead = Does the ground hold, and for so long?
notice-verdict = Decision
notice-verdict-agreed = It holds: the notice waits
notice-verdict-declined = It does not hold: the notice stays owed
notice-why = Why
notice-why-hint = Needed where the ground does not hold.
notice-review-button = Decide

notice-end-heading = The ground does not hold any more
notice-end-lead = The notice is owed again at once.
notice-end-button = End the delay

notice-mark-due = Notice owed
notice-mark-deferred = Notice delayed

notices-owed = { $n ->
    [one] One person is to be told that data were produced
   *[other] In { $n } measures persons are to be told that data were produced
  }
notices-owed-body = Each is marked below. A measure that is complete owes the notice all the same.
desk-duty-owed = owed since
desk-notice-owed = notice to the person owed since
desk-notice-review = delay of the notice reviewed on

standard-without-undue-delay = without undue delay
