# Words of the pack un-cybercrime in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = United Nations Convention against Cybercrime

kind-preservation-request = Request for expedited preservation
kind-mla-request = Request for mutual legal assistance
kind-emergency-data-request = Request for data to avert an emergency

## Sections

section-preservation-request-A = Requesting authority
    .help = Who asks.
section-preservation-request-B = Offence
    .help = What is investigated.
section-preservation-request-C = Data to preserve
    .help = Which data, and where they are.
section-preservation-request-D = Need and next step
    .help = Why now, and what follows.
section-mla-request-A = Requesting authority
    .help = Who asks.
section-mla-request-B = Proceedings and facts
    .help = What is investigated, by whom.
section-mla-request-C = Assistance
    .help = What the other side should do.
section-mla-request-D = Purpose and conditions
    .help = What it is for.
section-emergency-data-request-A = Requesting authority
    .help = Who asks.
section-emergency-data-request-B = Data
    .help = What is asked for.
section-emergency-data-request-C = Emergency
    .help = Why at once.

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
    .help = Which stored electronic data.
field-data_relation = Relation to the offence
    .help = How these data relate to the offence.
field-account = User name, login or account
    .help = One a line, written as acct:NAME.
field-custodian = Custodian of the data
    .help = Who holds the data, or where the system is.
field-necessity = Necessity of the preservation
    .help = Why the data must be kept now.
field-intention_mla = A request for mutual legal assistance will follow
    .help = The state intends to ask for search, seizure or disclosure.
field-keep_confidential = Keep confidential, do not notify the user
    .help = Where that is appropriate.
field-subject = Subject and nature of the proceedings
    .help = What the proceedings are about.
field-conducting_authority = Authority that conducts them
    .help = Its name and functions.
field-maximum_penalty = Maximum penalty
    .help = A serious crime has a maximum of at least four years.
field-assistance = Assistance sought
    .help = And any procedure to follow.
field-data_categories = Categories of data
    .help = Where data are asked for.
code-data_categories-subscriber = Subscriber information
code-data_categories-traffic = Traffic data
code-data_categories-content = Content data
field-person_concerned = Person concerned
    .help = Identity, as far as known.
field-person_location = Location of the person, item or account
    .help = As far as known.
field-person_nationality = Nationality
    .help = As far as known.
field-time_range_from = Data from
    .help = The first instant of the time range.
field-time_range_to = Data until
    .help = The last instant of the time range.
field-purpose = Purpose
    .help = What the evidence is sought for.
field-confidential = To be kept confidential
    .help = Whether fact and substance of the request stay secret.
field-offences = Offences
    .help = One a line, with provisions and penalties.
field-provider = Service provider
    .help = Who holds the data.
field-description = Detailed description of the data
    .help = No more than the emergency needs.
field-emergency_facts = Facts of the emergency
    .help = What threatens whom, and when.
field-emergency_relation = How the data relate to it
    .help = Why these data help to avert it.
field-instructions = Special instructions
    .help = Technical or procedural.

## Clocks

clock-preserve = Preservation for another state party
    .help = At least sixty days, and an extension may be asked for before they end; from the request for assistance on, until it is decided.
clock-domestic-preserve = Preservation by domestic order
    .help = At most ninety days an order; an order may be renewed.
clock-arbitration = Organisation of an arbitration
    .help = Six months from the request for arbitration; after that the dispute may go to the International Court of Justice, unless a state opted out.

## Grounds

ground-40-8 = No dual criminality
    .help = The requested state may assist all the same.
ground-40-21 = Form, essential interests, or contrary to its law
    .help = Not in conformity; sovereignty, security, public order, essential interests; forbidden for a similar offence at home; contrary to the legal system. Reasons must be given.
ground-40-22 = Persecution
    .help = Substantial grounds to believe that the request aims at a person for sex, race, language, religion, nationality, ethnic origin or political opinions, or would prejudice the position of the person.
