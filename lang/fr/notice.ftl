# The notice to the person whose data were produced.

notice-heading = Information de la personne
notice-rule = Due selon la loi
notice-delays = Reports licites
notice-delays-lead = La personne est informée, sauf si et tant que l’une des conditions suivantes est remplie et que deux agents le déclarent :
notice-delays-none = La loi ne connaît aucun motif de report.
notice-standing = Information
notice-standing-due = Due
notice-standing-deferred = Reportée
notice-standing-given = Donnée
notice-not-owed = Rien n’a encore été produit. Une fois les données ici, la personne doit être informée.
notice-since = Due depuis le
notice-because-production = des données ont été produites
notice-because-review = le jour de réexamen de son report est venu
notice-because-ground-ceased = le motif de son report n’existe plus
notice-asked-at = Un report a été demandé
notice-asked = il ne reporte rien tant qu’une autre personne n’a pas approuvé
notice-agreed-at = Approuvé
notice-recorded-at = Enregistré

notice-give-heading = La personne a été informée
notice-give-lead = Enregistrez-le lorsque c’est fait. Le nœud n’envoie rien à la personne.
notice-told-on = Informée le
notice-means = Comment
notice-means-electronic = Par voie électronique
notice-means-in-person = En personne
notice-means-letter = Par lettre
notice-means-other = D’une autre manière
notice-means-representative = Par l’intermédiaire d’un avocat ou d’un représentant
notice-language = Langue
notice-language-hint = La langue dans laquelle la personne a été informée, sous forme de code.
notice-remedies = Voies de recours indiquées à la personne
notice-remedies-hint = Quelles juridictions ou autorités, et jusqu’à quand.
notice-proof = Ce qui a été indiqué à la personne
notice-proof-hint = Le texte, mot pour mot. Ce champ peut rester vide si une empreinte figure ci-dessous.
notice-sha256 = Empreinte de la lettre ou de sa preuve de remise
notice-sha256-hint = SHA-256, 64 signes ; peut rester vide si le texte figure ci-dessus.
notice-give-button = Enregistrer l’information

notice-defer-heading = Demander un report
notice-defer-lead = La règle est d’informer. Un report exige un motif, des raisons, un jour de réexamen et un autre agent qui l’approuve. D’ici là, l’information est due.
notice-ground = Motif
notice-justification = En bref
notice-justification-hint = Une phrase pour la personne qui réexaminera.
notice-reasons = Raisons
notice-reasons-hint = Elles restent au dossier et ne sont transmises à personne d’autre.
notice-review-on = Réexamen le
notice-review-on-hint = Ce jour-là, l’information est de nouveau due. Au plus tard le { $day }.
notice-defer-button = Demander le report

notice-review-heading = Un report attend une décision
notice-review-lead = Le motif existe-t-il, et pour aussi longtemps ?
notice-verdict = Décision
notice-verdict-agreed = Il existe : l’information attend
notice-verdict-declined = Il n’existe pas : l’information reste due
notice-why = Pourquoi
notice-why-hint = Nécessaire si le motif n’existe pas.
notice-review-button = Décider

notice-end-heading = Le motif n’existe plus
notice-end-lead = L’information est de nouveau due immédiatement.
notice-end-button = Mettre fin au report

notice-mark-due = Information due
notice-mark-deferred = Information reportée

notices-owed = { $n ->
    [one] Dans { $n } mesure, une personne doit être informée que des données ont été produites
   *[other] Dans { $n } mesures, des personnes doivent être informées que des données ont été produites
  }
notices-owed-body = Chacune est signalée ci-dessous. Une mesure achevée n’en dispense pas.
desk-duty-owed = due depuis le
desk-notice-owed = information de la personne due depuis le
desk-notice-review = report de l’information réexaminé le

standard-without-undue-delay = sans retard injustifié
