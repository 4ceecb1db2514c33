# Words of the pack coe-2ap in French. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Deuxième Protocole additionnel à la Convention sur la cybercriminalité

kind-domain-registration-request = Demande d’informations concernant l’enregistrement d’un nom de domaine
kind-subscriber-order = Injonction de divulguer des informations relatives aux abonnés
kind-give-effect-request = Demande de donner effet à une injonction étrangère
kind-emergency-disclosure = Divulgation rapide en cas d’urgence
kind-emergency-mla = Entraide en cas d’urgence
kind-disclosure-declined = Rien n’est divulgué
kind-information-complete = Les informations sont complètes
kind-provider-served = L’injonction est signifiée au fournisseur

## Sections

section-domain-registration-request-A = Autorité
    .help = Qui demande.
section-domain-registration-request-B = Nom de domaine
    .help = Ce qui est demandé.
section-domain-registration-request-C = Déclaration et réponse
    .help = Pourquoi, dans quel délai, comment.
section-subscriber-order-A = Autorité
    .help = Qui ordonne.
section-subscriber-order-B = Injonction
    .help = Ce qui est ordonné, et à qui.
section-subscriber-order-C = Informations supplémentaires
    .help = Ce qui accompagne l’injonction.
section-subscriber-order-D = Notification à l’autre partie
    .help = Uniquement si elle a demandé à être informée ; pas pour le fournisseur.
section-give-effect-request-A = Autorité
    .help = Qui a ordonné.
section-give-effect-request-B = Injonction
    .help = Ce qui est ordonné, et à qui.
section-give-effect-request-C = Informations à l’appui
    .help = Non montrées au fournisseur sans consentement.
section-emergency-disclosure-A = Autorité
    .help = Qui demande.
section-emergency-disclosure-B = Données
    .help = Ce qui est demandé.
section-emergency-disclosure-C = Cas d’urgence
    .help = Pourquoi immédiatement.
section-emergency-mla-A = Autorité
    .help = Qui demande.
section-emergency-mla-B = Entraide
    .help = Ce qui est demandé.
section-emergency-mla-C = Cas d’urgence
    .help = Pourquoi immédiatement.
section-disclosure-declined-A = La demande
    .help = Sur quelle demande porte la lettre.
section-disclosure-declined-B = Rien n’est divulgué
    .help = Ce que dit cette lettre.
section-disclosure-declined-Z = Signature
    .help = Qui en répond.
section-information-complete-A = La demande
    .help = Sur quelle demande porte la lettre.
section-information-complete-B = Les informations sont complètes
    .help = Ce que dit cette lettre.
section-information-complete-Z = Signature
    .help = Qui en répond.
section-provider-served-A = La demande
    .help = Sur quelle demande porte la lettre.
section-provider-served-B = L’injonction est signifiée au fournisseur
    .help = Ce que dit cette lettre.
section-provider-served-Z = Signature
    .help = Qui en répond.

## Fields

field-issuing_authority = Autorité d’émission
    .help = L’autorité qui émet.
field-issuing_state = État d’émission
    .help = La partie dont l’autorité émet.
field-issuing_date = Date d’émission
    .help = La date de la demande ou de l’injonction.
field-issuing_contact = Coordonnées
    .help = Où vont les réponses et les questions.
field-pursuant_statement = Émise en vertu du Protocole
    .help = La déclaration qu’elle est émise en vertu du Protocole.
field-domain_name = Noms de domaine
    .help = Un élément par ligne.
field-data_elements = Éléments de données recherchés
    .help = Une liste de ce qui est demandé.
field-relevance_statement = Pertinence pour une enquête spécifique
    .help = Les informations sont nécessaires à une enquête spécifique et ne sont utilisées que pour celle-ci.
field-time_frame = Délai de réponse
    .help = Avant quand une réponse est demandée.
field-manner = Mode de divulgation
    .help = Comment la réponse devrait parvenir.
field-instructions = Instructions particulières
    .help = Tout ce que l’entité devrait respecter.
field-provider = Fournisseur de services
    .help = À qui l’injonction est adressée.
field-offences = Infractions
    .help = Une par ligne : ce sur quoi porte l’injonction.
field-requesting_authority = Autorité qui recherche les données, si elle est différente
    .help = Uniquement s’il ne s’agit pas de l’autorité d’émission.
field-description = Description détaillée des informations recherchées
    .help = Pas plus que ce que l’affaire exige.
field-account = Nom d’utilisateur, identifiant de connexion ou compte
    .help = Un par ligne, sous la forme acct:NOM.
field-legal_grounds = Fondements juridiques internes
    .help = Ce qui habilite l’autorité à émettre.
field-provisions_penalties = Dispositions et peines
    .help = Un élément par ligne.
field-return_contact = Contact pour le retour
    .help = Où vont les informations.
field-time_frame_days = Délai de réponse
    .help = Le délai court trente jours, ou le temps indiqué ici s’il est plus long.
field-preservation_reference = Référence d’une conservation
    .help = Si les données ont été conservées.
field-special_procedure = Procédure particulière
    .help = Ce dont a besoin le droit du côté qui émet.
field-notification_statement = Notification simultanée
    .help = Si la partie du fournisseur a été informée.
code-notification_statement-notified = La partie a reçu notification en même temps
code-notification_statement-not_required = Aucune notification n’est requise
field-notified_authority = Autorité ayant reçu la notification
    .help = Quelle autorité a été informée.
field-facts_summary = Résumé des faits
    .help = Uniquement pour la partie notifiée.
field-data_categories = Catégories de données
    .help = Quels types de données sont demandés.
code-data_categories-subscriber = Informations relatives aux abonnés
code-data_categories-traffic = Données relatives au trafic
code-data_categories-content = Données relatives au contenu
field-why_provider = Pourquoi le fournisseur a les données
    .help = Des faits qui montrent qu’il les détient ou en a le contrôle.
field-relevance = Pertinence
    .help = Comment les données aident l’enquête.
field-other_attempts = Autres tentatives
    .help = Si les données ont été recherchées d’une autre manière.
field-emergency_facts = Faits constituant le cas d’urgence
    .help = Un risque important et imminent pour la vie ou la sécurité d’une personne ; un dommage aux seuls systèmes ou biens n’en constitue pas un.
field-emergency_relation = Le lien des données avec ces faits
    .help = Pourquoi ces données aident à l’écarter.
field-measure_reference = Référence de la demande
    .help = Où l’autre côté la trouve.
field-asking_authority = Autorité qui demande
    .help = L’autorité qui l’a envoyée.
field-reasons = Raisons
    .help = En des termes que l’autre côté peut vérifier.
field-signatory_name = Signé par
    .help = Qui répond de cette lettre.
field-done_at = Fait le
    .help = L’instant, et non le jour.

## Clocks

clock-subscriber-response = Réponse à une injonction de divulguer des informations relatives aux abonnés
    .help = Trente jours, ou le délai que l’injonction indique s’il est plus long ; ce n’est qu’après ce jour que la voie passant par l’autre partie est ouverte.
clock-serve-provider = Signification au fournisseur
    .help = Quarante-cinq jours, plus tôt si possible, à compter de la réception d’informations complètes.
clock-return-subscriber = Retour des informations relatives aux abonnés
    .help = Vingt jours à compter de la signification au fournisseur.
clock-return-traffic = Retour des données relatives au trafic
    .help = Quarante-cinq jours à compter de la signification au fournisseur.

## Duties without a number

duty-emergency-disclosure = Divulguer en cas d’urgence
duty-emergency-mla = Accorder l’entraide en cas d’urgence
duty-incident-notice = Informer l’autorité d’origine du transfert d’un incident de sécurité

## Grounds

ground-8-8 = Un motif de la Convention contre le fait de donner effet
    .help = Ceux de l’article 25, paragraphe 4, et de l’article 27, paragraphe 4, de la Convention ; des conditions et un ajournement sont possibles.
ground-7-5-c = La partie notifiée ordonne au fournisseur de ne pas divulguer
    .help = Enquêtes propres, ou un motif de l’article 25, paragraphe 4, et de l’article 27, paragraphe 4, de la Convention.
ground-10-1 = Un motif de la Convention contre l’entraide en cas d’urgence
    .help = Ceux qui s’appliquent à l’entraide.
