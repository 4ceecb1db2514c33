# Words of the pack eu-tco in French. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Règlement (UE) 2021/784 relatif à la lutte contre la diffusion des contenus à caractère terroriste en ligne

kind-removal-order = Injonction de retrait
kind-removal-feedback = Retour d’informations à la suite du retrait
kind-removal-impossible = Impossibilité d’exécuter l’injonction
kind-clarification = Clarification d’une injonction de retrait
kind-obstacle-gone = L’obstacle a disparu
kind-scrutiny-request = Demande d’examen approfondi
kind-content-provider-request = Demande du fournisseur de contenus, enregistrée
kind-scrutiny-decision = Examen approfondi sans constatation de violation
kind-reinstatement = Le contenu est rétabli
kind-non-disclosure = Non-divulgation
kind-content-provider-information = Information du fournisseur de contenus

## Sections

section-removal-order-A = Destinataire et autorité
    .help = Qui ordonne à qui.
section-removal-order-B = Contenu
    .help = Ce qui doit disparaître, et pourquoi.
section-removal-order-C = Information du fournisseur de contenus
    .help = S’il est informé.
section-removal-order-D = Voies de recours
    .help = Ce que le fournisseur et le fournisseur de contenus peuvent faire.
section-removal-order-E = Autorité d’émission
    .help = Qui signe.
section-removal-order-F = Contact
    .help = Qui appeler.
section-removal-order-file = Conservé au dossier, dans la copie de personne
    .help = Ce que l’autorité a établi avant d’ordonner.
section-removal-feedback-A = Injonction
    .help = Quelle injonction.
section-removal-feedback-B = Mesures
    .help = Ce qui a été fait, et quand.
section-removal-feedback-C = Signature
    .help = Qui signe.
section-removal-impossible-A = Injonction
    .help = Quelle injonction.
section-removal-impossible-B = Raisons
    .help = Pourquoi elle ne peut pas être exécutée.
section-removal-impossible-C = Signature
    .help = Qui signe.
section-clarification-A = La demande
    .help = Sur quelle demande porte la lettre.
section-clarification-B = Clarification d’une injonction de retrait
    .help = Ce que dit cette lettre.
section-clarification-Z = Signature
    .help = Qui en répond.
section-obstacle-gone-A = La demande
    .help = Sur quelle demande porte la lettre.
section-obstacle-gone-B = L’obstacle a disparu
    .help = Ce que dit cette lettre.
section-obstacle-gone-Z = Signature
    .help = Qui en répond.
section-content-provider-request-A = La demande
    .help = Sur quelle injonction elle porte.
section-content-provider-request-B = Ce que le fournisseur de contenus a demandé
    .help = L’autorité de l’État d’établissement répond dans un délai de soixante-douze heures.
section-content-provider-request-Z = Signature
    .help = Qui répond de cette lettre.
section-scrutiny-request-A = La demande
    .help = Sur quelle demande porte la lettre.
section-scrutiny-request-B = Demande d’examen approfondi
    .help = Ce que dit cette lettre.
section-scrutiny-request-Z = Signature
    .help = Qui en répond.
section-scrutiny-decision-A = La demande
    .help = Sur quelle demande porte la lettre.
section-scrutiny-decision-B = Examen approfondi sans constatation de violation
    .help = Ce que dit cette lettre.
section-scrutiny-decision-Z = Signature
    .help = Qui en répond.
section-reinstatement-A = La demande
    .help = Sur quelle demande porte la lettre.
section-reinstatement-B = Le contenu est rétabli
    .help = Ce que dit cette lettre.
section-reinstatement-Z = Signature
    .help = Qui en répond.
section-non-disclosure-A = La demande
    .help = Sur quelle demande porte la lettre.
section-non-disclosure-B = Non-divulgation
    .help = Ce que dit cette lettre.
section-non-disclosure-Z = Signature
    .help = Qui en répond.
section-content-provider-information-A = La demande
    .help = Sur quelle demande porte la lettre.
section-content-provider-information-B = Information du fournisseur de contenus
    .help = Ce que dit cette lettre.
section-content-provider-information-Z = Signature
    .help = Qui en répond.

## Fields

field-issuing_state = État membre de l’autorité
    .help = L’État dont l’autorité ordonne.
field-issuing_authority = Autorité d’émission
    .help = Son nom ; elle doit être désignée pour de telles injonctions.
field-addressee = Destinataire
    .help = Le fournisseur et, s’il en a un, son représentant légal.
field-contact_point = Point de contact
    .help = Où les injonctions sont reçues à toute heure.
field-establishment_state = État membre de l’établissement principal
    .help = Celui dont l’autorité reçoit la copie.
field-issued_at = Date et heure d’émission
    .help = Avec son décalage.
field-reference = Référence
    .help = Il est repris dans chaque réponse.
field-url = Adresse exacte du contenu
    .help = Une par ligne ; des informations complémentaires si nécessaire pour le trouver.
field-content_information = Informations complémentaires pour trouver le contenu
    .help = Uniquement si l’adresse ne suffit pas.
field-content_reasons = Type de contenu
    .help = Pourquoi il s’agit d’un contenu à caractère terroriste.
code-content_reasons-incites = Il incite à commettre une infraction terroriste
code-content_reasons-solicits_offence = Il sollicite la commission d’une telle infraction ou la contribution à celle-ci
code-content_reasons-solicits_group = Il sollicite la participation à un groupe terroriste
code-content_reasons-instructs = Il fournit des instructions sur des explosifs, des armes ou d’autres méthodes
code-content_reasons-threatens = Il menace d’en commettre une
field-statement_of_reasons = Exposé des motifs
    .help = Suffisamment détaillé pour permettre un réexamen.
field-legal_basis = Base juridique
    .help = Dans le règlement et dans le droit national.
field-non_disclosure = Information du fournisseur de contenus
    .help = Le secret dure six semaines au plus.
code-non_disclosure-may_inform = Le fournisseur de contenus est informé
code-non_disclosure-not_informed = Le fournisseur de contenus n’est pas informé pour le moment
field-non_disclosure_reasons = Raison du secret
    .help = De sécurité publique.
code-non_disclosure_reasons-prevention = Prévention d’infractions terroristes
code-non_disclosure_reasons-investigation = Enquêtes en la matière
code-non_disclosure_reasons-detection = Détection en la matière
code-non_disclosure_reasons-prosecution = Poursuites en la matière
field-redress = Voies de recours
    .help = Organe, voie et délai de recours.
field-appeal_deadline = Délai de recours
    .help = Selon le droit national.
field-complaint_information = Examen approfondi par l’autorité de l’État d’établissement
    .help = Comment le demander.
field-signatory = Signataire
    .help = Dont la signature électronique figure ci-dessous.
field-issuing_post = Fonction occupée
    .help = Titre ou grade.
field-issuing_address = Adresse
    .help = Rue, ville, État.
field-contact_phone = Téléphone
    .help = À toute heure.
field-contact_email = Courriel
    .help = Pour les questions et les réponses.
field-first_order = Première injonction adressée à ce fournisseur
    .help = La procédure et les délais sont alors communiqués au moins douze heures auparavant.
code-first_order-later = Il y a eu des injonctions auparavant
code-first_order-first = C’est la première
code-first_order-emergency = C’est la première, dans un cas d’urgence dûment justifié
field-first_order_emergency = Pourquoi il s’agit d’un cas d’urgence
    .help = Les raisons d’envoyer la première injonction sans l’information préalable.
field-informed_at = Fournisseur informé le
    .help = De la procédure et des délais ; l’injonction peut être émise douze heures plus tard.
field-order_authority = Autorité qui a émis l’injonction
    .help = Telle qu’elle figure sur l’injonction.
field-order_reference = Référence de l’injonction
    .help = Telle qu’elle figure sur l’injonction.
field-addressee_reference = Référence du destinataire
    .help = La sienne.
field-order_received_at = Réception de l’injonction
    .help = L’heure court à partir d’elle.
field-measure = Mesure prise
    .help = L’une des deux réponses.
code-measure-removed = Retiré
code-measure-disabled = Accès bloqué dans tous les États membres
field-measure_at = Date et heure de la mesure
    .help = Avec son décalage.
field-signed_on = Date de la signature
    .help = La date de ce rapport.
field-impossibility = Raison
    .help = Une ou plusieurs réponses.
code-impossibility-force_majeure = Force majeure
code-impossibility-de_facto = Impossibilité de fait qui ne peut être imputée au fournisseur
code-impossibility-manifest_errors = Erreurs manifestes dans l’injonction
code-impossibility-insufficient = Informations insuffisantes dans l’injonction
field-impossibility_reasons = Explication
    .help = Des faits qui le montrent.
field-information_asked = Informations demandées
    .help = Ce qui est nécessaire pour exécuter l’injonction.
field-measure_reference = Référence de la demande
    .help = Où l’autre côté la trouve.
field-content_provider_informed_at = Fournisseur de contenus informé le
    .help = La demande arrive dans un délai de quarante-huit heures à compter de cette information.
field-reply = Réponse
    .help = Aussi précise que la question.
field-signatory_name = Signé par
    .help = Qui répond de cette lettre.
field-reasons = Raisons
    .help = En des termes que l’autre côté peut vérifier.
field-done_at = Fait le
    .help = L’instant, et non le jour.
field-done_what = Ce qui a été fait
    .help = Ce sur quoi l’autre côté peut se fonder.

## Checks and notices

check-protected-purposes = Le contenu n’est-il aucun de ceux qui sont protégés : éducation, journalisme, art, recherche, ou prévention du terrorisme ?

## Clocks

clock-first-order-information = Information avant la première injonction
    .help = Au moins douze heures avant la première injonction adressée à un fournisseur, qui est informé de la procédure et des délais ; pas dans les cas d’urgence dûment justifiés.
clock-remove = Retrait ou blocage de l’accès
    .help = Une heure à compter de la réception ; en cas d’impossibilité, d’erreurs ou d’informations manquantes, l’heure recommence à courir avec la clarification, ou lorsque la cause cesse.
clock-host-scrutiny = Examen approfondi d’office par l’autorité de l’État d’établissement
    .help = Soixante-douze heures à compter de la réception de la copie.
clock-scrutiny-request = Demande d’examen approfondi
    .help = Quarante-huit heures : pour le fournisseur, à compter de la réception de l’injonction ; pour le fournisseur de contenus, à compter de l’information relative au retrait, qui peut intervenir après le délai propre à l’autorité de l’État d’établissement.
clock-scrutiny-on-request = Examen approfondi sur demande
    .help = Soixante-douze heures à compter de la réception de la demande, avec une décision motivée.
clock-preserve = Conservation du contenu retiré
    .help = Six mois à compter du retrait ou du blocage ; plus longtemps uniquement sur demande, pour un réexamen en cours.
clock-secrecy = Secret à l’égard du fournisseur de contenus
    .help = Six semaines au plus à compter de la décision de non-divulgation.
clock-secrecy-extended = Secret, prolongé une fois
    .help = Six semaines de plus, une seule fois, à compter de la fin de la première période.
clock-complaint-outcome = Suite donnée à une réclamation
    .help = Deux semaines à compter de la réception de la réclamation par le fournisseur.
clock-exposure-report = Rapport sur les mesures spécifiques
    .help = Trois mois à compter de la réception de la décision constatant que le fournisseur est exposé.
clock-transparency-report = Rapport de transparence
    .help = Avant le 1er mars pour l’année précédente.

## Duties without a number

duty-inform-content-provider = Informer le fournisseur de contenus du retrait
duty-reinstate = Rétablir le contenu dès que l’injonction cesse de produire ses effets
duty-threat-to-life = Informer une autorité d’un contenu qui révèle une menace imminente pour la vie

## Grounds

ground-3-7 = Force majeure ou impossibilité de fait
    .help = Ne pouvant être imputée au fournisseur ; signalée au moyen de l’annexe III, et l’heure recommence à courir lorsqu’elle cesse.
ground-3-8 = Erreurs manifestes, ou informations insuffisantes
    .help = Signalées au moyen de l’annexe III ; l’heure recommence à courir avec la clarification.
ground-4-3 = Violation grave ou manifeste, lors de l’examen approfondi d’office par l’autorité de l’État d’établissement
    .help = Du règlement ou des droits fondamentaux ; l’injonction cesse de produire ses effets et le contenu est rétabli.
ground-4-4 = Violation grave ou manifeste, sur demande
    .help = Constatée dans un délai de soixante-douze heures à compter d’une demande du fournisseur ou du fournisseur de contenus.

## Statistics

stat-7-3-b = Mesures contre la réapparition de contenus
stat-7-3-c = Éléments retirés ou dont l’accès a été bloqué, et injonctions non exécutées
stat-7-3-d = Réclamations et suites données
stat-7-3-e = Réexamens administratifs ou juridictionnels et leur issue
stat-7-3-f = Contenus rétablis après un réexamen
stat-7-3-g = Contenus rétablis après une réclamation
stat-8-1-a = Injonctions de retrait émises, et injonctions ayant fait l’objet d’un examen approfondi
stat-8-1-b = Décisions relatives aux fournisseurs exposés
stat-8-1-c = Injonctions faisant l’objet d’un réexamen et issue
stat-8-1-d = Sanctions infligées

# By what they are told apart.
dimension-outcome = Issue
dimension-outcome-open = Ouverte
dimension-outcome-granted = Accueillie
dimension-outcome-granted-in-part = Accueillie en partie
dimension-outcome-rejected = Rejetée

# The figures of the counters.
figure-measures-against-reappearance = Mesures contre la réapparition de contenus
figure-items-removed = Éléments retirés
figure-items-disabled = Éléments dont l’accès a été bloqué
figure-orders-with-removal = Injonctions à la suite desquelles des éléments ont été retirés
figure-orders-with-disabling = Injonctions à la suite desquelles l’accès à des éléments a été bloqué
figure-orders-impossible = Injonctions qui n’ont pas pu être exécutées : force majeure ou impossibilité de fait
figure-orders-unclear = Injonctions qui n’ont pas pu être exécutées : erreurs manifestes ou informations insuffisantes
figure-complaints = Réclamations
figure-reinstated-on-complaint = Rétablis après une réclamation
figure-reviews = Réexamens
figure-reinstated-on-review = Rétablis après un réexamen
figure-removal-orders-issued = Injonctions de retrait émises
figure-items-removed-after-orders = Éléments retirés ou dont l’accès a été bloqué à leur suite
figure-orders-performed = Injonctions qui ont été exécutées
figure-scrutinies = Injonctions ayant fait l’objet d’un examen approfondi
figure-infringements-found = Violations constatées
figure-scrutinies-without-finding = Injonctions ayant fait l’objet d’un examen approfondi sans constatation de violation
figure-exposure-decisions = Décisions relatives aux fournisseurs exposés
figure-orders-reviewed = Injonctions faisant l’objet d’un réexamen
figure-penalties = Sanctions infligées
