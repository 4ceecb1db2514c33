# Words of the pack coe-2ap in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Second Additional Protocol to the Convention on Cybercrime

kind-domain-registration-request = Request for domain-name registration information
kind-subscriber-order = Order for subscriber information
kind-give-effect-request = Request to give effect to a foreign order
kind-emergency-disclosure = Expedited disclosure in an emergency
kind-emergency-mla = Emergency mutual assistance
kind-disclosure-declined = Nothing is disclosed
kind-information-complete = The information is complete
kind-provider-served = The provider is served

## Sections

section-domain-registration-request-A = Authority
    .help = Who asks.
section-domain-registration-request-B = Domain name
    .help = What is asked for.
section-domain-registration-request-C = Statement and reply
    .help = Why, by when, how.
section-subscriber-order-A = Authority
    .help = Who orders.
section-subscriber-order-B = Order
    .help = What is ordered from whom.
section-subscriber-order-C = Supplemental information
    .help = What goes with the order.
section-subscriber-order-D = Notification of the other party
    .help = Only where it asked to be told; not for the provider.
section-give-effect-request-A = Authority
    .help = Who ordered.
section-give-effect-request-B = Order
    .help = What is ordered from whom.
section-give-effect-request-C = Supporting information
    .help = Not shown to the provider without consent.
section-emergency-disclosure-A = Authority
    .help = Who asks.
section-emergency-disclosure-B = Data
    .help = What is asked for.
section-emergency-disclosure-C = Emergency
    .help = Why at once.
section-emergency-mla-A = Authority
    .help = Who asks.
section-emergency-mla-B = Assistance
    .help = What is asked for.
section-emergency-mla-C = Emergency
    .help = Why at once.
section-disclosure-declined-A = The request
    .help = Which request this is about.
section-disclosure-declined-B = Nothing is disclosed
    .help = What this letter says.
section-disclosure-declined-Z = Signature
    .help = Who answers for it.
section-information-complete-A = The request
    .help = Which request this is about.
section-information-complete-B = The information is complete
    .help = What this letter says.
section-information-complete-Z = Signature
    .help = Who answers for it.
section-provider-served-A = The request
    .help = Which request this is about.
section-provider-served-B = The provider is served
    .help = What this letter says.
section-provider-served-Z = Signature
    .help = Who answers for it.

## Fields

field-issuing_authority = Issuing authority
    .help = The authority that issues.
field-issuing_state = Issuing state
    .help = The party whose authority issues.
field-issuing_date = Date of issue
    .help = The date of the request or order.
field-issuing_contact = Contact details
    .help = Where answers and questions go.
field-pursuant_statement = Issued under the Protocol
    .help = The statement that it is issued under the Protocol.
field-domain_name = Domain names
    .help = One a line.
field-data_elements = Data elements sought
    .help = A list of what is asked for.
field-relevance_statement = Relevance to a specific investigation
    .help = The information is needed for a specific investigation and used only for it.
field-time_frame = Time frame
    .help = By when an answer is asked for.
field-manner = Manner of disclosure
    .help = How the answer should arrive.
field-instructions = Special instructions
    .help = Anything the entity should observe.
field-provider = Service provider
    .help = To whom the order is addressed.
field-offences = Offences
    .help = One a line: what the order is about.
field-requesting_authority = Authority seeking the data, if different
    .help = Only where it is not the issuing authority.
field-description = Detailed description of the information sought
    .help = No more than the case needs.
field-account = User name, login or account
    .help = One a line, written as acct:NAME.
field-legal_grounds = Domestic legal grounds
    .help = What empowers the authority to issue.
field-provisions_penalties = Provisions and penalties
    .help = One a line.
field-return_contact = Return contact
    .help = Where the information goes.
field-time_frame_days = Time frame
    .help = The clock runs thirty days, or as long as stated here where that is longer.
field-preservation_reference = Reference of a preservation
    .help = If the data were preserved.
field-special_procedure = Special procedure
    .help = What the law of the issuing side needs.
field-notification_statement = Simultaneous notification
    .help = Whether the party of the provider was told.
code-notification_statement-notified = The party was notified at the same time
code-notification_statement-not_required = No notification is required
field-notified_authority = Authority notified
    .help = Which authority was told.
field-facts_summary = Summary of the facts
    .help = For the notified party only.
field-data_categories = Categories of data
    .help = Which kinds of data are asked for.
code-data_categories-subscriber = Subscriber information
code-data_categories-traffic = Traffic data
code-data_categories-content = Content data
field-why_provider = Why the provider has the data
    .help = Facts that show that it holds or controls them.
field-relevance = Relevance
    .help = How the data help the investigation.
field-other_attempts = Other attempts
    .help = Whether the data were sought in another way.
field-emergency_facts = Facts of the emergency
    .help = A significant and imminent risk to the life or safety of a person; harm to systems or property alone is none.
field-emergency_relation = How the data relate to it
    .help = Why these data help to avert it.
field-measure_reference = Reference of the request
    .help = Where the other side finds it.
field-asking_authority = Authority that asks
    .help = The authority that sent it.
field-reasons = Reasons
    .help = In words the other side can check.
field-signatory_name = Signed by
    .help = Who answers for this letter.
field-done_at = Done at
    .help = The instant, not the day.

## Clocks

clock-subscriber-response = Answer to an order for subscriber information
    .help = Thirty days, or the time frame the order states where that is longer; only after that day the way through the other party is open.
clock-serve-provider = Service on the provider
    .help = Forty-five days, sooner if possible, from the receipt of complete information.
clock-return-subscriber = Return of subscriber information
    .help = Twenty days from the service on the provider.
clock-return-traffic = Return of traffic data
    .help = Forty-five days from the service on the provider.

## Duties without a number

duty-emergency-disclosure = Disclose in an emergency
duty-emergency-mla = Assist in an emergency
duty-incident-notice = Tell the transferring authority of a security incident

## Grounds

ground-8-8 = A ground of the Convention against giving effect
    .help = Those of Articles 25(4) and 27(4) of the Convention; conditions and postponement are possible.
ground-7-5-c = The notified party instructs the provider not to disclose
    .help = Own investigations, or a ground of Articles 25(4) and 27(4) of the Convention.
ground-10-1 = A ground of the Convention against emergency assistance
    .help = Those that apply to mutual assistance.
