# The desk.

desk-title = Bureau
desk-lead = { $n ->
    [0] Il n’y a rien sur votre bureau.
    [one] { $n } dossier, avec son prochain instant légal.
   *[other] { $n } dossiers, en commençant par le prochain instant légal.
  }
desk-caption = { $n ->
    [one] { $n } dossier sur votre bureau
   *[other] { $n } dossiers sur votre bureau
  }
desk-empty = Lorsque quelque chose est attendu de votre fonction, cela figure ici.
desk-clock = Temps
desk-reference = Référence
desk-kind = Type
desk-counterparty = Autre côté
desk-state = État
desk-next = Prochaine étape
desk-no-clock = aucun délai ne court
desk-new-case = Ouvrir une affaire
desk-ending = Pièces dont la durée prend fin
desk-ending-lead = Elles ne peuvent pas être conservées plus longtemps, sauf si un blocage est en cours ou si un agent fixe une fin plus tardive en la motivant. Rien n’est détruit tout seul : deux agents décident.
desk-ending-caption = { $n ->
    [one] { $n } pièce dont la durée prend fin
   *[other] { $n } pièces dont la durée prend fin
  }

step-complete-draft = Compléter le projet
step-issue = Lire les deux copies et décider
step-wait-for-issuer = Un agent compétent décide
step-wait-for-receipts = Attendre les récépissés
step-wait-for-production = Attendre les données
step-wait-for-answer = Attendre la réponse
step-wait-for-gate = Attendre : les données ne peuvent pas encore être transmises
step-ingest = Recevoir les données
step-answer = Répondre par une lettre
step-hand-over = Remettre
step-decide-ground = Décider si un motif est invoqué
step-export = Exporter l’affaire
step-nothing = Rien
step-look = Examiner : une personne doit intervenir
step-tell = Informer la personne
step-review-delay = Décider d’un report de l’information

desk-unopened-since = non ouverte depuis
desk-unopened = { $n ->
    [one] { $n } lettre n’a pas été ouverte à temps
   *[other] { $n } lettres n’ont pas été ouvertes à temps
  }
desk-agreements = Accords qui requièrent votre intervention

# Letters that have not arrived.

desk-waiting = { $n ->
    [one] { $n } lettre n’est pas arrivée
   *[other] { $n } lettres ne sont pas arrivées
  }
desk-late = { $n ->
    [one] { $n } est en retard
   *[other] { $n } sont en retard
  }
desk-given-up = { $n ->
    [one] { $n } lettre a été abandonnée et vous attend
   *[other] { $n } lettres ont été abandonnées et vous attendent
  }
desk-given-up-see = Voir lesquelles, et que faire
waiting-take-back = Retirer la lettre
waiting-take-back-why = Pourquoi elle est retirée
waiting-take-back-help = Rien ne peut être retiré une fois que le service destinataire l’a. Qui peut encore la recevoir est prié de ne pas la lire.
waiting-take-back-choose = Choisir un motif
waiting-take-back-leaves = Si la lettre, ou d’autres sur la même affaire, ont déjà pu partir : l’avis au nœud du destinataire qu’elle est retirée, et pourquoi. Rien de ce qu’elle dit.
waiting-why-agreement = Un accord interdit qu’elle parte.
waiting-why-mistake = Elle dit ou apporte ce qu’elle ne devrait pas.
waiting-why-moot = Personne n’en a plus besoin.
waiting-why-recipient = Elle était pour quelqu’un d’autre.
given-up-heading = Lettres abandonnées
given-up-help = Elles sont nommées ici pendant 30 jours. Le journal les garde pour toujours.
given-up-arrived = arrivée malgré tout
given-up-do-arrived = Le destinataire a déclaré qu’il a cette lettre. Consultez les déclarations sur sa page, et écrivez une autre lettre là où quelque chose doit être corrigé.
given-up-asked = retirée
given-up-do-asked = Le destinataire a été prié de ne pas la lire et n’a pas encore répondu.
given-up-expired = délai passé
given-up-do-expired = Personne ne l’a acceptée à temps, et elle est sans effet. Demandez par téléphone au destinataire si son nœud fonctionne, puis réécrivez la lettre si elle est encore nécessaire.
given-up-left = laissée non lue
given-up-do-left = Le destinataire déclare qu’il ne l’a pas lue et a détruit ce qu’il avait déjà reçu.
given-up-unsent = retirée
given-up-do-unsent = Elle n’a jamais quitté ce nœud.
waiting-title = Lettres qui ne sont pas arrivées
waiting-lead = { $n ->
    [0] Toutes les lettres relatives à vos dossiers sont arrivées.
    [one] { $n } lettre. Le nœud continue d’essayer jusqu’à ce que son destinataire l’ait signée.
   *[other] { $n } lettres. Le nœud continue d’essayer jusqu’à ce que chaque destinataire ait signé.
  }
waiting-empty = Rien n’attend.
waiting-to = à
waiting-only = Seulement celles qui attendent pour la raison suivante :
waiting-all = Tout afficher
waiting-kind-agreement-consent = Consentement à une transmission à d’autres
waiting-kind-agreement-end = Fin d’un accord
waiting-kind-agreement-proposal = Accord à signer
waiting-kind-agreement-reinstatement = Fin d’une suspension
waiting-kind-agreement-signature = Signature d’un accord
waiting-kind-agreement-suspension = Suspension d’un accord
waiting-kind-handover-offer = Données remises
waiting-kind-measure-answer = Réponse
waiting-kind-measure-issue = Injonction
waiting-kind-measure-letter = Lettre
waiting-kind-measure-withdraw = Retrait
waiting-kind-recall-ask = Rappel
waiting-kind-recall-confirmed = Confirmation d’un rappel
waiting-kind-recall-refused = Refus d’un rappel
waiting-about = Objet
waiting-node = Nœud
waiting-lane = Degré d’urgence
waiting-lane-emergency = Cas d’urgence
waiting-lane-urgent = Urgent
waiting-lane-ordinary = Ordinaire
waiting-lane-bulk = Sans urgence
waiting-since = Attend depuis le
waiting-deliver-by = Doit arriver avant le
waiting-in-time = dans les temps
waiting-at-risk = risque de retard
waiting-missed = dépassé
waiting-spent = { $n } % de son temps est écoulé
waiting-why = Ce qui la retient
waiting-untried = Rien : elle part maintenant.
waiting-failed-no-connection = Personne ne répond aux adresses du destinataire.
waiting-failed-no-endpoint = L’annuaire n’indique aucune adresse pour le destinataire.
waiting-failed-kept-for-reader = Le nœud du destinataire vient chercher ses lettres : celle-ci est prête pour lui.
waiting-failed-lies-at-relay = La lettre est déposée auprès d’un relais jusqu’à ce que le nœud du destinataire vienne l’y chercher.
waiting-failed-no-relay = Le nœud du destinataire et le nôtre ne font que venir chercher, et il ne désigne aucun relais. Faites porter un lot, ou demandez au destinataire de désigner un relais.
waiting-failed-relay-no-evidence = Le nœud du destinataire et le nôtre ne font que venir chercher, et aucun relais ne garde de preuves. Faites porter un lot.
waiting-failed-relay-closed = Tous les relais du destinataire ont abandonné ou refusé cette lettre.
waiting-failed-relay-unreachable = Aucun relais du destinataire ne répond.
waiting-failed-relay-refused = Un relais du destinataire ne garde pas cette lettre.
waiting-failed-relay-too-early = L’horloge d’un relais du destinataire retarde sur la nôtre.
waiting-failed-fetches = Le nœud du destinataire vient chercher ses lettres, et personne ne se connecte à lui.
waiting-failed-broken-connection = La connexion a été interrompue avant l’arrivée de la réponse.
waiting-failed-timed-out = Le destinataire n’a pas répondu à temps.
waiting-failed-busy = Le destinataire n’accepte pas de lettres en ce moment.
waiting-failed-slow-down = Le destinataire nous demande d’envoyer plus lentement.
waiting-failed-quota = Le destinataire détient de notre part tout ce qu’il accepte.
waiting-failed-too-early = L’horloge du destinataire retarde sur la nôtre.
waiting-failed-roster-behind = Le destinataire ne connaît pas encore notre entrée dans l’annuaire.
waiting-failed-not-a-peer = Le destinataire ne connaît pas ce nœud. L’exploitant doit examiner la situation.
waiting-failed-wrong-network = Le destinataire appartient à un autre réseau. L’exploitant doit examiner la situation.
waiting-failed-malformed = Le destinataire ne peut pas lire ce que nous envoyons. L’exploitant doit examiner la situation.
waiting-failed-ours = Ce nœud n’a pas pu l’envoyer. L’exploitant doit examiner la situation.
waiting-failed-version = Le destinataire déclare ne pas parler notre version du protocole d’échange. L’exploitant doit examiner la situation.
waiting-failed-other = La réponse du destinataire ne compte pas.
waiting-held-no-quorum = Trop peu de témoins répondent : rien ne sort tant qu’ils ne répondent pas.
waiting-held-agreement-differs = Le document de l’accord que cette lettre désigne est ici un autre. Les parties doivent examiner la situation.
waiting-held-agreement-missing = Votre membre exige un accord signé par toutes les parties, et il n’y en a aucun qui couvre cette lettre.
waiting-held-agreement-not-covering = L’accord que cette lettre désigne ne la couvre pas. Elle est retirée.
waiting-held-agreement-not-yet = Le premier jour de l’accord que cette lettre désigne n’est pas venu.
waiting-held-agreement-sunset = L’accord que cette lettre désigne a pris fin. Trente jours après sa fin, la lettre est retirée ; sur une autre base, écrivez-en une nouvelle.
waiting-held-agreement-suspended = Une partie a suspendu l’accord. La lettre partira d’elle-même lorsque la suspension aura pris fin.
waiting-held-onward-consent-missing = L’auteur de la remise n’a pas consenti à ce que ces données soient transmises à ce membre.
waiting-held-version-ours = Le destinataire ne parle plus la version du protocole d’échange que parle ce nœud. Ce nœud doit être mis à niveau ; l’exploitant doit examiner la situation.
waiting-held-version-theirs = Le destinataire ne parle aucune version du protocole d’échange que parle ce nœud. Son nœud doit être mis à niveau.
waiting-held-other = La loi ne permet pas que les données soient transmises maintenant.
waiting-at-relay = Déposée auprès d’un relais
waiting-at-relay-since = depuis le
waiting-silent = Pas de réponse de ce côté depuis le
waiting-attempts = Essais
waiting-n-attempts = { $n ->
    [0] pas encore
   *[other] { $n } fois
  }
waiting-next = Prochain essai
waiting-now = maintenant
waiting-once-ended = une fois que cela aura pris fin
waiting-try-now = Essayer maintenant

# Whether letters reach each member.
reach-title = Les lettres arrivent-elles ?
reach-lead = Une fois par jour, une lettre sans contenu fait tout le trajet vers chaque membre et retour : signée, chiffrée, acceptée, ouverte. Une panne est ainsi découverte avant qu’une injonction ne la rencontre.
reach-empty = L’annuaire ne nomme personne d’autre.
reach-member = Membre
reach-state = État
reach-asked = Essayé
reach-took = Durée
reach-last = Dernier trajet complet
reach-act = Essayer
reach-never = jamais
reach-try = Essayer maintenant
reach-seconds = { $n } s
reach-accepted = Acceptée après
reach-opened = Ouverte après
reach-untried = pas encore essayé
reach-untried-means = Le premier essai a lieu demain.
reach-under-way = en cours
reach-under-way-means = La réponse dispose d’un quart d’heure.
reach-lost = non acceptée
reach-lost-means = L’autre côté ne l’a pas acceptée. Les lettres attendent jusqu’à ce qu’il le fasse.
reach-unopened = non ouverte
reach-unopened-means = L’autre côté l’a acceptée et ne l’ouvre pas. Appelez son exploitant.
reach-refused = refusée
reach-refused-means = L’autre côté n’a pas pu la lire. Appelez son exploitant.
reach-whole = complet
reach-whole-means = Elle a été acceptée et ouverte.
reach-upgrade-they = Ce membre doit se mettre à niveau : il ne parle aucune version du protocole d’échange que nous parlions. Les lettres attendent jusqu’à ce qu’il le fasse.
reach-upgrade-we = Nous devons nous mettre à niveau : ce membre ne parle plus aucune version du protocole d’échange que nous parlions. Les lettres attendent jusqu’à ce que nous le fassions.
reach-fetches = Personne ne se connecte à ce nœud : ce qui lui est destiné attend ici qu’il vienne le chercher.
reach-compared = Dernière comparaison
reach-compare = Comparer maintenant
reach-compare-open = en cours
reach-compare-failed = La dernière demande n’a pas reçu de réponse correcte.
reach-differs-arrived-after-all = { $n ->
    [one] L’autre côté détient { $n } lettre que nous avions abandonnée ou retirée. Prévenez le service qui l’a écrite.
   *[other] L’autre côté détient { $n } lettres que nous avions abandonnées ou retirées. Prévenez les services qui les ont écrites.
  }
reach-differs-contradicts = { $n ->
    [one] L’autre côté a déclaré, au sujet de { $n } de nos lettres, deux choses qui ne peuvent pas être vraies ensemble. L’exploitant doit examiner la situation.
   *[other] L’autre côté a déclaré, au sujet de chacune de { $n } de nos lettres, deux choses qui ne peuvent pas être vraies ensemble. L’exploitant doit examiner la situation.
  }
reach-differs-denied-by-peer = { $n ->
    [one] { $n } lettre figure sur la liste de ce que l’autre côté nous a envoyé, et il ne l’a pas.
   *[other] { $n } lettres figurent sur la liste de ce que l’autre côté nous a envoyé, et il ne les a pas.
  }
reach-differs-forgotten-by-peer = { $n ->
    [one] Nous détenons sous le sceau de l’autre côté { $n } lettre qu’il a perdue. Prévenez son exploitant.
   *[other] Nous détenons sous le sceau de l’autre côté { $n } lettres qu’il a perdues. Prévenez son exploitant.
  }
reach-differs-lost-by-peer = { $n ->
    [one] L’autre côté avait perdu { $n } lettre pour laquelle il avait signé ; elle a été envoyée à nouveau.
   *[other] L’autre côté avait perdu { $n } lettres pour lesquelles il avait signé ; elles ont été envoyées à nouveau.
  }
reach-differs-lost-by-us = { $n ->
    [one] L’autre côté détient sous notre sceau { $n } lettre qui n’est pas enregistrée ici. Nos enregistrements sont plus anciens que les siens.
   *[other] L’autre côté détient sous notre sceau { $n } lettres qui ne sont pas enregistrées ici. Nos enregistrements sont plus anciens que les siens.
  }
reach-differs-not-ours = { $n ->
    [one] L’autre côté présente comme nôtre { $n } lettre que nous n’avons pas scellée. L’exploitant doit examiner la situation.
   *[other] L’autre côté présente comme nôtres { $n } lettres que nous n’avons pas scellées. L’exploitant doit examiner la situation.
  }
reach-differs-rest = { $n ->
    [one] { $n } écart plus ancien est réglé et n’est plus que compté ici.
   *[other] { $n } écarts plus anciens sont réglés et ne sont plus que comptés ici.
  }
reach-differs-unshown = { $n ->
    [one] L’autre côté énumère comme nôtre { $n } lettre qui n’est pas enregistrée ici, et ne la montre pas. L’exploitant doit examiner la situation.
   *[other] L’autre côté énumère comme nôtres { $n } lettres qui ne sont pas enregistrées ici, et ne les montre pas. L’exploitant doit examiner la situation.
  }
