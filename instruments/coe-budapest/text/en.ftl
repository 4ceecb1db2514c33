# Words of the pack coe-budapest in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Convention on Cybercrime (Budapest)

kind-preservation-request = Request for expedited preservation
kind-mla-request = Request for mutual assistance on stored data
kind-spontaneous-information = Spontaneous information

## Sections

section-preservation-request-A = Requesting authority
    .help = Who asks.
section-preservation-request-B = Offence
    .help = What is investigated.
section-preservation-request-C = Data to preserve
    .help = Which data, and where they are.
section-preservation-request-D = Need and next step
    .help = Why now, and what follows.
section-preservation-request-E = Urgency and reply
    .help = How fast, and how to answer.
section-mla-request-A = Requesting authority
    .help = Who asks.
section-mla-request-B = Offence and facts
    .help = What is investigated.
section-mla-request-C = Assistance asked for
    .help = What the other side should do.
section-mla-request-D = Speed
    .help = Why it must go fast.
section-mla-request-E = Conditions
    .help = Secrecy, use, formalities.
section-spontaneous-information-A = Giving authority
    .help = Who tells.
section-spontaneous-information-B = Information
    .help = What the other side may need.
section-spontaneous-information-C = Conditions
    .help = Secrecy and limits of use; who cannot accept them says so first.

## Fields

field-requesting_authority = Requesting authority
    .help = The authority that asks, with its state.
field-requesting_state = Requesting state
    .help = The state whose authority asks.
field-requesting_contact = Contact person
    .help = Whom to call about this request, day or night.
field-requesting_phone = Telephone
    .help = With the country code.
field-requesting_email = E-mail
    .help = The address for answers.
field-requesting_file_no = File number
    .help = It comes back in every answer.
field-offence = Offence
    .help = The offence under investigation or proceedings.
field-offence_facts = Brief facts
    .help = A short summary of the facts.
field-data_to_preserve = Stored data to preserve
    .help = Which stored computer data.
field-data_relation = Relation to the offence
    .help = How these data relate to the offence.
field-data_categories = Categories of data
    .help = Which kinds of data are asked for.
code-data_categories-subscriber = Subscriber data
code-data_categories-traffic = Traffic data
code-data_categories-content = Content data
field-account = User name, login or account
    .help = One a line, written as acct:NAME.
field-custodian = Custodian of the data
    .help = Any available information that identifies who holds the data.
field-location_information = Location of the computer system
    .help = Any available information on where the system is.
field-necessity = Necessity of the preservation
    .help = Why the data must be kept now.
field-intention_mla = A request for mutual assistance will follow
    .help = The party intends to ask for search, seizure or disclosure of the data.
field-urgency = Urgency
    .help = How fast the preservation is needed.
code-urgency-ordinary = Ordinary
code-urgency-urgent = Urgent
field-urgency_reasons = Reasons for the urgency
    .help = What happens if the preservation comes too late.
field-reply_format = Format of the reply
    .help = How the answer should arrive.
field-confidential = To be kept confidential
    .help = Whether the request and its contents must stay secret.
field-offence_provisions = Provisions
    .help = One a line, with the penalty they threaten.
field-assistance = Assistance
    .help = What is asked for.
code-assistance-search = Search or similar access
code-assistance-seize = Seizure or similar securing
code-assistance-disclose = Disclosure
field-preserved_reference = Reference of the preservation
    .help = If the data were preserved on an earlier request.
field-expedite = Reason to expedite
    .help = Only where one holds.
code-expedite-volatile = The data are likely to be lost or changed
code-expedite-treaty = A treaty or law provides for expedition
field-expedite_reasons = Reasons
    .help = Facts that show it.
field-formalities = Procedures to observe
    .help = What the law of the requesting side needs.
field-use_limits = Limits of use
    .help = Undertakings on use and confidentiality.
field-giving_authority = Giving authority
    .help = The authority that tells.
field-giving_state = Giving state
    .help = The state whose authority tells.
field-giving_contact = Contact person
    .help = Whom to call about this letter, day or night.
field-giving_phone = Telephone
    .help = With the country code.
field-giving_email = E-mail
    .help = The address for answers.
field-giving_file_no = File number
    .help = It comes back in every answer.
field-information = Information
    .help = What was found in the own investigation.
field-information_use = What it may help with
    .help = Opening or carrying on an investigation, or a request for cooperation.
field-information_exhibit = Attachments
    .help = Items that go with it.
field-confidentiality_condition = Only if kept confidential
    .help = The receiver must say first if it cannot keep it so.
field-use_conditions = Conditions of use
    .help = Limits the receiver accepts by taking it.

## Clocks

clock-preserve = Preservation for another party
    .help = At least sixty days; from the request for assistance on, until it is decided. Nothing is deleted by time.
clock-domestic-preserve = Preservation by domestic order
    .help = At most ninety days an order; an order may be renewed.

## Duties without a number

duty-disclose-path = Disclose enough to identify the provider and the path
duty-warn-preservation-unsafe = Say when preservation would be unsafe; the requesting side decides

## Grounds

ground-29-5-a = Political offence
    .help = The offence is one the requested party holds to be political or connected with one.
ground-29-5-b = Sovereignty, security, public order or other essential interests
    .help = The requested party holds that the execution would harm them.
ground-25-4 = A ground of domestic law or of an applicable treaty
    .help = Assistance follows the conditions of the law of the requested party and of its treaties.
ground-27-4 = Political offence, or essential interests, where no treaty applies
    .help = Reasons must be given; the request may also be postponed.
