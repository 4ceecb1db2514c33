# Words of the pack eu-dsa in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Regulation (EU) 2022/2065 (Digital Services Act)

kind-dsa-order-illegal-content = Order to act against illegal content
kind-dsa-order-information = Order to provide information
kind-illegal-content-notice = Notice of illegal content
kind-statement-of-reasons = Statement of reasons
kind-effect-given = Effect given to the order
kind-recipient-information = Information of the recipient

## Sections

section-dsa-order-illegal-content-A = Authority
    .help = Who orders, on which basis.
section-dsa-order-illegal-content-B = Content
    .help = What is illegal, where it is, and why.
section-dsa-order-illegal-content-C = Territorial scope
    .help = No wider than needed.
section-dsa-order-illegal-content-D = Redress and language
    .help = What provider and recipient can do.
section-dsa-order-information-A = Authority
    .help = Who orders, on which basis.
section-dsa-order-information-B = Information
    .help = About whom, what, and why.
section-dsa-order-information-D = Redress and language
    .help = What provider and recipient can do.
section-illegal-content-notice-A = Notice
    .help = What is illegal, and where.
section-illegal-content-notice-B = Notifier
    .help = Who gives the notice; not asked for content that shows sexual abuse of children.
section-statement-of-reasons-A = Restriction
    .help = What was restricted, where, how long.
section-statement-of-reasons-B = Facts and automation
    .help = On which facts, and how it was found.
section-statement-of-reasons-C = Ground
    .help = Why.
section-statement-of-reasons-D = Redress
    .help = What the recipient can do.
section-effect-given-A = The request
    .help = Which request this is about.
section-effect-given-B = Effect given to the order
    .help = What this letter says.
section-effect-given-Z = Signature
    .help = Who answers for it.
section-recipient-information-A = The request
    .help = Which request this is about.
section-recipient-information-B = Information of the recipient
    .help = What this letter says.
section-recipient-information-Z = Signature
    .help = Who answers for it.

## Fields

field-issuing_state = Member State of the authority
    .help = The state whose authority orders.
field-issuing_authority = Issuing authority
    .help = Judicial or administrative, by its name.
field-issuing_reference = Reference
    .help = It comes back in every answer.
field-legal_basis = Legal basis
    .help = Under Union law, or national law that agrees with it.
field-effect_authority = Authority to be told of the effect
    .help = Where the provider reports.
field-url = Exact address of the content
    .help = One a line; further information where needed to find it.
field-content_information = Further information to find the content
    .help = Only where the address is not enough.
field-illegality_reasons = Why the content is illegal
    .help = With the provision of law.
field-illegality_provision = Provisions
    .help = One a line.
field-territorial_scope = States the order is about
    .help = One a line; no wider than the aim needs.
field-territorial_reasons = Why beyond the own state
    .help = Where it goes beyond it.
field-redress_provider = Redress for the provider
    .help = Body, way and deadline.
field-redress_recipient = Redress for the recipient
    .help = Body, way and deadline.
field-order_language = Language of the order
    .help = One the provider declared, or a translation goes with it.
field-inform_recipient_at = When the recipient is told
    .help = Only where the order sets a time.
field-effect_by = When effect is to be given
    .help = Only where the order sets a time; the act sets none.
field-recipient_identifier = Recipients concerned
    .help = One a line: what identifies each of them.
field-information_asked = Information asked for
    .help = Only what was already collected.
field-evidence_subscriber = Subscriber data are asked for
    .help = Such an order asks for nothing else here.
field-order_reasons = Objective, necessity, proportionality
    .help = May be left out for reasons of a criminal investigation.
field-reasons_omitted = The reasons are left out for a criminal investigation
    .help = Then the field above stays empty.
field-explanation = Why the content is illegal
    .help = Substantiated.
field-child_abuse = It shows sexual abuse or exploitation of children
    .help = Then the notice may be anonymous.
field-good_faith = Statement of good faith
    .help = The notifier believes that the notice is accurate and complete.
code-good_faith-confirmed = What is said here is accurate and complete as far as I know
field-notifier_name = Name
    .help = Of the person or entity.
field-notifier_email = E-mail
    .help = For the answer.
field-trusted_flagger = Given by a trusted flagger
    .help = Such notices go first.
field-restriction = Restriction
    .help = One or more.
code-restriction-content_removed = Content removed
code-restriction-content_disabled = Access disabled
code-restriction-content_demoted = Content demoted
code-restriction-content_labelled = Content labelled
code-restriction-age_restricted = Restricted by age
code-restriction-interaction_restricted = Interaction restricted
code-restriction-monetary_suspended = Payments suspended
code-restriction-monetary_terminated = Payments ended
code-restriction-service_suspended = Service suspended
code-restriction-service_terminated = Service ended
code-restriction-account_suspended = Account suspended
code-restriction-account_terminated = Account ended
code-restriction-other = Other
field-restriction_scope = Territorial scope
    .help = One a line.
field-restriction_until = Duration
    .help = Without a date it has no end.
field-restriction_facts = Facts and circumstances
    .help = Who gave notice is named only where strictly necessary.
field-restriction_source = What led to it
    .help = A notice, or an own look.
code-restriction_source-notice = A notice
code-restriction_source-trusted_flagger = A notice of a trusted flagger
code-restriction_source-own_initiative = Own initiative
code-restriction_source-other = Another notification
field-automated_detection = Found by automated means
    .help = Whether the content was found so.
field-automated_decision = Decided by automated means
    .help = Whether the decision was made so.
code-automated_decision-fully = Fully
code-automated_decision-partially = Partially
code-automated_decision-not = Not
field-restriction_ground = Ground
    .help = The law, or the terms of the service.
code-restriction_ground-illegal = Illegal content
code-restriction_ground-terms = Against the terms of the service
field-legal_ground = Legal ground
    .help = The provision, and why the content falls under it.
field-contractual_ground = Contractual ground
    .help = The clause, and why the content falls under it.
field-ground_explanation = Explanation
    .help = Clear, and easy to follow.
field-restriction_redress = Redress
    .help = What is open.
code-restriction_redress-complaint = Complaint to the provider
code-restriction_redress-dispute_body = Certified dispute body
code-restriction_redress-court = Court
field-measure_reference = Reference of the request
    .help = Where the other side finds it.
field-done_what = What was done
    .help = What the other side can rely on.
field-done_at = Done at
    .help = The instant, not the day.
field-signatory_name = Signed by
    .help = Who answers for this letter.
field-redress = Redress
    .help = Every way, with its time.

## Clocks

clock-complaint-window = Complaint to the provider
    .help = At least six months after the recipient was informed of the decision; a provider may allow more.
clock-ods-decision = Decision of a dispute body
    .help = Ninety calendar days from its receipt of the complaint.
clock-ods-decision-complex = Decision of a dispute body in a complex case
    .help = Ninety days more, one hundred and eighty in all from the same receipt.
clock-ods-certification = Certification of a dispute body
    .help = At most five years; it can be renewed.

## Duties without a number

duty-threat-to-life = Tell an authority of a suspicion of an offence that threatens a life
duty-inform-effect = Tell the authority of the effect given to its order
duty-inform-recipient = Inform the recipient
duty-statement-of-reasons = Give the recipient a statement of reasons

## Statistics

stat-15-1-a = Orders of Member States
stat-15-1-a-median = Median time to inform the authority, and to give effect
stat-15-1-b = Notices, and what they led to
stat-15-1-b-median = Median time to act on a notice
stat-15-1-d = Complaints, their basis, decisions and reversals
stat-15-1-d-median = Median time to decide a complaint
stat-24-1-a = Disputes before certified bodies
stat-24-1-a-median = Median time of disputes
stat-24-1-b = Suspensions for misuse

# The figures of the counters.
figure-orders-illegal-content = Orders against illegal content
figure-orders-information = Orders to give information
figure-median-time-to-inform = Median time to inform the authority
figure-median-time-to-effect = Median time to give effect
figure-notices = Notices
figure-notices-of-trusted-flaggers = Notices of trusted flaggers
figure-notices-processed-automatically = Notices processed by automated means
figure-median-time-to-action = Median time to act
figure-complaints = Complaints
figure-decisions-reversed = Decisions reversed
figure-median-time-to-decision = Median time to decide
figure-disputes = Disputes
figure-disputes-implemented = Disputes whose outcome was followed
figure-median-time-of-disputes = Median time of disputes
figure-suspensions-illegal-content = Suspensions for manifestly illegal content
figure-suspensions-unfounded-notices = Suspensions for manifestly unfounded notices
figure-suspensions-unfounded-complaints = Suspensions for manifestly unfounded complaints
