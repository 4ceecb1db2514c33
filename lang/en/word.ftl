# Words of the network that pages share: offices, kinds of data, states.

office-auditor = Auditor
office-case_lead = Case lead
office-coordinator = Coordinator
office-custodian = Custodian
office-dpo = Data protection officer
office-drafter = Drafter
office-executor = Executing authority
office-issuing_authority = Issuing authority
office-node_admin = Node administrator
office-ods_reviewer = Dispute reviewer
office-oversight = Oversight
office-provider_agent = Provider agent
office-public = Public
office-redress_reviewer = Redress reviewer

issuer-judge = Judge
issuer-court = Court
issuer-investigating_judge = Investigating judge
issuer-prosecutor = Public prosecutor
issuer-police = Police officer
issuer-other_investigating_authority = Other investigating authority

data-subscriber = Subscriber data
data-identification_only = Data for the sole purpose of identifying the user
data-traffic = Traffic data
data-content = Content data

track-ordinary = Ordinary
track-urgent = Urgent
track-emergency = Emergency

state-draft = Draft
state-issued = Issued
state-received = Received
