# Cases: the list, one case, opening one, and what happened in it.

cases-title = Affaires
cases-caption = { $n ->
    [one] { $n } affaire
   *[other] { $n } affaires
  }
cases-empty = Vous ne prenez part à aucune affaire.
case-title = Affaire
case-codename = Nom
case-docket = Numéro
case-state = État
case-purpose = Finalité
case-n-measures = Mesures
case-registered = Enregistrée
case-focus = Objet
case-participants = Qui y prend part
case-measures = Mesures
case-new-measure = Préparer un projet de mesure
case-exhibits = Pièces
case-keeping = Ce qui est conservé, bloqué et détruit dans cette affaire
case-packages = Paquets
case-export = Exporter l’affaire
case-export-again = Exporter l’affaire à nouveau
case-export-hint = Tout ce qui est sous scellé dans l’affaire est placé dans un seul fichier, qu’une juridiction vérifie sans ce nœud. Le fichier reste ici jusqu’à ce que quelqu’un le télécharge.
case-timeline = Ce qui s’est passé
case-timeline-hint = Le plus récent d’abord. Chaque entrée a sa place dans le registre, et une preuve de celle-ci.
measures-caption = { $n ->
    [one] { $n } mesure
   *[other] { $n } mesures
  }
measures-empty = Pas encore de mesure.
packages-empty = Pas encore de paquet.

new-case-title = Ouvrir une affaire
new-case-lead = Une affaire reçoit un numéro qui lui est propre. Vous y prenez part, ainsi que les personnes de votre membre que vous cochez ci-dessous.
new-case-codename = Nom de code
new-case-codename-hint = Le nom que vous lui donnez entre vous. Jamais le nom d’une personne.
new-case-focus = Son objet
new-case-focus-hint = Quelques mots. Ils restent sur ce nœud.
new-case-participant = Qui d’autre y prend part
new-case-participant-hint = Seules les personnes qui y prennent part lisent l’affaire. Le juge qui doit émettre ses injonctions et la personne qui exporte ses preuves doivent en faire partie.
new-case-colleague = { $office } : { $unit }
new-case-button = Ouvrir l’affaire

exhibit-no = Numéro
exhibit-name = Nom
exhibit-size = Longueur
exhibit-digests = Empreintes
exhibit-state = État
exhibit-made-from = tirée de
exhibit-root = { $no } chez l’auteur de la remise
exhibit-not-fixed = pas encore fixée
exhibits-caption = { $n ->
    [one] { $n } pièce
   *[other] { $n } pièces
  }
exhibits-empty = Pas encore de pièce.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = Rien pour l’instant.
timeline-recorded = enregistré le
timeline-permalink = lien
timeline-leaf = feuille { $index }
timeline-arguments = { $n ->
    [one] { $n } valeur
   *[other] { $n } valeurs
  }

# Who did it.
actor-clock = Un délai de la loi
actor-node = Ce nœud
actor-officer = Agent
actor-peer = Un autre membre
actor-rule = Une règle de la loi

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = Ouverture
event-registered = Enregistrement
event-case-registered = L’affaire a été enregistrée
event-case-opened = L’affaire a été ouverte au travail
event-measure-opened = Un projet a été ouvert
event-amended = Le projet a été modifié
event-validated = Le projet a été validé
event-countersigned = Un autre agent a signé le projet
event-issued = La mesure a été émise
event-receipt-recorded = Le récépissé d’un destinataire est arrivé
event-received = L’injonction a été reçue
event-acknowledged = La réception a été confirmée
event-cleared = L’autorité chargée de la mise en œuvre n’invoque aucun motif
event-objected = Un motif a été invoqué
event-refused = L’injonction n’est pas exécutée
event-said = Une lettre a été envoyée
event-timed = Une lettre a modifié les délais
event-withdrawn = La mesure a été retirée
event-peer-act-staged = L’acte d’un autre membre est arrivé
event-peer-act-taken = L’acte d’un autre membre produit effet
event-peer-act-declined = L’acte d’un autre membre ne produit pas d’effet
event-handed-over = Les données ont été remises
event-produced = Les données sont arrivées
event-completed = La mesure est achevée
event-gate-opened = Le premier instant où la transmission est permise est venu
event-overdue = Une échéance est passée
event-right-lapsed = Un droit s’est éteint
event-exempted = Une obligation a pris fin de par la loi
event-ceased = La conservation a pris fin de par la loi
event-lapsed = Caducité
event-notice-owed = La personne doit être informée
event-notice-delay-asked = Un report de l’information de la personne a été demandé
event-notice-delay-declined = Le report de l’information n’a pas été approuvé
event-notice-deferred = L’information de la personne est reportée
event-notice-given = La personne a été informée
event-review-owed = Une validation a posteriori est due
event-offered = Des pièces ont été offertes
event-accepted = Les pièces ont été acceptées
event-contested = Les pièces sont contestées
event-started = Un paquet a été demandé
event-approved = Le paquet a été approuvé
event-sealed = Scellement
event-package-sealed = Le paquet a été scellé
event-exhibit-collect = La pièce a été recueillie
event-exhibit-seal = La pièce a été scellée
event-exhibit-hand_over = La pièce a été remise
event-exhibit-take_over = La pièce a été prise en garde
event-exhibit-verify = La pièce a été vérifiée
event-exhibit-pack = La pièce a été placée dans un paquet
event-exhibit-open = La pièce a été ouverte
event-exhibit-hold = Un blocage a été posé sur la pièce
event-exhibit-lift_hold = Un blocage de la pièce a été levé
event-exhibit-convert = La pièce a été convertie dans un autre format
event-exhibit-derive = Une pièce a été tirée d’autres pièces
event-exhibit-examine = La pièce a été examinée avec un outil
event-exhibit-redact = Une pièce occultée a été établie
event-exhibit-retain = La fin de la durée de la pièce a été fixée, ou atteinte
event-exhibit-scrub_fail = Des octets stockés de la pièce ont été trouvés endommagés
event-exhibit-translate = La pièce a été traduite
event-exhibit-destroy = Destruction du contenu de la pièce
event-erasure-proposed = La destruction de contenu a été proposée
event-erasure-approved = Un second agent a approuvé la destruction
event-erasure-rejected = Un second agent n’a pas approuvé la destruction
event-erasure-certified = Le contenu est détruit, et le certificat en a été établi
event-access-read = Du contenu a été lu
event-read = Du contenu a été lu

## One exhibit

exhibit-title = Pièce
exhibit-root-no = Numéro chez l’auteur de la remise
exhibit-record = Son historique
gaps = Questions qui seront posées à son sujet
gaps-lead = Rien de ceci n’empêche à lui seul un paquet. Comblez ou expliquez ces lacunes avant qu’une juridiction ne pose la question.
gaps-none = Rien de ce que cette liste recherche.
gap-entry = Entrée { $n }
gap-ambiguous-zone = Le fuseau horaire des heures propres à la source n’est pas indiqué, ou n’est pas un fuseau unique.
gap-clock-uncertain = Une horloge est moins sûre que l’intervalle qu’elle doit ordonner.
gap-derivation-without-parent = Elle serait issue d’un autre élément, et celui-ci n’est pas dans l’affaire.
gap-digest-mismatch = Des empreintes ne concordaient pas.
gap-hold-expired = Le dernier blocage avait pris fin avant la production du contenu.
gap-missing-interval = Pendant un certain temps, rien n’indique ce qui a été fait du contenu : il n’a pas été fixé dans un délai d’un jour, ou pas avant son départ.
gap-missing-tail = Le journal n’a pas encore indiqué quelle entrée est la dernière. Il le fait une fois par jour.
gap-tool-without-version = L’outil n’est pas nommé, ou sa version ne l’est pas.
gap-unsigned-handover = Il manque la lettre de l’auteur de la remise, ou la moitié de l’autre côté n’est pas arrivée.
package-gaps = Questions qui seront posées au sujet de ses pièces
record-caption = { $n ->
    [one] { $n } entrée
   *[other] { $n } entrées
  }
record-n = Entrée
record-what = Quoi
record-when = Quand
record-leaf = Dans le registre
record-disclose = Communiquer
record-none = Pas encore d’entrée.

## Disclosing single fields

disclose-title = Communiquer des champs isolés
disclose-entry = Champs de l’entrée { $n }
disclose-lead = La personne qui reçoit le fichier voit les champs que vous choisissez, le fait que les autres existent, et une preuve que l’entrée figurait dans le journal. La communication est enregistrée avant que le fichier ne soit établi.
disclose-field = Champs à ouvrir
disclose-field-hint = Le schéma, la catégorie, le type et l’heure de l’entrée sont toujours ouverts.
disclose-to = À qui
disclose-to-hint = Cela figure dans l’historique. Indiquez le service ou la qualité, non une adresse privée.
disclose-purpose = Finalité
disclose-purpose-none = Choisissez-en une
disclose-why = Sur quelle base
disclose-why-hint = La disposition ou la décision, en toutes lettres. Cela figure dans l’historique et non dans le fichier.
disclose-leaves = Un fichier contenant les champs que vous choisissez. Vous le recevez, et vous le transmettez.
disclose-button = Enregistrer et télécharger
disclose-check = La personne qui reçoit le fichier le vérifie avec comity-verify et la politique du réseau.
custody-field-exhibit = Identifiant de la pièce
custody-field-exhibit-no = Numéro
custody-field-root-no = Numéro chez l’auteur de la remise
custody-field-case = Affaire
custody-field-status = Comment cela s’est terminé
custody-field-until = Quand cela s’est terminé
custody-field-actor = Qui l’a fait
custody-field-counterparty = L’autre côté
custody-field-location = Où
custody-field-basis = Base juridique
custody-field-purpose = Finalité
custody-field-tool = Outil
custody-field-object = Inscription avant
custody-field-result = Inscription après
custody-field-data = Longueur et empreintes
custody-field-source = Source
custody-field-check = Empreintes comparées
custody-field-change = Modification inévitable
custody-field-seal = Scellés et état
custody-field-countersigns = Contreseings
custody-field-signatures = Lettre et récépissé
custody-field-informed-by = Entrée précédente
