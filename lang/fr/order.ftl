# An order that came in: at the provider, and at the enforcing authority.

order-title = Injonction
order-genuine = Est-elle authentique ?
order-must = Dois-je répondre ?
order-when = Dans quel délai ?
order-refuse = Que puis-je refuser ?
order-asked = Ce qui est demandé
order-evidence = Preuves rassemblées
order-hand-over = Remettre
uploads-heading = En cours de dépôt
uploads-of = sur
uploads-until = abandonné si personne ne reprend avant le
uploads-wrong = ce n’est pas ce qui était annoncé ; le fichier ne sera pas scellé
uploads-again = Actualiser
order-whole = La copie, mot pour mot
order-received-at = Reçue
order-notice = Information de l’utilisateur

genuine-yes = Oui
genuine-yes-body = La signature est exacte, et la clé appartenait à ce service au moment de la signature.
genuine-no = Non
genuine-no-body = N’y donnez pas suite. Interrogez l’expéditeur par une autre voie.
genuine-signed-by = Signée par
genuine-signed-at = Signée le
genuine-key = Clé
genuine-roster = selon la version { $version } de l’annuaire des membres
genuine-digest = SHA-256 de la lettre
genuine-leaf = Dans notre registre
genuine-ledger = Dans le registre de l’expéditeur
genuine-ledger-yes = oui, l’envoi y est enregistré
genuine-ledger-no = non, le registre de l’expéditeur ne le montre pas
genuine-ledger-unknown = pas encore vérifié

must-yes = Oui. L’injonction vous lie depuis l’instant où vous l’avez reçue.
must-done = Vous avez répondu. Conservez-en la trace.
must-no = Non, plus maintenant.

refuse-lead = Vous ne pouvez pas refuser au motif que vous décideriez autrement. Vous pouvez invoquer les motifs suivants :
refuse-own-lead = Vous pouvez refuser pour les motifs suivants, et pour aucun autre, en tout, en partie ou sous conditions :
refuse-how = Une impossibilité, une injonction erronée ou un conflit avec le droit d’un pays tiers ne constituent pas un refus. Ils sont signalés à l’autorité d’émission par l’une des lettres ci-dessous :
refuse-heading = Refuser
ground-lead-refuse = L’autorité d’émission lit le motif et sa portée. Vous ne pouvez pas revenir sur cet acte.
ground-button-refuse = Envoyer : refus

evidence-file = Fichier
evidence-file-hint = Le nœud lit chaque octet une seule fois, indique les deux empreintes et conserve le fichier chiffré. Comparez l’empreinte avec la vôtre. En cas d’interruption, choisissez à nouveau le même fichier et le dépôt reprend.
evidence-button = Déposer le fichier
bringing-heading = Dépôt des fichiers
bringing-sealed = SHA-256 de ce qui est déposé, tel que le nœud et ce navigateur l’ont calculé :
bringing-again = Le nœud est injoignable. Nouvel essai en cours ; rien de ce qu’il a déjà n’est perdu.
bringing-done = Tout est déposé.
bringing-reading = Relecture de ce que le nœud a déjà :
bringing-sealing = Comparaison de l’empreinte et mise sous scellé :
bringing-sending = Envoi :
bringing-stopped = Arrêté. Choisissez à nouveau le même fichier et le dépôt reprend où il en était. Le nœud indique :
bringing-unread = Le fichier ne peut plus être lu. Choisissez-le à nouveau et le dépôt reprend où il en était.

hand-over-lead = Les pièces partent scellées et chiffrées à destination de { $member }. La garde est transférée lorsque l’autre côté a vérifié chaque empreinte et signé.
hand-over-button = Remettre ces pièces
hand-over-nothing = Rien n’est encore rassemblé. Déposez d’abord les fichiers.

release-allowed = Les données peuvent être transmises
    .help = Rien ne s’y oppose.
release-due = Les données sont dues maintenant
    .help = Elles peuvent être transmises, et la loi l’exige.
release-forbidden = Les données ne peuvent pas encore être transmises
    .help = L’autorité chargée de la mise en œuvre a encore le temps d’examiner.
release-stopped = Les données ne doivent pas être transmises
    .help = C’est définitif pour cette mesure.
release-suspended = Les données ne doivent pas être transmises pour l’instant
    .help = Un point doit d’abord être réglé.
release-contested = Une personne doit décider
    .help = La loi donne ici deux réponses, ou un fait manque. Demandez une déclaration aux deux autorités.
release-delete_or_restrict = Les données transmises doivent être effacées ou faire l’objet d’une limitation
    .help = Un motif a été invoqué après leur transmission.
release-escalate = Une personne doit décider du sort des données transmises
    .help = Un motif a été invoqué après leur transmission.
release-conditions = Conditions qui accompagnent les données

finding-channel_not_current = L’autre côté a peut-être envoyé quelque chose que nous n’avons pas vu.
finding-declined = Un agent ne lui a pas donné effet.
finding-ground_late = Un motif a été invoqué après l’extinction du droit.
finding-ineffective = C’est arrivé alors qu’il n’y avait rien à prolonger.
finding-not_asked = Personne ne l’avait demandé.
finding-not_theirs = Cet acte ne lui revenait pas.
finding-too_late = C’est arrivé trop tard pour changer quoi que ce soit.
finding-unknown_ground = La loi ne connaît pas ce motif.

notified-title = Injonction notifiée
notified-answer = Votre réponse
notified-not-yours = Il ne revient pas à votre fonction d’y répondre.

clear-heading = N’invoquer aucun motif
clear-lead = Le fournisseur peut remettre les données dès qu’il le sait. Vous ne pouvez pas revenir sur cet acte.
clear-button = Envoyer : aucun motif
clear-letter = une lettre signée indiquant qu’aucun motif n’est invoqué
object-heading = Invoquer un motif
ground-lead-object = Un motif invoqué dans le délai arrête les données. La loi vous demande de contacter d’abord l’autorité d’émission.
object-ground = Motif
object-extent = Portée
object-extent-all = L’ensemble de la mesure
object-extent-part = Certaines catégories de données seulement
object-extent-conditions = Rien n’est arrêté, mais les données ne peuvent être utilisées que sous conditions
object-data = Catégories
object-data-hint = Pour une partie seulement.
object-reasons = Raisons
ground-reasons-object = Pour l’autorité d’émission ; le fournisseur apprend de quel motif il s’agit, mais non pourquoi.
ground-reasons-refuse = Pour l’autorité requérante. En des termes qu’elle puisse vérifier.
object-contacted_at = Autorité d’émission contactée le
object-contacted_at-hint = Par tout moyen approprié, avant que le motif ne soit invoqué. Écrivez sous la forme 2027-03-08T10:00:00+01:00, avec le décalage.
act-contacted-at = Nous avons été contactés le
object-conditions = Conditions
object-conditions-hint = Uniquement en cas de conditions. Elles accompagnent les données.
ground-button-object = Envoyer : ce motif
object-letter = une lettre signée indiquant le motif et sa portée
object-letter-why = une lettre signée indiquant le motif, sa portée et ses raisons
order-recalls = Copies rappelées
