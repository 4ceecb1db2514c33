# Agreements: the list, one of them, and the forms.

agreements-title = Accords
agreements-lead = { $n ->
    [0] À quelles conditions votre membre partage des données avec d’autres. Il n’y a pas encore d’accord.
    [one] À quelles conditions votre membre partage des données avec d’autres : { $n } accord.
   *[other] À quelles conditions votre membre partage des données avec d’autres : { $n } accords.
  }
agreements-required = Votre membre n’envoie rien sans accord
agreements-required-body = Lorsqu’aucun accord ne couvre une lettre, elle attend, quoi que la loi seule permette. Les réponses et les retraits partent toujours.
agreements-caption = { $n ->
    [one] { $n } accord
   *[other] { $n } accords
  }
agreements-empty = Il n’y a pas d’accord. Lorsque la loi des deux États suffit, les lettres partent malgré tout.
agreements-draft = Rédiger un accord

agreement-title = Accord
agreement-parties = Parties
agreement-phase = État
agreement-review = Prochain réexamen
agreement-ends = Prend fin de lui-même le
agreement-ended-at = A pris fin le
agreement-waits = Ce qu’il retient
agreement-none = aucun
agreement-waits-none = rien
agreement-waits-out = { $n ->
    [one] { $n } de nos lettres attend
   *[other] { $n } de nos lettres attendent
  }
agreement-waits-out-body = Chacune est signée et n’est perdue pour personne. Vous trouvez dans la liste celles qui concernent vos dossiers.
agreement-waits-came = { $n ->
    [one] { $n } lettre reste non lue
   *[other] { $n } lettres restent non lues
  }
agreement-waits-came-body = Ce qui est arrivé après la suspension est conservé tel quel, chiffré ; personne ne l’ouvre. La lecture se fait d’elle-même dès que l’accord le permet, et le refus de lui-même si cela ne peut jamais être le cas. Aucun agent n’en décide.

agreement-phase-draft = Projet
agreement-phase-open = Signatures manquantes
agreement-phase-waiting = Signé, pas encore en vigueur
agreement-phase-in-force = En vigueur
agreement-phase-suspended = Suspendu
agreement-phase-ended = Terminé
agreement-phase-sunset = Durée écoulée

agreement-means-draft = Personne d’autre n’en a connaissance, et aucune lettre ne se fonde sur lui.
agreement-means-open = Il ne lie personne tant que toutes les parties n’ont pas signé. Les lettres partent ou attendent comme s’il n’existait pas.
agreement-means-waiting = Toutes les parties ont signé. Aucune lettre ne se fonde sur lui avant son premier jour.
agreement-means-in-force = Les lettres qu’il couvre le désignent et partent. Il cesse de lui-même à son dernier jour.
agreement-means-suspended = Ce que vise la suspension attend des deux côtés, y compris les lettres qui ne désignent pas cet accord. Rien n’est perdu.
agreement-means-ended = Aucune nouvelle lettre ne se fonde sur lui. Ce qui le désignait attend trente jours après sa fin, puis est retiré ; sur une autre base, une nouvelle lettre est écrite.
agreement-means-sunset = Aucune nouvelle lettre ne se fonde sur lui. Ce qui le désignait attend trente jours après sa fin, puis est retiré ; sur une autre base, une nouvelle lettre est écrite.

agreement-duty-ends = prend bientôt fin
agreement-duty-ends-body = Rien ne se poursuit tout seul. Rédigez un accord qui lui succède, et faites-le signer à temps.
agreement-duty-review = réexamen en retard
agreement-duty-review-body = Un réexamen en retard n’arrête rien. Effectuez-le, et enregistrez ce que vous avez constaté.
agreement-duty-sign = attend notre signature
agreement-duty-sign-body = Lisez le document, comparez son empreinte, et signez-le pour votre membre.
agreement-asks = Cet accord requiert votre intervention

agreement-basis = Base juridique
agreement-purposes = Finalités
agreement-data = Données
agreement-directions = Qui communique à qui
agreement-gives-to = communique à
agreement-onward = Transmission à d’autres
agreement-onward-never = À personne, avec ou sans consentement
agreement-onward-with_consent = Uniquement avec le consentement de l’auteur de la remise, pour chaque pièce et chaque destinataire
agreement-retention = Durée de conservation permise
agreement-days = { $n ->
    [one] { $shown } jour au plus
   *[other] { $shown } jours au plus
  }
agreement-evidence-stays-yes = Les preuves d’une affaire en cours peuvent rester jusqu’à la fin de cette affaire.
agreement-evidence-stays-no = Cela vaut aussi pour les preuves d’une affaire en cours.
agreement-safeguards = Garanties
agreement-impact = Analyse d’impact
agreement-impact-on = Dernière révision le
agreement-review-every = Réexamen
agreement-months = { $n ->
    [one] Chaque mois
   *[other] Tous les { $n } mois
  }
agreement-valid-from = En vigueur à partir du
agreement-valid-until = En vigueur jusqu’au
agreement-criteria = Raisons de le suspendre
agreement-preservation = Demandes de conservation de données
agreement-preservation-yes = Elles se poursuivent pendant la suspension.
agreement-preservation-no = Elles attendent aussi pendant la suspension.
agreement-digest = SHA-256 du document

agreement-changed = Quelque chose est arrivé à cet accord depuis que vous avez ouvert le formulaire. Relisez la page ; votre saisie figure ci-dessous.
agreement-page-title = Accord :
agreement-terms = Clauses
agreement-document = Le document exact
agreement-follow = Rédiger un accord qui succède à celui-ci
agreement-suspended = Suspendu
agreement-suspended-part = Étendue
agreement-suspended-all = En totalité
agreement-suspended-purposes = Seulement pour ces finalités
agreement-suspended-data = Seulement pour ces données
agreement-today = Ce qu’il signifie aujourd’hui
agreement-party = Partie
agreement-gives = Nos données vers elle
agreement-gets = Ses données vers nous
agreement-keeps = Demandes de conservation de données
agreement-passage-goes = passe
agreement-passage-held = attend
agreement-passage-partly = attend en partie
agreement-passage-not = non permis
agreement-because-agreement-differs = Le document diffère.
agreement-because-agreement-missing = Des signatures manquent.
agreement-because-agreement-not-covering = Il ne le couvre pas.
agreement-because-agreement-not-yet = Son premier jour n’est pas venu.
agreement-because-agreement-sunset = Il a pris fin.
agreement-because-agreement-suspended = Une partie l’a suspendu.
agreement-because-onward-consent-missing = Un consentement manque.
agreement-always = Les réponses aux injonctions, les retraits, les rappels et les lettres relatives aux accords partent toujours.
agreement-withdrawn = { $n ->
    [one] { $n } lettre a été retirée de ce fait.
   *[other] { $n } lettres ont été retirées de ce fait.
  }
agreement-undelivered = n’en est pas encore informé :
agreement-undelivered-since = lettre signée le
agreement-signatures = Signatures
agreement-not-signed = pas signé
agreement-signed-at = Signé
agreement-signed-unit = Unité
agreement-signed-key = Clé
agreement-consents = Ce qui peut être transmis
agreement-item = Pièce
agreement-giver = Consentement de
agreement-goes-to = Peut être transmise à

agreement-acts = Ce que vous pouvez faire
agreement-to-sign = Lire le document et signer
agreement-act-sign = Signer pour mon membre
agreement-act-suspend = Le suspendre
agreement-act-reinstate = Mettre fin à notre suspension
agreement-act-review = Enregistrer un réexamen
agreement-act-end = Y mettre fin
agreement-act-drop = Retirer le projet
agreement-lead-suspend = Elle vaut immédiatement, ici par cet acte et chez les autres parties par notre lettre. Seul votre membre y met fin.
agreement-lead-reinstate = Ce qui attend part de lui-même, et ce qui reste non lu est lu.
agreement-lead-review = Le prochain réexamen est dû après celui-ci, au bout du nombre de mois que le document indique.
agreement-lead-end = Il prend fin pour toutes les parties et ne peut pas être rétabli. Ce qui le désignait attend trente jours, puis est retiré.
agreement-lead-drop = Personne d’autre n’a connaissance de ce projet, et personne n’est informé.
agreement-letter-suspend = qu’il est suspendu, depuis quand, pour quelle raison et dans quelle étendue
agreement-letter-reinstate = que notre suspension a pris fin, et pourquoi
agreement-letter-end = qu’il a pris fin, et pourquoi
agreement-letter-sign = le document avec notre signature
agreement-letter-consent = quelle pièce peut être transmise, et à qui
agreement-criterion = Raison
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = Raison prévue par le document
agreement-suspend-purposes = Seulement pour certaines finalités
agreement-suspend-data = Seulement pour certaines données
agreement-suspend-part-hint = Ne cochez rien pour les suspendre toutes.
agreement-suspend-why = Ce qui s’est passé
agreement-suspend-why-hint = Chaque partie le lit. Ne nommez aucune personne et rien d’une affaire.
agreement-reinstate-why = Pourquoi il peut reprendre
agreement-reinstate-why-hint = Chaque partie le lit. Ne nommez aucune personne et rien d’une affaire.
agreement-review-found = Ce qui a été constaté
agreement-review-found-hint = Si les clauses sont respectées, ce qui doit changer, et où se trouve le rapport. Cela reste au sein de votre membre.
agreement-end-why = Pourquoi il prend fin
agreement-end-why-hint = Chaque partie le lit. Ne nommez aucune personne et rien d’une affaire.
agreement-consent = Permettre la transmission d’une pièce à un autre
agreement-consent-body = Celui qui tient une pièce de vous ne la transmet qu’avec votre consentement. Donnez-le depuis la page de cette pièce.

agreement-sign-title = Signer :
agreement-sign-lead = Voici ce à quoi votre membre s’engage. Lisez-le en entier. Ce qui est signé est le document ci-dessous, octet par octet.
agreement-sign-document = Le document
agreement-sign-compare = Avant de signer, comparez l’empreinte avec les autres parties par une autre voie, par téléphone ou sur papier.
agreement-sign-outdated = Le formulaire montrait un autre document que celui qui est ici. Rien n’a été signé. Lisez celui-ci.
agreement-sign-not = Vous ne pouvez pas le signer maintenant
agreement-sign-not-body = Votre membre a signé, ou l’accord a pris fin, ou la signature revient à une autre fonction.
agreement-sign-unit = Il est signé avec la clé de votre unité, { $unit }.

agreement-consent-title = Permettre la transmission :
agreement-consent-lead = Vous consentez à ce qu’un membre transmette cette pièce à un autre. Vous ne pouvez pas revenir sur cet acte : ce qui a été transmis est parti.
agreement-consent-nothing = Aucun accord n’exige votre consentement pour cette pièce : personne ne la tient de vous en vertu d’un accord qui permet la transmission à d’autres.
agreement-consent-agreement = En vertu de quel accord
agreement-consent-under = En vertu de « { $title } »
agreement-consent-held-by = La tiennent de vous : { $members }
agreement-consent-to = À qui elle peut être transmise
agreement-consent-to-hint = À ce membre et à aucun autre.
agreement-consent-parties = Chacune des autres parties à l’accord
agreement-consent-button = Consentir
agreement-consent-link = Permettre la transmission par celui qui la tient de nous

agreement-draft-heading = Rédiger un accord
agreement-draft-lead = Personne d’autre n’apprend l’existence d’un projet. Un autre agent de votre membre le lit et le signe ; chaque partie le reçoit alors, et il lie une fois que toutes ont signé. Un projet ne se modifie pas : retirez-le et rédigez-le à nouveau.
agreement-draft-button = L’écrire
agreement-draft-title = Nom
agreement-draft-title-hint = Le nom qu’on lui donne, en une ligne.
agreement-draft-basis = Base juridique
agreement-draft-basis-hint = La disposition sur laquelle il se fonde.
agreement-draft-parties = Autres parties
agreement-draft-parties-hint = Votre propre membre est toujours partie.
agreement-draft-purposes = Finalités
agreement-draft-purposes-hint = Les données peuvent être utilisées pour celles-ci et pour rien d’autre.
agreement-draft-data = Données
agreement-draft-ways = Qui communique à qui
agreement-draft-directions = Les sens de communication, s’ils sont énumérés
agreement-draft-directions-hint = Une ligne pour chacun, celui qui communique d’abord : fr-tj > ie-ca
agreement-draft-onward = Transmission à d’autres
agreement-draft-retention-days = Nombre de jours de conservation permise
agreement-draft-retention-days-hint = De 1 à { $n }.
agreement-draft-evidence-stays = Les preuves d’une affaire en cours peuvent-elles rester jusqu’à la fin de cette affaire ?
agreement-draft-safeguards = Garanties
agreement-draft-safeguards-hint = Une ligne pour chacune, { $n } au plus.
agreement-draft-impact-reference = Où se trouve l’analyse d’impact
agreement-draft-impact-reference-hint = Sans elle, il n’y a pas d’accord.
agreement-draft-impact-on = Jour de sa dernière révision
agreement-draft-review-every-months = Nombre de mois entre deux réexamens
agreement-draft-review-every-months-hint = De 1 à { $n }.
agreement-draft-valid-from = Premier jour
agreement-draft-last-day = Dernier jour
agreement-draft-last-day-hint = { $n } jours au plus après le premier. À l’expiration de ce jour, l’accord prend fin de lui-même.
agreement-draft-criteria = Raisons pour lesquelles une partie peut le suspendre
agreement-draft-criteria-hint = Une ligne pour chacune, { $n } au plus. Une suspension désigne l’une d’elles.
agreement-draft-preservation = Les demandes de conservation de données se poursuivent-elles pendant la suspension ?
agreement-member = { $id } · { $name }
agreement-ways-both = Chaque partie à chacune des autres
agreement-ways-give = Seulement nous aux autres
agreement-ways-get = Seulement les autres à nous
agreement-ways-listed = Comme énuméré ci-dessous

held-heading = { $n ->
    [one] { $n } lettre à ce sujet attend en raison d’un accord
   *[other] { $n } lettres à ce sujet attendent en raison d’accords
  }
held-all = Toutes les lettres qui ne sont pas arrivées
held-since = depuis le
held-ends-at = Cela prend fin de soi-même le { $at }.
held-ends-consent = Il faut le consentement de { $members }.
held-ends-never = Personne ne peut lever cet obstacle. Sur une autre base, écrivez une nouvelle lettre.
held-ends-only = Cela ne peut être levé que par { $members }.

# What happened to one.
event-agreement-drafted = L’accord a été rédigé
event-agreement-received = L’accord est arrivé d’une autre partie
event-agreement-signed = Une partie a signé
event-agreement-suspended = Une partie l’a suspendu
event-agreement-reinstated = Une suspension a pris fin
event-agreement-ended = Une partie y a mis fin
event-agreement-consented = Une partie a consenti à la transmission d’une pièce
event-agreement-reviewed = L’accord a été réexaminé
event-agreement-expired = Sa durée était écoulée
