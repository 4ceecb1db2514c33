# Words of the pack eu-led in French. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Directive (UE) 2016/680 relative à la protection des données en matière pénale

kind-breach-notification = Notification d’une violation de données à caractère personnel
kind-breach-supplement = Informations complémentaires sur une violation
kind-supervisor-reply = Réponse de l’autorité de contrôle

## Sections

section-breach-notification-A = Responsable du traitement
    .help = Qui notifie.
section-breach-notification-B = Violation
    .help = Ce qui est arrivé, et aux données de qui.
section-breach-notification-C = Conséquences et mesures
    .help = Ce qui peut s’ensuivre, et ce qui est fait.
section-breach-notification-D = Moment et autres responsables du traitement
    .help = Quand elle a été connue, et qui d’autre elle concerne.
section-breach-supplement-A = Informations complémentaires
    .help = Ce qui n’était pas connu auparavant.
section-supervisor-reply-A = Réponse
    .help = Ce que l’autorité déclare, et demande.

## Fields

field-controller = Responsable du traitement
    .help = Qui décide du traitement.
field-contact = Point de contact
    .help = Le délégué à la protection des données, ou un autre.
field-contact_email = Courriel
    .help = Pour les questions.
field-breach_nature = Nature de la violation
    .help = Ce qui s’est passé.
field-subject_categories = Catégories de personnes
    .help = Un élément par ligne.
field-n_subjects = Nombre approximatif de personnes
    .help = Dans la mesure où cela est connu.
field-record_categories = Catégories d’enregistrements
    .help = Un élément par ligne.
field-n_records = Nombre approximatif d’enregistrements
    .help = Dans la mesure où cela est connu.
field-consequences = Conséquences probables
    .help = Ce qui peut s’ensuivre.
field-measures = Mesures
    .help = Prises ou proposées, y compris contre les effets négatifs.
field-aware_at = Connue depuis le
    .help = Les heures courent à partir de ce moment.
field-delay_reasons = Raisons du retard
    .help = Uniquement si elle a lieu après soixante-douze heures.
field-other_member_states = Autres États membres concernés
    .help = Dont le responsable du traitement doit être informé séparément.
field-in_phases = D’autres informations suivront
    .help = Les informations peuvent arriver de manière échelonnée.
field-supplement = Ce qui est connu maintenant
    .help = Y compris ce qui s’est révélé différent.
field-phases_ended = Plus rien ne suivra
    .help = La notification est alors complète.
field-reply = Réponse
    .help = Si quelque chose est demandé.
code-reply-taken_note = L’autorité a pris note
code-reply-closed = La question est close
code-reply-measures_asked = L’autorité demande des mesures
field-measures_asked = Mesures demandées
    .help = Ce qui doit être fait, et dans quel délai.
field-signatory_name = Signé par
    .help = Qui répond de cette lettre.

## Clocks

clock-breach-notification = Notification d’une violation à l’autorité de contrôle
    .help = Soixante-douze heures après que le responsable du traitement en a pris connaissance, si possible ; plus tard en indiquant les raisons.
clock-prior-consultation = Avis après une consultation préalable
    .help = Six semaines à compter de la réception ; l’autorité peut ajouter un mois.

## Duties without a number

duty-notify-originating-controller = Informer de la violation le responsable du traitement de l’autre État membre
duty-recall = Rappeler les données inexactes ou envoyées illicitement
