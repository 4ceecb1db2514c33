# Words of the pack jit in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Joint investigation teams

kind-jit-agreement = Agreement on a joint investigation team

## Sections

section-jit-agreement-A = Parties
    .help = Who agrees.
section-jit-agreement-B = Purpose
    .help = What the team is for.
section-jit-agreement-C = Period
    .help = From when to when.
section-jit-agreement-D = States of operation
    .help = Where it works.
section-jit-agreement-E = Leaders
    .help = Who leads it.
section-jit-agreement-F = Members
    .help = Who belongs to it.
section-jit-agreement-G = Participants
    .help = Who takes part besides.
section-jit-agreement-H = Gathering of information and evidence
    .help = Under which law.
section-jit-agreement-I = Access
    .help = Who sees what.
section-jit-agreement-J = Information from before the team
    .help = What is brought in.
section-jit-agreement-K = Information from others
    .help = What comes from elsewhere.
section-jit-agreement-L = Disclosure
    .help = What the defence gets to know.
section-jit-agreement-M = Asset recovery
    .help = What is done with assets.
section-jit-agreement-N = Liability
    .help = Who answers for damage.
section-jit-agreement-O = Weapons
    .help = Whether arms are carried.
section-jit-agreement-P = Costs and equipment
    .help = Who pays what.
section-jit-agreement-Q = Languages
    .help = In which languages.
section-jit-agreement-R = Use and confidentiality
    .help = What the information may be used for.
section-jit-agreement-S = Data protection
    .help = How data are protected.
section-jit-agreement-T = Media
    .help = Who speaks to the press.
section-jit-agreement-U = Evaluation
    .help = When it is looked back on.
section-jit-agreement-V = Amendment
    .help = How it is changed.
section-jit-agreement-W = Consultation and disputes
    .help = How disputes are settled.
section-jit-agreement-X = Signature
    .help = Who signs.

## Fields

field-party_states = States
    .help = One a line.
field-party_authorities = Authorities that conclude the agreement
    .help = One a line.
field-purpose = Purpose
    .help = Facts and offences; a specific aim.
field-offences = Offences
    .help = One a line.
field-period_from = First day
    .help = The day it enters into effect.
field-period_until = Last day
    .help = It can be extended by consent.
field-operation_states = States of operation
    .help = One a line.
field-leaders = Leaders
    .help = One a line; each leads in the own state, under its law.
field-members_judicial = Judicial members
    .help = One a line.
field-members_police = Police members
    .help = One a line.
field-participants = Participants
    .help = Bodies of the Union, or others.
field-gathering_rules = Gathering of information and evidence
    .help = Under which law, with which formalities.
field-access_rules = Access to information and evidence
    .help = Who sees what.
field-prior_information = Information obtained before the team
    .help = What is brought in, and how.
field-other_sources = Information from states that take no part
    .help = How it is asked for.
field-disclosure_rules = Disclosure
    .help = What the defence gets to know, where.
field-asset_rules = Asset recovery
    .help = Who does what.
field-liability_rules = Liability
    .help = Civil and criminal.
field-weapons_rules = Weapons
    .help = Whether and how they are carried.
field-costs_rules = Costs and equipment
    .help = Who pays what.
field-languages = Languages of communication
    .help = One a line.
field-use_rules = Use and confidentiality
    .help = Team purposes, other offences with consent, immediate and serious threats, what else was agreed.
field-data_protection_rules = Data protection
    .help = How data are protected.
field-media_rules = Media
    .help = Who speaks.
field-evaluation_rules = Evaluation
    .help = When, by whom.
field-amendment_rules = Amendment
    .help = How the agreement is changed.
field-dispute_rules = Consultation and disputes
    .help = How they are settled.
field-signatories = Signatories
    .help = One a line.
field-signed_on = Date of signature
    .help = The last one.
field-appendix_participants = Appendix I: participants of bodies of the Union
    .help = If there are any.
field-appendix_extension = Appendix II: extension
    .help = If there is one.
field-appendix_members = Appendix III: members
    .help = Where they are not named above.

## Clocks

clock-period = Period of the team
    .help = The date in the agreement; it can be extended by consent.
clock-platform-storage = Storage on the collaboration platform
    .help = The exact period of Regulation (EU) 2023/969 is not loaded.
