# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = Law
law-lead = These are the rules this node works by. Each stands with its article. Where the wording is not yet checked against the publication, the rule says so.
law-to-ways = Which way is there from one state to another?
law-none = Nothing.
law-instruments = Instruments
law-instrument = Instrument
law-standing = Status
law-kinds = Measures
law-n-kinds = { $n ->
    [0] none
    [one] 1 kind
   *[other] { $n } kinds
  }
law-pack = Version here
law-lists = Lists of words
law-list = List
law-n-words = Words
law-mark = Wording
law-version = Version here

standing-in_force = In force
standing-not_in_force = Not in force
standing-by_agreement = Between those who agreed

law-official = Official title
law-from = From
law-until = Until
law-source = Published
law-known = Status last looked at
law-digest = Digest of the pack
law-otherwise = Where it does not bind

law-parties = States
law-parties-all = Every state that is bound is listed. A state that is not listed is not bound.
law-parties-some = Some states are listed. Of a state that is not listed nothing is known here.
law-parties-none = No state is listed. Whether a state is bound is not known here.
law-parties-unknown = Nothing is known here of:
law-n-parties = { $n ->
    [one] 1 state
   *[other] { $n } states
  }
law-state = State
law-where = Article
law-declared = Reservations and declarations
law-says = What it says

law-issuers = Who may issue
law-kind = Measure
law-data = Data
law-anybody = Anybody
law-alone = Issues alone
law-validated = Validates for others
law-emergency = In an emergency
law-emergency-yes = Validation may follow
law-all-kinds = All
law-any-data = Any data

law-clocks = Periods
law-clock = Period
law-period = How long
law-starts = Starts with
law-end-does = What its end does
law-duties = Duties without a number
law-duty = Duty
law-owed-by = Owed by
law-standard = When
duties-heading = Duties without a number
duties-standing = Where it stands
duty-standing-held = Not to be done yet
duty-standing-lasts = Lasts since
duty-standing-lies = When it happens
duty-standing-met = Met on
duty-standing-not-yet = Not yet
duty-standing-over = Over
duty-standing-owed = Owed since
duty-standing-unmet = Not met; owed since
duty-standing-waits = Not to be done before
law-grounds = Grounds for refusal
law-ground = Ground
law-raised-by = Raised by
law-stage = At which stage
law-does = What it does
law-letters = Letters
law-letter = Letter
law-by = From
law-to = To

law-word = Word
law-blocks = Needs the originator’s consent
law-blocks-disclose = To disclose
law-blocks-transmit = To transmit
law-blocks-use_in_evidence = To use in evidence

law-list-admiralty = Evaluation: Admiralty scale
law-list-data-categories = Categories of data
law-list-evaluation = Evaluation: Europol 4x4
law-list-handling = Handling codes
law-list-offences = Offences
law-list-pap = Permissible actions protocol
law-list-tlp = Traffic light protocol
law-list-uk-3x5x2 = Evaluation: 3x5x2

scheme-alias = Also called
scheme-annex_iv = Annex IV (EU)
scheme-article_5_4 = Article 5(4) (EU)
scheme-coe_budapest = Budapest Convention
scheme-eu_dsa = Digital Services Act
scheme-europol = Europol
scheme-interpol = INTERPOL
scheme-other_treaty = Other treaty
scheme-un_cybercrime = UN convention

party-addressee = Addressee
party-body = Dispute settlement body
party-commission = European Commission
party-content_provider = Content provider
party-controller = Controller
party-coordinator = Digital services coordinator
party-EA = Enforcing authority
party-IA = Issuing authority
party-MS = Member State
party-person = Person concerned
party-processor = Processor
party-recipient = Recipient of the service
party-requested = Requested state
party-requester = Whoever asks for the scrutiny
party-requesting = Requesting state
party-supervisor = Supervisory authority
party-team = Joint team

law-period-agreed = Until the date agreed or asked for
law-period-elapsed-hours = { $n } hours, nothing added
law-period-fixed-date = A date of the year
law-period-national-addressee = As the law of the addressee’s state has it
law-period-national-issuing = As the law of the issuing state has it
law-period-none = No number by law
law-period-plain-days = { $n } calendar days
law-period-plain-months = { $n ->
    [one] 1 calendar month
   *[other] { $n } calendar months
  }
law-period-plain-weeks = { $n } calendar weeks
law-period-r1182-days = { $n } days (Regulation 1182/71)
law-period-r1182-hours = { $n ->
    [one] 1 hour (Regulation 1182/71)
   *[other] { $n } hours (Regulation 1182/71)
  }
law-period-r1182-months = { $n ->
    [one] 1 month (Regulation 1182/71)
   *[other] { $n } months (Regulation 1182/71)
  }
law-period-r1182-weeks = { $n } weeks (Regulation 1182/71)
law-period-r1182-working-days = { $n } working days (Regulation 1182/71)

law-when-at-latest-from-the-date-of-the-restriction = At the latest from the restriction on
law-when-at-the-same-time = At the same time
law-when-at-the-time-of-effect-or-as-the-order-says = When effect is given, or as the order says
law-when-before-the-act = Before the act
law-when-expeditiously = Expeditiously
law-when-immediately = Immediately
law-when-promptly = Promptly
law-when-rapidly-expedited = Rapidly
law-when-until-ended = Until it is ended
law-when-without-delay = Without delay
law-when-without-undue-delay = Without undue delay

stage-notification = After the notification
stage-execution = On execution
stage-enforcement = On enforcement
ground-effect-stop = It stops the measure
ground-effect-partial = It stops a part, or sets conditions
ground-effect-suspend = It suspends the measure
ground-effect-inform = The other side is told

declared-competent_authorities = Competent authorities
declared-contact_point = Contact point
declared-central_authority_signoff = A central authority signs first
declared-dual_criminality_reserved = Dual criminality is asked for
declared-exclude_article = An article does not apply
declared-exclude_data_category = These data are not given
declared-languages_accepted = Languages accepted:
declared-require_authority_kind = Only some authorities may issue
declared-require_followup_request = A request must follow
declared-require_notification = An authority is told at the same time
declared-require_prior_use_of = Another way is tried first

ways-title = Which way is there?
ways-lead = Which measures lead from one state to another, with what each asks for, and every reason why another does not. The order is by the shortest period of the law; it is no advice for a case.
ways-from = State that asks
ways-from-wrong = Choose the state that asks.
ways-to = State of the receiver
ways-to-wrong = Choose the state of the receiver.
ways-for = What for
ways-for-wrong = Choose what it is for.
ways-data = Data
ways-data-wrong = These categories of data are not known.
ways-on = Day of issue
ways-on-wrong = Write the day as year, month and day.
ways-emergency = Emergency
ways-emergency-yes = It is an emergency
ways-button = Show the ways
ways-none = No way that is loaded here can be taken.
ways-admissible = Can be taken
ways-undetermined = Not known here
ways-excluded = No way
ways-goes-to = Goes to
ways-issuers = Issued by
ways-validated = Others with a validation
ways-validated-later = In an emergency the validation may follow
ways-language = Language
ways-form = Form
ways-answer = Answer due
ways-notified = Notified
ways-notified-yes = An authority of the receiving state, at the same time
ways-grounds = Can be refused for
ways-conditions = Conditions of the receiving state

aim-confiscation = Confiscation
aim-evidence = Evidence gathered otherwise
aim-freezing = Freezing of property
aim-information = Information nobody asked for
aim-joint_investigation = Joint investigation
aim-preservation = Preservation of data
aim-production = Production of data
aim-removal = Removal of content
aim-supervision = Telling a supervisory authority

channel-authority = An authority of the other state
channel-central_authority = The central authority of the other state
channel-contact_point = The contact point that answers day and night
channel-provider = The provider itself
channel-supervisor = The supervisory authority for data protection

language-accepted_or_translated = One the receiver accepts, or with a translation into one
language-as_agreed = As the two sides agree
language-declared_by_provider = One the provider declared, else an official one of its state
language-declared_by_state = One the executing state accepts
language-of_requested_state = That of the requested state

obstacle-data_not_covered = Not for all of these data
obstacle-domestic = Both states are the same
obstacle-emergency_only = Only for emergencies
obstacle-instrument_not_in_force = Not in force on that day
obstacle-not_to_this_state = Leads to other states only
obstacle-reservation_excludes = A reservation excludes it
obstacle-state_not_bound = A state is not bound
obstacle-status_not_loaded = Whether it binds is not known here

trigger-arbitration-requested = Joint arbitration is asked for
trigger-aware = The breach becomes known
trigger-certified = The body is certified
trigger-complaint-received = The complaint is received
trigger-confirmation-received = The confirmation of the later request is received
trigger-consultation-received = The consultation is received
trigger-copy-received = The copy for the host authority is received
trigger-decided = Recognition is decided
trigger-enforcement-received = The order is received for enforcement
trigger-exposure-received = The decision on exposure is received
trigger-frozen = Property is frozen
trigger-impossibility-received = The form on impossibility is received
trigger-information-complete = The last missing information is received
trigger-information-requested = A request for information is received
trigger-informed = The information the act asks for is given
trigger-issued = The measure is issued
trigger-ordered = A domestic order is made
trigger-period-ended = The period before this one ends
trigger-preserved = The data are preserved
trigger-received = The measure is received
trigger-removed = Content is removed or disabled
trigger-renewed = The request is renewed
trigger-requested = The request is made
trigger-scrutiny-requested = A request for scrutiny is received
trigger-secrecy-decided = Non-disclosure is decided
trigger-served = The order is served on the provider
trigger-signed = The agreement is signed
trigger-uploaded = Data are uploaded
trigger-year-end = The calendar year ends
