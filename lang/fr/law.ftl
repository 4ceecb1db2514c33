# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = Droit
law-lead = Voici les règles que ce nœud applique. Chacune figure avec son article. Lorsque le texte n’a pas encore été vérifié d’après la publication, la règle l’indique.
law-to-ways = Quelle voie existe d’un État à un autre ?
law-none = Rien.
law-instruments = Instruments
law-instrument = Instrument
law-standing = Statut
law-kinds = Mesures
law-n-kinds = { $n ->
    [0] aucun
    [one] { $n } type
   *[other] { $n } types
  }
law-pack = Version utilisée ici
law-lists = Listes de termes
law-list = Liste
law-n-words = Termes
law-mark = Texte
law-version = Version utilisée ici

standing-in_force = En vigueur
standing-not_in_force = Pas en vigueur
standing-by_agreement = Entre ceux qui en ont convenu

law-official = Titre officiel
law-from = Depuis le
law-until = Jusqu’au
law-source = Publication
law-known = Dernière vérification du statut
law-digest = Empreinte de la version
law-otherwise = Là où il ne lie pas

law-parties = États
law-parties-all = Tous les États liés sont mentionnés. Un État qui n’est pas mentionné n’est pas lié.
law-parties-some = Certains États sont mentionnés. D’un État qui n’est pas mentionné, on ne sait rien ici.
law-parties-none = Aucun État n’est mentionné. On ne sait pas ici si un État est lié.
law-parties-unknown = On ne sait rien ici de :
law-n-parties = { $n ->
    [one] { $n } État
   *[other] { $n } États
  }
law-state = État
law-where = Article
law-declared = Réserves et déclarations
law-says = Contenu

law-issuers = Qui peut émettre
law-kind = Mesure
law-data = Données
law-anybody = Quiconque
law-alone = Émet seule
law-validated = Valide pour d’autres
law-emergency = En cas d’urgence
law-emergency-yes = La validation peut suivre
law-all-kinds = Toutes
law-any-data = Toutes données

law-clocks = Délais
law-clock = Délai
law-period = Durée
law-starts = Court à partir de
law-end-does = Ce qu’entraîne sa fin
law-duties = Obligations sans délai chiffré
law-duty = Obligation
law-owed-by = À la charge de
law-standard = Quand
duties-heading = Obligations sans délai chiffré
duties-standing = État d’avancement
duty-standing-held = Pas encore à accomplir
duty-standing-lasts = Dure depuis le
duty-standing-lies = Lorsque cela se produit
duty-standing-met = Accomplie le
duty-standing-not-yet = Pas encore
duty-standing-over = Terminée
duty-standing-owed = Due depuis le
duty-standing-unmet = Non accomplie ; due depuis le
duty-standing-waits = À ne pas accomplir avant le
law-grounds = Motifs de refus
law-ground = Motif
law-raised-by = Invoqué par
law-stage = À quel stade
law-does = Ce qu’il entraîne
law-letters = Lettres
law-letter = Lettre
law-by = De
law-to = À

law-word = Terme
law-blocks = Nécessite le consentement de l’auteur
law-blocks-disclose = Pour communiquer
law-blocks-transmit = Pour transmettre
law-blocks-use_in_evidence = Pour utiliser comme preuve

law-list-admiralty = Évaluation : échelle de l’Amirauté
law-list-data-categories = Catégories de données
law-list-evaluation = Évaluation : Europol 4x4
law-list-handling = Codes de traitement
law-list-offences = Infractions
law-list-pap = Protocole des actions permises (PAP)
law-list-tlp = Protocole des feux tricolores (TLP)
law-list-uk-3x5x2 = Évaluation : 3x5x2

scheme-alias = Autre appellation
scheme-annex_iv = Annexe IV (UE)
scheme-article_5_4 = Article 5, paragraphe 4 (UE)
scheme-coe_budapest = Convention de Budapest
scheme-eu_dsa = Règlement sur les services numériques
scheme-europol = Europol
scheme-interpol = INTERPOL
scheme-other_treaty = Autre traité
scheme-un_cybercrime = Convention des Nations Unies

party-addressee = Destinataire
party-body = Organe de règlement des litiges
party-commission = Commission européenne
party-content_provider = Fournisseur de contenus
party-controller = Responsable du traitement
party-coordinator = Coordinateur pour les services numériques
party-EA = Autorité chargée de la mise en œuvre
party-IA = Autorité d’émission
party-MS = État membre
party-person = Personne concernée
party-processor = Sous-traitant
party-recipient = Destinataire du service
party-requested = État requis
party-requester = Celui qui demande l’examen approfondi
party-requesting = État requérant
party-supervisor = Autorité de contrôle
party-team = Équipe commune

law-period-agreed = Jusqu’à la date convenue ou demandée
law-period-elapsed-hours = { $n ->
    [one] { $n } heure, sans rien ajouter
   *[other] { $n } heures, sans rien ajouter
  }
law-period-fixed-date = Une date de l’année
law-period-national-addressee = Selon le droit de l’État du destinataire
law-period-national-issuing = Selon le droit de l’État d’émission
law-period-none = Pas de nombre selon la loi
law-period-plain-days = { $n ->
    [one] { $n } jour de calendrier
   *[other] { $n } jours de calendrier
  }
law-period-plain-months = { $n } mois de calendrier
law-period-plain-weeks = { $n ->
    [one] { $n } semaine de calendrier
   *[other] { $n } semaines de calendrier
  }
law-period-r1182-days = { $n ->
    [one] { $n } jour (règlement 1182/71)
   *[other] { $n } jours (règlement 1182/71)
  }
law-period-r1182-hours = { $n ->
    [one] { $n } heure (règlement 1182/71)
   *[other] { $n } heures (règlement 1182/71)
  }
law-period-r1182-months = { $n } mois (règlement 1182/71)
law-period-r1182-weeks = { $n ->
    [one] { $n } semaine (règlement 1182/71)
   *[other] { $n } semaines (règlement 1182/71)
  }
law-period-r1182-working-days = { $n ->
    [one] { $n } jour ouvrable (règlement 1182/71)
   *[other] { $n } jours ouvrables (règlement 1182/71)
  }

law-when-at-latest-from-the-date-of-the-restriction = Au plus tard à compter de la restriction
law-when-at-the-same-time = En même temps
law-when-at-the-time-of-effect-or-as-the-order-says = Lorsqu’il y est donné suite, ou selon l’injonction
law-when-before-the-act = Avant l’acte
law-when-expeditiously = Avec célérité
law-when-immediately = Immédiatement
law-when-promptly = Promptement
law-when-rapidly-expedited = Rapidement
law-when-until-ended = Jusqu’à ce qu’il y soit mis fin
law-when-without-delay = Sans retard
law-when-without-undue-delay = Sans retard injustifié

stage-notification = Après la notification
stage-execution = Lors de l’exécution
stage-enforcement = Lors de la mise en œuvre
ground-effect-stop = Il arrête la mesure
ground-effect-partial = Il arrête une partie, ou pose des conditions
ground-effect-suspend = Il suspend la mesure
ground-effect-inform = L’autre côté en est informé

declared-competent_authorities = Autorités compétentes
declared-contact_point = Point de contact
declared-central_authority_signoff = Une autorité centrale signe d’abord
declared-dual_criminality_reserved = La double incrimination est exigée
declared-exclude_article = Un article ne s’applique pas
declared-exclude_data_category = Ces données ne sont pas communiquées
declared-languages_accepted = Langues acceptées :
declared-require_authority_kind = Seules certaines autorités peuvent émettre
declared-require_followup_request = Une demande doit suivre
declared-require_notification = Une autorité est informée en même temps
declared-require_prior_use_of = Une autre voie est essayée d’abord

ways-title = Quelle voie existe ?
ways-lead = Quelles mesures mènent d’un État à un autre, ce que chacune exige, et toutes les raisons pour lesquelles une autre n’y mène pas. Elles sont classées selon le délai légal le plus court ; ce n’est pas un conseil pour une affaire.
ways-from = État requérant
ways-from-wrong = Choisissez l’État requérant.
ways-to = État du destinataire
ways-to-wrong = Choisissez l’État du destinataire.
ways-for = Dans quel but
ways-for-wrong = Choisissez le but.
ways-data = Données
ways-data-wrong = Ces catégories de données ne sont pas connues.
ways-on = Jour de l’émission
ways-on-wrong = Écrivez le jour sous la forme année, mois et jour.
ways-emergency = Urgence
ways-emergency-yes = Il s’agit d’un cas d’urgence
ways-button = Afficher les voies
ways-none = Aucune voie chargée ici ne peut être empruntée.
ways-admissible = Peut être empruntée
ways-undetermined = Pas connu ici
ways-excluded = Pas de voie
ways-goes-to = S’adresse à
ways-issuers = Émise par
ways-validated = Par d’autres, avec une validation
ways-validated-later = En cas d’urgence, la validation peut suivre
ways-language = Langue
ways-form = Formulaire
ways-answer = Réponse due
ways-notified = Notification
ways-notified-yes = À une autorité de l’État destinataire, en même temps
ways-grounds = Peut être refusée pour
ways-conditions = Conditions de l’État destinataire

aim-confiscation = Confiscation
aim-evidence = Preuves recueillies autrement
aim-freezing = Gel de biens
aim-information = Informations que personne n’a demandées
aim-joint_investigation = Enquête commune
aim-preservation = Conservation de données
aim-production = Production de données
aim-removal = Retrait de contenus
aim-supervision = Information d’une autorité de contrôle

channel-authority = Une autorité de l’autre État
channel-central_authority = L’autorité centrale de l’autre État
channel-contact_point = Le point de contact qui répond jour et nuit
channel-provider = Le fournisseur lui-même
channel-supervisor = L’autorité de contrôle de la protection des données

language-accepted_or_translated = Une langue que le destinataire accepte, ou avec une traduction dans une telle langue
language-as_agreed = Comme en conviennent les deux côtés
language-declared_by_provider = Une langue que le fournisseur a déclarée, sinon une langue officielle de son État
language-declared_by_state = Une langue que l’État d’exécution accepte
language-of_requested_state = Celle de l’État requis

obstacle-data_not_covered = Pas pour toutes ces données
obstacle-domestic = Les deux États sont le même
obstacle-emergency_only = Uniquement pour les cas d’urgence
obstacle-instrument_not_in_force = Pas en vigueur ce jour-là
obstacle-not_to_this_state = Mène uniquement à d’autres États
obstacle-reservation_excludes = Une réserve l’exclut
obstacle-state_not_bound = Un État n’est pas lié
obstacle-status_not_loaded = On ne sait pas ici s’il lie

trigger-arbitration-requested = L’arbitrage commun est demandé
trigger-aware = La violation est connue
trigger-certified = L’organe est certifié
trigger-complaint-received = La réclamation est reçue
trigger-confirmation-received = La confirmation de la demande ultérieure est reçue
trigger-consultation-received = La consultation est reçue
trigger-copy-received = La copie destinée à l’autorité de l’État d’établissement est reçue
trigger-decided = La reconnaissance est décidée
trigger-enforcement-received = L’injonction est reçue aux fins de mise en œuvre
trigger-exposure-received = La décision relative à l’exposition est reçue
trigger-frozen = Les biens sont gelés
trigger-impossibility-received = Le formulaire d’impossibilité est reçu
trigger-information-complete = La dernière information manquante est reçue
trigger-information-requested = Une demande d’informations est reçue
trigger-informed = L’information que l’acte exige est donnée
trigger-issued = La mesure est émise
trigger-ordered = Une injonction nationale est prise
trigger-period-ended = Le délai précédent prend fin
trigger-preserved = Les données sont conservées
trigger-received = La mesure est reçue
trigger-removed = Le contenu est retiré ou l’accès à celui-ci est bloqué
trigger-renewed = La demande est renouvelée
trigger-requested = La demande est faite
trigger-scrutiny-requested = Une demande d’examen approfondi est reçue
trigger-secrecy-decided = La non-divulgation est décidée
trigger-served = L’injonction est signifiée au fournisseur
trigger-signed = L’accord est signé
trigger-uploaded = Des données sont déposées
trigger-year-end = L’année civile prend fin
