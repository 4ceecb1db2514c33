# A measure at its issuer: the start, the draft, the check, what came of it.

measure-title = Mesure
measure-state = État
measure-issued-at = Émise
measure-from = Émise par
measure-addressee = Destinataire
measure-enforcing = Autorité chargée de la mise en œuvre
measure-nobody-notified = Aucune notification
measure-data = Données demandées
measure-track = Degré d’urgence
measure-law = Droit
measure-clocks = Délais
measure-copies = Copies envoyées
measure-acts = Ce que les autres ont fait
measure-exhibits = Pièces reçues
measure-whole-form = Le formulaire entier
kind-unknown = La loi chargée ici ne connaît pas ce type de mesure.
not-yet = pas encore

check-emergency = L’injonction part sans validation
check-emergency-hint = Uniquement lorsque la loi exige une validation de l’autorité qui émet. Les trois conditions doivent être réunies, et la validation doit suivre dans le délai.
emergency-established = Le cas d’urgence est valablement établi
emergency-validation-unobtainable = Une validation ne peut pas être obtenue à temps
emergency-domestic-without-validation = Une injonction pourrait être émise sans validation dans un cas national similaire
new-measure-title = Préparer un projet de mesure
new-measure-other-law = Autre loi
new-measure-not-in-force = pas en vigueur
new-measure-kind = Quelle mesure
new-measure-kind-hint = Le formulaire qui suit est celui de la loi.
new-measure-to = Qui doit l’exécuter
new-measure-to-hint = L’établissement désigné ou le représentant légal du fournisseur, ou l’autorité de l’autre État, selon la mesure.
new-measure-data = Quelles données
new-measure-data-hint = Ne demandez pas plus que ce que l’affaire exige. La catégorie la plus intrusive détermine qui peut émettre.
new-measure-enforcing = Qui reçoit la notification
new-measure-enforcing-hint = L’autorité chargée de la mise en œuvre dans l’État du destinataire, lorsque la loi prévoit une notification.
new-measure-nobody = Personne
new-measure-track = Avec quelle urgence
new-measure-track-hint = Un cas d’urgence est une menace imminente au sens de la loi, et rien d’autre.
new-measure-only-for = Uniquement pour : { $kinds }.
new-measure-button = Ouvrir le projet
choose-one = Choisir

data-subscriber = Données relatives aux abonnés
    .help = Qui est l’utilisateur, et le contrat.
data-identification_only = Données demandées à la seule fin d’identifier l’utilisateur
    .help = Adresses et heures demandées uniquement pour savoir qui est l’utilisateur.
data-traffic = Données relatives au trafic
    .help = Qui a communiqué avec qui, quand et d’où.
data-content = Données relatives au contenu
    .help = Ce qui a été écrit, dit ou stocké.
track-ordinary = Ordinaire
    .help = Les délais de la loi, tels qu’ils sont.
track-urgent = Urgent
    .help = Plus vite, sur demande ; aucun délai de la loi n’est modifié.
track-emergency = Cas d’urgence
    .help = Une menace imminente pour la vie, l’intégrité physique ou la sécurité, ou pour une infrastructure critique.

draft-title = Projet
draft-sections = Sections du formulaire
draft-save = Enregistrer
draft-complete = Complet
draft-complete-hint = Le formulaire ne contient pas d’erreur. Un agent compétent lit les deux copies et décide.
draft-incomplete = Incomplet
draft-missing = { $n ->
    [0] Rien ne manque, mais quelque chose est inexact.
    [one] Il manque encore { $n } réponse.
   *[other] Il manque encore { $n } réponses.
  }
draft-check = Vérifier ce que chaque destinataire recevra
draft-check-anyway = Voir ce que chaque destinataire recevrait
two-people = Si vous modifiez ce projet, vous ne pouvez pas l’émettre
    .body = Selon une règle interne, une autre personne doit émettre ce que vous avez rédigé. La loi n’exige pas deux personnes ; vous pouvez demander à un collègue de faire la modification.
two-people-wrote = Vous avez travaillé à la rédaction de ce projet ; vous ne pouvez donc pas l’émettre
    .body = Selon une règle interne, une autre personne doit l’émettre. La loi n’exige pas deux personnes.
drop-heading = Abandonner ce projet
drop-lead = Rien n’en a quitté ce nœud. Il reste au dossier et ne peut plus être ni modifié ni émis.
drop-button = Abandonner le projet
differ-lead = Rien n’a encore été enregistré. Seules les réponses qui diffèrent figurent ci-dessous, chacune avec l’autre texte. Lorsque vous enregistrez, seul ce que vous avez modifié ici est changé.
differ-leave = Quitter sans enregistrer, et lire le projet tel qu’il est maintenant
differ-before = Auparavant, le texte était :
differ-stored = Entre-temps, une autre personne a écrit :
differ-mine = Vous avez modifié ceci. Le texte est maintenant :
differ-others = Une autre personne a modifié ceci ; ce qu’elle a écrit figure dans le champ. Auparavant, le texte était :
differ-which = Quelle réponse compte pour « { $field } » ?
differ-keep-mine = La mienne, telle qu’elle figure dans le champ
differ-keep-theirs = Celle qu’une autre personne a écrite
draft-read-only = Vous pouvez lire ce projet. Votre fonction ne le modifie pas.

task-completed = Terminé
task-missing = Informations manquantes
task-problem = Il y a un problème
task-untouched = Pas encore consulté
task-optional = Rien d’obligatoire

need-required = obligatoire
need-pointless = pas demandé dans cette mesure
need-if-answered = obligatoire si une réponse est donnée à « { $field } »
need-if-says = obligatoire si la réponse à « { $field } » est « { $answer } »
field-example = Par exemple : { $example }
field-nth = { $field }, réponse { $n }

audience-both = Dans la copie du destinataire et dans celle de l’autorité chargée de la mise en œuvre.
audience-addressee = Dans la copie du destinataire uniquement.
audience-enforcing = Seule l’autorité chargée de la mise en œuvre voit ceci. Ce n’est pas dans la copie du destinataire.
audience-nobody = Dans la copie de personne. Cela reste dans votre dossier.

section-not-in-copy = Pas dans cette copie.
section-change = Modifier
field-reads = On y lit :
section-no-answers = Aucune réponse.
written-in = rédigé dans la langue { $language }
yes = oui
no = non
period-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
  }
period-months = { $n } mois
period-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
  }
selector-acct = compte
selector-email = courriel
selector-imei = IMEI
selector-ip = adresse IP
selector-mac = adresse MAC
selector-phone = téléphone

check-title = Vérifier et émettre
check-lead = Chaque destinataire reçoit exactement la copie montrée ici, et rien d’autre. Lisez les deux avant de décider.
check-changed = Rien n’a été modifié et rien n’est parti. Les copies ci-dessous sont celles qui seraient établies maintenant ; relisez-les. Les raisons que vous avez écrites sont toujours là ; ce que vous déclarez doit être déclaré à nouveau.
check-missing = Rien n’a été modifié et rien n’est parti. Vos réponses sont toujours là.
check-no-copies = Aucune copie ne peut encore être établie. Le projet doit désigner ses destinataires et ne contenir aucune erreur.
check-issue-heading = Émettre
check-issue-lead = L’émission envoie ces copies, mot pour mot. Le texte ne peut plus être modifié ensuite ; une mesure peut seulement être retirée.
check-issue-button = Émettre ces copies
check-stated = J’ai examiné ce point
check-not-yours = Il ne revient pas à votre fonction d’émettre
check-not-yours-body = Un agent compétent de votre membre lit les deux copies sur cette page et décide.

copy-addressee = La copie du destinataire
copy-enforcing = La copie de l’autorité chargée de la mise en œuvre
copy-enforcement = La copie de l’autorité à laquelle la mise en œuvre est demandée
copy-to = Pour
copy-digest = SHA-256
copy-bytes = Les octets sur lesquels l’empreinte est calculée ({ $n ->
    [one] { $n } octet
   *[other] { $n } octets
  })
copy-recipient = Copie
copy-state = Acheminement
copy-sent = Envoyée
copy-received = Récépissé
copies-caption = { $n ->
    [one] { $n } copie
   *[other] { $n } copies
  }
copies-empty = Aucune copie n’est partie.

act-written = lettre écrite le
act-arrived = arrivée le
act-waiting = attend un agent
act-taken = produit effet
act-acknowledged = accuse réception le
act-cleared = n’invoque aucun motif
act-objected = invoque un motif
act-offered-handover = offre des pièces
act-refused = n’exécute pas
act-said = déclare
act-withdrew = retire la mesure

ladder-heading = Ce que l’autre côté a déclaré sur nos lettres
ladder-help = Chaque ligne est une déclaration que l’autre côté a signée. Elle dit ce qui s’y est passé, et rien de plus.
ladder-letter = Lettre { $n }
ladder-caption = { $n ->
    [one] { $n } déclaration
   *[other] { $n } déclarations
  }
ladder-none = Rien n’a encore été déclaré.
ladder-what = Ce qui est déclaré
ladder-when = Quand, selon son horloge
ladder-who = Par qui
ladder-kept = Comment c’est conservé
ladder-level-signed = Signé
ladder-level-logged = Signé, et une feuille de notre journal le nomme
ladder-level-witnessed = Signé, dans notre journal et cosigné par des témoins
ladder-accepted = Son nœud a la lettre. Cela ne dit pas que quelqu’un l’a ouverte.
ladder-consigned = Son nœud a ouvert et vérifié la lettre, qui se trouve dans la corbeille du service. Cela ne dit pas que quelqu’un l’a lue.
ladder-asked = Le service a été invité à prendre la lettre ou à la décliner.
ladder-taken = Un agent a pris la lettre.
ladder-handed-over = Un agent ou un programme y a reçu le contenu. Si quelqu’un l’a lu, personne ne peut le déclarer.
ladder-opened-again = Le contenu a été ouvert à nouveau.
ladder-declined = Un agent a décliné la prise en charge de la lettre. Ce n’est pas un refus de ce qu’elle demande.
ladder-lapsed = Personne n’a pris ni décliné la lettre dans le délai prévu.
ladder-not-handed = Le contenu ne pourra jamais y être reçu.
ladder-failed = La lettre a été acceptée et n’a pas pu être remise au service.
ladder-turned-away = Son nœud a refusé la lettre à la porte.
ladder-given-up = Nous avons abandonné la lettre : elle a été retirée, ou son délai était passé.
ladder-doubt-after-all = Nous avions abandonné ou retiré la lettre avant que cela n’arrive ; cela ne compte donc pas.
ladder-doubt-against = Cela contredit ce que le même côté avait déclaré auparavant et ne compte pas.
