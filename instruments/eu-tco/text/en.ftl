# Words of the pack eu-tco in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Regulation (EU) 2021/784 on terrorist content online

kind-removal-order = Removal order
kind-removal-feedback = Feedback after removal
kind-removal-impossible = Impossibility to follow the order
kind-clarification = Clarification of a removal order
kind-obstacle-gone = The obstacle is gone
kind-scrutiny-request = Request for scrutiny
kind-content-provider-request = Request of the content provider, recorded
kind-scrutiny-decision = Scrutiny without a finding
kind-reinstatement = The content is reinstated
kind-non-disclosure = Non-disclosure
kind-content-provider-information = Information of the content provider

## Sections

section-removal-order-A = Addressee and authority
    .help = Who orders whom.
section-removal-order-B = Content
    .help = What must go, and why.
section-removal-order-C = Information of the content provider
    .help = Whether it is told.
section-removal-order-D = Redress
    .help = What provider and content provider can do.
section-removal-order-E = Issuing authority
    .help = Who signs.
section-removal-order-F = Contact
    .help = Whom to call.
section-removal-order-file = Kept in the file, in nobody’s copy
    .help = What the authority established before it ordered.
section-removal-feedback-A = Order
    .help = Which order.
section-removal-feedback-B = Measures
    .help = What was done, when.
section-removal-feedback-C = Signature
    .help = Who signs.
section-removal-impossible-A = Order
    .help = Which order.
section-removal-impossible-B = Reasons
    .help = Why it cannot be followed.
section-removal-impossible-C = Signature
    .help = Who signs.
section-clarification-A = The request
    .help = Which request this is about.
section-clarification-B = Clarification of a removal order
    .help = What this letter says.
section-clarification-Z = Signature
    .help = Who answers for it.
section-obstacle-gone-A = The request
    .help = Which request this is about.
section-obstacle-gone-B = The obstacle is gone
    .help = What this letter says.
section-obstacle-gone-Z = Signature
    .help = Who answers for it.
section-content-provider-request-A = The request
    .help = Which order it is about.
section-content-provider-request-B = What the content provider asked for
    .help = The host authority answers within seventy-two hours.
section-content-provider-request-Z = Signature
    .help = Who answers for this letter.
section-scrutiny-request-A = The request
    .help = Which request this is about.
section-scrutiny-request-B = Request for scrutiny
    .help = What this letter says.
section-scrutiny-request-Z = Signature
    .help = Who answers for it.
section-scrutiny-decision-A = The request
    .help = Which request this is about.
section-scrutiny-decision-B = Scrutiny without a finding
    .help = What this letter says.
section-scrutiny-decision-Z = Signature
    .help = Who answers for it.
section-reinstatement-A = The request
    .help = Which request this is about.
section-reinstatement-B = The content is reinstated
    .help = What this letter says.
section-reinstatement-Z = Signature
    .help = Who answers for it.
section-non-disclosure-A = The request
    .help = Which request this is about.
section-non-disclosure-B = Non-disclosure
    .help = What this letter says.
section-non-disclosure-Z = Signature
    .help = Who answers for it.
section-content-provider-information-A = The request
    .help = Which request this is about.
section-content-provider-information-B = Information of the content provider
    .help = What this letter says.
section-content-provider-information-Z = Signature
    .help = Who answers for it.

## Fields

field-issuing_state = Member State of the authority
    .help = The state whose authority orders.
field-issuing_authority = Issuing authority
    .help = Its name; it must be one named for such orders.
field-addressee = Addressee
    .help = The provider and, where there is one, its legal representative.
field-contact_point = Contact point
    .help = Where orders are received at any hour.
field-establishment_state = Member State of main establishment
    .help = Whose authority gets the copy.
field-issued_at = Date and time of issue
    .help = With its offset.
field-reference = Reference
    .help = It comes back in every answer.
field-url = Exact address of the content
    .help = One a line; further information where needed to find it.
field-content_information = Further information to find the content
    .help = Only where the address is not enough.
field-content_reasons = Type of content
    .help = Why it is terrorist content.
code-content_reasons-incites = It incites to commit a terrorist offence
code-content_reasons-solicits_offence = It solicits to commit or contribute to one
code-content_reasons-solicits_group = It solicits to take part in a terrorist group
code-content_reasons-instructs = It instructs on explosives, weapons or other methods
code-content_reasons-threatens = It threatens to commit one
field-statement_of_reasons = Statement of reasons
    .help = In enough detail to be reviewed.
field-legal_basis = Legal basis
    .help = In the Regulation and in national law.
field-non_disclosure = Information of the content provider
    .help = Secrecy lasts six weeks at most.
code-non_disclosure-may_inform = The content provider is informed
code-non_disclosure-not_informed = The content provider is not informed for now
field-non_disclosure_reasons = Reason for the secrecy
    .help = Of public security.
code-non_disclosure_reasons-prevention = Prevention of terrorist offences
code-non_disclosure_reasons-investigation = Their investigation
code-non_disclosure_reasons-detection = Their detection
code-non_disclosure_reasons-prosecution = Their prosecution
field-redress = Redress
    .help = Body, way and deadline for the appeal.
field-appeal_deadline = Deadline for the appeal
    .help = As national law has it.
field-complaint_information = Scrutiny by the host authority
    .help = How to ask for it.
field-signatory = Signatory
    .help = Whose electronic signature stands below.
field-issuing_post = Post held
    .help = Title or grade.
field-issuing_address = Address
    .help = Street, town, state.
field-contact_phone = Telephone
    .help = At any hour.
field-contact_email = E-mail
    .help = For questions and answers.
field-first_order = First order to this provider
    .help = Then procedure and deadlines are told at least twelve hours before.
code-first_order-later = There were orders before
code-first_order-first = It is the first one
code-first_order-emergency = It is the first one, in a duly justified emergency
field-first_order_emergency = Why it is an emergency
    .help = The reasons for sending the first order without the information before.
field-informed_at = Provider told at
    .help = Of the procedure and the deadlines; the order can be issued twelve hours later.
field-order_authority = Authority that ordered
    .help = As it stands on the order.
field-order_reference = Reference of the order
    .help = As it stands on the order.
field-addressee_reference = Reference of the addressee
    .help = Its own.
field-order_received_at = Receipt of the order
    .help = The hour runs from it.
field-measure = Measure taken
    .help = One of two.
code-measure-removed = Removed
code-measure-disabled = Access disabled in all Member States
field-measure_at = Date and time of the measure
    .help = With its offset.
field-signed_on = Date of signature
    .help = The date of this report.
field-impossibility = Reason
    .help = One or more.
code-impossibility-force_majeure = Force majeure
code-impossibility-de_facto = De facto impossibility not attributable to the provider
code-impossibility-manifest_errors = Manifest errors in the order
code-impossibility-insufficient = Too little information in the order
field-impossibility_reasons = Explanation
    .help = Facts that show it.
field-information_asked = Information asked for
    .help = What is needed to follow the order.
field-measure_reference = Reference of the request
    .help = Where the other side finds it.
field-content_provider_informed_at = Content provider informed at
    .help = The request comes within forty-eight hours of it.
field-reply = Answer
    .help = As exact as the question.
field-signatory_name = Signed by
    .help = Who answers for this letter.
field-reasons = Reasons
    .help = In words the other side can check.
field-done_at = Done at
    .help = The instant, not the day.
field-done_what = What was done
    .help = What the other side can rely on.

## Checks and notices

check-protected-purposes = Is the content none of those that are protected: education, journalism, art, research, or prevention of terrorism?

## Clocks

clock-first-order-information = Information before the first order
    .help = At least twelve hours before the first order to a provider, which is told of procedure and deadlines; not in duly justified emergencies.
clock-remove = Removal or disabling
    .help = One hour from receipt; after impossibility, errors or missing information the hour starts anew with the clarification, or when the ground ceases.
clock-host-scrutiny = Scrutiny by the host authority on its own
    .help = Seventy-two hours from the receipt of the copy.
clock-scrutiny-request = Request for scrutiny
    .help = Forty-eight hours: for the provider from the receipt of the order, for the content provider from the information on the removal, which may come after the host’s own window.
clock-scrutiny-on-request = Scrutiny on request
    .help = Seventy-two hours from the receipt of the request, with a reasoned decision.
clock-preserve = Preservation of removed content
    .help = Six months from the removal or disabling; longer only on request for a review that is going on.
clock-secrecy = Secrecy towards the content provider
    .help = At most six weeks from the decision on non-disclosure.
clock-secrecy-extended = Secrecy, extended once
    .help = Six weeks more, once, from the end of the first period.
clock-complaint-outcome = Outcome of a complaint
    .help = Two weeks from the receipt of the complaint by the provider.
clock-exposure-report = Report on specific measures
    .help = Three months from the receipt of the decision that the provider is exposed.
clock-transparency-report = Transparency report
    .help = Before 1 March for the year before.

## Duties without a number

duty-inform-content-provider = Tell the content provider of the removal
duty-reinstate = Reinstate the content once the order loses effect
duty-threat-to-life = Tell an authority of content that shows an imminent threat to life

## Grounds

ground-3-7 = Force majeure or de facto impossibility
    .help = Not attributable to the provider; told with Annex III, and the hour starts anew when it ceases.
ground-3-8 = Manifest errors, or too little information
    .help = Told with Annex III; the hour starts anew with the clarification.
ground-4-3 = Serious or manifest infringement, on the own scrutiny of the host authority
    .help = Of the Regulation or of fundamental rights; the order loses effect and the content is reinstated.
ground-4-4 = Serious or manifest infringement, on request
    .help = Found within seventy-two hours of a request of the provider or the content provider.

## Statistics

stat-7-3-b = Measures against content that comes back
stat-7-3-c = Items removed or disabled, and orders that were not followed
stat-7-3-d = Complaints and their outcome
stat-7-3-e = Administrative or judicial reviews and their outcome
stat-7-3-f = Content put back after a review
stat-7-3-g = Content put back after a complaint
stat-8-1-a = Removal orders issued, and orders scrutinised
stat-8-1-b = Decisions on exposed providers
stat-8-1-c = Orders under review and the outcome
stat-8-1-d = Penalties imposed

# By what they are told apart.
dimension-outcome = Outcome
dimension-outcome-open = Open
dimension-outcome-granted = Granted
dimension-outcome-granted-in-part = Granted in part
dimension-outcome-rejected = Rejected

# The figures of the counters.
figure-measures-against-reappearance = Measures against content that comes back
figure-items-removed = Items removed
figure-items-disabled = Items disabled
figure-orders-with-removal = Orders after which items were removed
figure-orders-with-disabling = Orders after which items were disabled
figure-orders-impossible = Orders that could not be followed: force majeure, or de facto impossible
figure-orders-unclear = Orders that could not be followed: manifest errors, or too little information
figure-complaints = Complaints
figure-reinstated-on-complaint = Put back after a complaint
figure-reviews = Reviews
figure-reinstated-on-review = Put back after a review
figure-removal-orders-issued = Removal orders issued
figure-items-removed-after-orders = Items removed or disabled after them
figure-orders-performed = Orders that were performed
figure-scrutinies = Orders scrutinised
figure-infringements-found = Infringements found
figure-scrutinies-without-finding = Orders scrutinised without a finding
figure-exposure-decisions = Decisions on exposed providers
figure-orders-reviewed = Orders under review
figure-penalties = Penalties imposed
