# What stands around every page, and the doors: sign-in, health.

language-name = français
product = comity

title = { $page } – { $member } – comity
title-faults = Erreurs : { $page } – { $member } – comity
title-exercise = EXERCICE : { $page } – { $member } – comity
title-exercise-faults = EXERCICE : Erreurs : { $page } – { $member } – comity

skip-link = Aller au contenu principal
exercise-banner = EXERCICE – rien n’est réel ici
languages-label = Langues
nav-label = Services
nav-desk = Bureau
nav-agreements = Accords
nav-cases = Affaires
nav-law = Droit
nav-ledger = Registre
nav-oversight = Contrôle
nav-statistics = Statistiques
trail-label = Où vous êtes
signed-in-as = Session ouverte en qualité de
sign-out = Se déconnecter
done-title = C’est fait
handling = Usage officiel uniquement · finalité : { $purpose } · { $reference }

footer-node = Nœud { $node } · comity { $version }
footer-ledger = Registre : { $size ->
    [one] { $size } feuille
   *[other] { $size } feuilles
  }, racine { $root }…, témoins ayant cosigné : { $cosigned } sur { $witnesses }, dernier point de contrôle du
footer-time = Page établie le { $now }. Rien n’y change tout seul ; rechargez-la pour voir ce qui est nouveau.

# What happened to the log of this node, on every page while it only reads.
gap-title = Quelque chose qui a été enregistré ici est perdu
gap-body = Une copie plus ancienne de la base de données a été restaurée. { $n ->
    [one] L’entrée { $from } du journal est de nouveau là
   *[other] { $n } entrées du journal, à partir de l’entrée { $from }, sont de nouveau là
 }, mais pas ce qui y est dit. Les affaires et les injonctions antérieures restent lisibles ; rien n’y est enregistré tant qu’un agent qui exploite ce nœud n’a pas proposé, et qu’un autre n’a pas approuvé, que le travail continue. Ce qui est ouvert maintenant n’est pas concerné.
no-quorum-title = Rien n’est communiqué : trop peu de témoins répondent
no-quorum-body = Depuis plus longtemps que le délai de tolérance, les témoins du journal de ce nœud n’ont pas tous signé son état le plus récent. Rien n’est remis et aucun paquet ne sort tant qu’ils ne l’ont pas fait. Tout le reste continue : injonctions, conservation, lettres, refus.
no-quorum-since = Depuis le
no-room-title = Le disque de ce nœud est presque plein
no-room-body = L’espace restant est réservé à ce qui doit être mené à terme : réponses aux injonctions, refus, récépissés, destructions, et tout ce qui relève d’un cas d’urgence. Les nouvelles injonctions ordinaires, les preuves et les paquets sont refusés tant que l’exploitant du nœud n’a pas libéré de place ; rien de ce qui a été enregistré n’est perdu.
stopped-title = Ce nœud ne permet que la lecture : son journal ne signe rien
stopped-rolled-back = La base de données contient moins que ce que ce nœud a signé : une copie plus ancienne a été restaurée. Rien ne peut être fait ici tant que la copie plus récente n’est pas revenue, ou tant qu’un agent qui exploite ce nœud n’a pas proposé, et qu’un autre n’a pas approuvé, que le journal soit abandonné et que sa réserve prenne la suite.
stopped-log-unknown = Le journal suivant de ce nœud avait été commencé, et la base de données n’en sait rien : une copie plus ancienne a été restaurée. Rien ne peut être fait ici tant que la copie plus récente n’est pas revenue, ou tant que deux agents n’ont pas abandonné le journal.
stopped-forked = Le journal contient autre chose que ce que ce nœud a signé. Rien ne peut être fait ici. Laissez la machine en l’état, car elle constitue une preuve, et avertissez l’exploitant. Deux agents peuvent abandonner le journal.
stopped-damaged = Le journal n’est pas cohérent avec lui-même. Rien ne peut être fait ici tant que l’exploitant n’a pas remis en place une copie intacte.
stopped-keys-revoked = L’annuaire des membres révoque les clés de ce journal et n’en mentionne aucune qui leur succède. Rien ne peut être fait ici tant que l’exploitant n’a pas créé les clés suivantes et que l’annuaire ne les mentionne pas.
stopped-superseded = Un autre processus écrit dans ce journal. Rien ne peut être fait ici ; l’exploitant doit arrêter l’un des deux.
stopped-register-missing = La mémoire du point jusqu’auquel ce nœud a signé fait défaut. Rien ne peut être fait ici tant que l’exploitant ne l’a pas remise en place, ou tant qu’un agent qui exploite ce nœud n’a pas proposé, et qu’un autre n’a pas approuvé, qu’elle soit reconstituée.
stopped-register = La mémoire du point jusqu’auquel ce nœud a signé n’a pas pu être écrite. Rien ne peut être fait ici tant que l’exploitant n’a pas réparé le disque et redémarré le nœud.

# What was just done, shown once on top of the next page.
done-agreement-drafted = Le projet est écrit. Un autre agent le lit et le signe.
done-agreement-signed = Signé. Chacune des autres parties reçoit le document avec votre signature.
done-agreement-suspended = Suspendu. Ce qu’il vise attend désormais ; les autres parties en sont informées.
done-agreement-reinstated = Notre suspension a pris fin. Ce qui attendait part.
done-agreement-ended = L’accord a pris fin.
done-agreement-reviewed = Le réexamen est enregistré.
done-agreement-consented = Consentement donné. Les parties en sont informées.
done-recall-asked = Demande faite. Les lettres partent maintenant.
done-recall-refused = Votre réponse part maintenant.
done-derived = Enregistré comme pièce. L’original est inchangé.
done-retention-set = La fin est fixée.
done-saved = Enregistré.
done-trying = Le nœud essaie maintenant.
done-successor-proposed = Proposé. Rien ne se passe tant qu’une autre personne n’a pas approuvé.
done-log-keys-proposed = Proposé. Rien ne se passe tant qu’une autre personne n’a pas approuvé.
done-log-keys-turned = Les clés du journal ont franchi l’étape.
done-successor-decided = La décision est prise, et une feuille du journal l’atteste.
done-successor-begun = Le journal a été abandonné, et son successeur a commencé.
done-dropped = Le projet est abandonné.
done-case-opened = L’affaire est ouverte.
done-measure-opened = Le projet est ouvert. Remplissez les sections dans l’ordre de votre choix.
done-kept = Rien n’a encore été fait : le formulaire est arrivé après la fin de sa session. Votre saisie figure ci-dessous ; envoyez-la à nouveau.
done-issued = Émise. Chaque destinataire reçoit exactement la copie qui a été montrée.
done-notice-given = Enregistré : la personne a été informée.
done-notice-asked = Demande faite. L’information reste due tant qu’une autre personne n’a pas approuvé le report.
done-notice-reviewed = La décision sur le report est enregistrée.
done-notice-due = Le report a pris fin : l’information est due.
done-cleared = Envoyé : aucun motif n’est invoqué.
done-objected = Envoyé : un motif est invoqué.
done-said = La lettre est signée et en route.
done-refused = Envoyé : refus.
done-acknowledged = Envoyé : accusé de réception.
done-completed = La mesure est achevée.
done-taken-back = La lettre est retirée.
done-withdrawn = Envoyé : la mesure est retirée.
done-validated = Validé en l’état.
done-countersigned = Signé en l’état.
done-act-taken = L’acte produit effet.
done-act-declined = L’acte ne produit pas d’effet.
done-evidence = Le fichier est reçu et ses empreintes sont enregistrées.
done-handed-over = Remise effectuée. Le récépissé de l’autre côté suivra.
done-hold-placed = Le blocage est posé. Il prend fin de lui-même à l’expiration de son dernier jour.
done-hold-lifted = Le blocage a pris fin.
done-erasure-proposed = Proposé. Rien n’est détruit tant qu’un autre agent n’a pas approuvé.
done-erasure-approved = Ordonné. Le nœud détruit le contenu en ce moment.
done-erasure-rejected = Non approuvé. Rien n’a été détruit.
done-occurrence-noted = C’est noté, et le chiffre en tient compte.
done-occurrence-struck = C’est rayé : le chiffre n’en tient plus compte.
done-export = Le paquet est en cours de scellement.

sign-in-title = Connexion
sign-in-ready = Votre lien à usage unique pour { $member } permet une seule connexion. Il est consommé lorsque vous appuyez sur le bouton, pas avant.
sign-in-token = Jeton à usage unique
sign-in-token-hint = La dernière partie du lien qui vous a été donné.
sign-in-button = Se connecter
sign-in-help = Les liens sont fournis par l’exploitant de ce nœud. Un lien sert une seule fois, dans un délai d’un jour.
sign-in-bad-link = Ce lien ne fonctionne plus
    .body = Il a été utilisé, ou ce n’est pas un lien de ce nœud. Demandez-en un nouveau.
sign-in-link-expired = Ce lien est trop ancien
    .body = Un lien est valable peu de temps après son établissement, un jour au plus. Demandez-en un nouveau.
sign-in-signed-out = Votre session est fermée
    .body = Personne ne peut la poursuivre.
sign-in-session-over = Votre session a pris fin
    .body = Rien n’a été modifié. Connectez-vous à nouveau, et vous reviendrez là où vous étiez.
sign-in-form-kept = Votre session a pris fin ; votre saisie est conservée
    .body = Rien n’a été modifié. Connectez-vous à nouveau dans l’heure, et vous reviendrez au formulaire avec votre saisie. Elle est conservée pour vous seul, sur ce nœud, et non sur cette page.

health-title = État de ce nœud
health-state = État
health-ready = Accepte des travaux
health-not-ready = N’accepte pas de travaux
health-network-time = Heure du réseau
health-waits = Attend
health-waits-register = la mémoire des têtes
health-waits-roster = l’annuaire des membres
health-waits-store = sa base de données
health-waits-ledger = son registre
