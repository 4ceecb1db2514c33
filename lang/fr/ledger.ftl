# The ledger, its proofs, packages, oversight.

ledger-title = Registre
ledger-title-range = Registre, feuilles { $from } à { $to }
ledger-lead = Chaque acte de ce nœud a ici une feuille, dans un ordre unique qui ne peut pas être modifié sans que cela se voie. Des témoins d’autres membres cosignent l’état.
ledger-origin = Registre
ledger-size = Feuilles
ledger-root = Racine
ledger-at = État au
ledger-cosigned = Cosigné par
ledger-n-cosigned = { $n } témoins sur { $k }
ledger-not-cosigned = Aucun témoin n’a encore cosigné.
ledger-behind = { $n ->
    [one] { $n } feuille de retard
   *[other] { $n } feuilles de retard
  }
ledger-witness = Témoin
ledger-note = Le point de contrôle signé, octet par octet
ledger-leaves = Dernières feuilles
ledger-leaves-caption = { $n ->
    [one] { $n } feuille
   *[other] { $n } feuilles
  }
ledger-empty = Le registre est vide.
ledger-leaf = Feuille
ledger-event = Quoi
ledger-recorded = Enregistrée
ledger-hash = Hachage
ledger-newer = Feuilles plus récentes
ledger-older = Feuilles plus anciennes
pages-label = Autres feuilles
ledger-stamps = Horodatages
ledger-stamps-lead = Une fois par jour, une autorité d’horodatage horodate le point de contrôle publié, et avec lui toutes les feuilles antérieures. Ce nœud ne se porte pas garant de cette autorité ; la commande ci-dessous vérifie sa signature avec des certificats auxquels vous faites confiance.
ledger-stamps-caption = { $n ->
    [one] { $n } jour
   *[other] Les { $n } derniers jours
  }
ledger-stamp-day = Jour
ledger-stamp-time = Heure dans le jeton
ledger-stamp-signature = Signature
ledger-stamp-checked = Vérifiée ici
ledger-stamp-unchecked = Non vérifiée ici
ledger-stamp-files = Fichiers
ledger-stamp-note = Point de contrôle
ledger-stamp-token = Jeton

category-act = Un acte
category-access = Une lecture de contenu
category-custody = Une étape de la garde
category-send = Une lettre a été envoyée
category-recv = Une lettre a été reçue
category-ack = Un récépissé est arrivé
category-seal = Un paquet a été scellé

proof-title = Feuille { $index }
proof-under = Prouvée sous le point de contrôle de { $size ->
    [one] { $size } feuille
   *[other] { $size } feuilles
  }
proof-under-body = La preuve ci-dessous mène de cette feuille à une racine que le nœud a signée et que des témoins ont cosignée.
proof-not-yet = Pas encore publiée
proof-not-yet-body = La feuille est enregistrée. Le prochain point de contrôle la couvrira ; rechargez cette page dans un instant.
proof-opened = Ce que dit la feuille
proof-closed = Rien de cette feuille ne vous est ouvert ici. Son engagement peut néanmoins être vérifié.
proof-opening = L’ouverture, pour le vérificateur
proof-text = Preuve d’inclusion
proof-text-label = La preuve, octet par octet
proof-command = Vérifier ailleurs
proof-command-lead = La même vérification avec un outil qui ne se fie à rien de ce nœud :
command-label = Ligne de commande

package-title = Paquet
package-id = Son identifiant
package-download = Télécharger le paquet
package-wait = Le paquet est en cours de scellement. Rechargez cette page dans un instant.
package-waits = Pas encore prêt
package-waits-published = Les témoins n’ont pas confirmé nos dernières entrées. En règle générale, cela prend une minute ; rechargez cette page. Si cela persiste, avertissez l’exploitant du nœud.
package-waits-receipt = L’accusé de réception de ce qui a changé de mains n’est pas encore ici, avec la preuve qu’en donne l’autre côté. S’il n’arrive pas, interrogez l’autre côté.
package-waits-custody = { $node } n’a pas montré sa moitié de l’historique de garde. Elle est envoyée d’elle-même dès que les témoins l’ont attestée là-bas ; si elle n’arrive pas, interrogez-les.
package-waits-timestamp = L’autorité d’horodatage ne délivre pas de jeton en ce moment. Elle est sollicitée à nouveau automatiquement ; si elle reste absente pendant des heures, le paquet sort sans jeton et l’indique.
package-failed = Ce paquet ne peut pas être établi
package-failed-contested = Une pièce n’est pas ce qui a été scellé. Elle est désormais marquée comme contestée ; demandez à nouveau un paquet pour l’en exclure, et cherchez-en la cause avant que quiconque ne s’y fie.
package-failed-erased = Le contenu d’une pièce qui s’y trouve a été détruit, ou doit l’être, sur l’ordre de deux agents. Demandez à nouveau un paquet : il exclut la pièce et l’indique.
package-failed-restricted = La loi interdit l’utilisation d’une pièce qui s’y trouve : elle doit être effacée ou faire l’objet d’une limitation. Rien n’a été délivré. Demandez à nouveau un paquet pour l’en exclure.
package-failed-letter = Une copie de l’injonction manque sur ce nœud ; le paquet serait donc incomplet. Avertissez l’exploitant du nœud.
package-failed-unrepeatable = Ce qui a été scellé ne peut plus être assemblé : un élément a été détruit ou modifié. Demandez un nouveau paquet.
package-failed-unproved = Le nœud l’a vérifié comme le fera une juridiction, et ce que les parties ont enregistré ne concorde pas. Rien n’a été délivré. Montrez la ligne ci-dessous à la partie qu’elle désigne. Demandez à nouveau un paquet : les pièces qui ne prouvent rien en sont alors exclues, et le paquet l’indique.
package-failed-seal = Entre l’établissement de la liste et le scellement, l’annuaire a changé. Rien n’a été délivré ; demandez un nouveau paquet.
package-failed-time = Il est impossible de montrer quand l’historique a été établi : personne n’est témoin des journaux, ou une entrée indique une heure postérieure à ses témoins. Rien n’a été délivré. Avertissez l’exploitant du nœud.
package-failed-other = Communiquez le code ci-dessous à l’exploitant du nœud ; demandez ensuite un nouveau paquet.
package-failed-code = Code
package-failed-detail = Ce qui ne concorde pas
package-awaits = { $n ->
    [one] Attend une seconde personne
   *[other] Attend encore { $n } personnes
  }
package-awaits-body = Une autre personne qui prend part à l’affaire doit approuver sa sortie : elle ouvre cette page et appuie sur « Approuver le paquet ». D’ici là, rien n’est scellé. Peuvent le faire :
package-awaits-nobody = Aucune personne pouvant approuver ne prend part à l’affaire. Faites-y ajouter un gardien des pièces, un responsable d’affaire ou une seconde autorité d’émission.
package-stamp = Horodatage
package-stamp-awaited = Demandé depuis le
package-stamp-checked = par l’autorité d’horodatage ; ce nœud a vérifié sa signature
package-stamp-unchecked = par l’autorité d’horodatage ; sa signature n’a pas été vérifiée ici
package-stamp-late = Aucun
package-stamp-late-since = L’autorité n’en a délivré aucun depuis le
package-ends = Fin de notre relevé
package-ends-none = Aucune carte de notre registre ne couvre encore ces pièces : il en est établi une après chaque minuit (UTC), pour la veille. Le paquet montre que notre relevé est sans lacune, mais non que rien n’a suivi sa dernière entrée ; il le dit lui-même. Un paquet demandé demain pourra en montrer davantage.
package-ends-some = D’après la carte de notre registre du { $day }, le paquet atteste pour { $n } pièces sur { $all } qu’aucune de nos entrées ne manque jusque-là. Les autres sont plus récentes que cette carte. De ce qui est venu ensuite, comme la mise en paquet elle-même, elle ne dit rien.
package-ends-all = D’après la carte de notre registre du { $day }, le paquet atteste pour chaque pièce qu’aucune de nos entrées ne manque jusque-là. De ce qui est venu ensuite, comme la mise en paquet elle-même, elle ne dit rien.
package-forum = Établi pour
package-n-exhibits = Pièces
package-sealed-at = Scellé
package-manifest = SHA-256 du manifeste
package-approvals = Approbations encore nécessaires
package-file = Fichier
package-leaf = Scellement dans le registre
package-verify = Comment le vérifier
package-verify-lead = Une juridiction a besoin de ce fichier, de la politique du réseau et du programme comity-verify. Elle n’a besoin d’aucun réseau et ne se fie à rien de ce nœud :
package-verify-exit-0 = Code de sortie 0 : tout ce qu’il affirme est prouvé. Le programme indique aussi ce qui ne l’est pas.
package-verify-exit-5 = Code de sortie 5 : quelque chose a été modifié. Le premier maillon rompu est désigné.
package-policy = La politique indique à quelles clés on se fie :
package-policy-hint = Comparez cette empreinte avec une empreinte que vous tenez d’une autre source.
package-members = Ce qu’il contient
package-members-caption = { $n ->
    [one] { $n } élément
   *[other] { $n } éléments
  }
package-members-none = Rien ne peut être énuméré avant qu’il ne soit scellé.
copy-title = Établir une copie avec moins de pièces
copy-lead = La copie est un paquet à part entière. Elle prouve qu’elle est une partie de celui-ci, et énumère chaque pièce retenue, avec le motif.
copy-letters = Ce qu’une copie ne peut pas cacher
copy-letters-body = Une lettre qui a transmis plusieurs pièces est signée comme un tout. Elle reste dans la copie si l’une d’elles y reste, et désigne les autres par leur numéro, leur longueur et leur empreinte.
copy-reader = Qui la reçoit
copy-reader-court = Une juridiction ou une autre autorité
copy-reader-court-hint = Elle reçoit ce dont elle a besoin ; ce qui est exclu est hors champ.
copy-reader-defence = La défense
copy-reader-defence-hint = Le suspect ou la personne poursuivie, ou son avocat. Si quoi que ce soit est retenu, un juge doit approuver.
copy-forum = Pour qui, en toutes lettres
copy-forum-hint = Cela figure dans le paquet et dans le registre. Indiquez le service, non une adresse privée.
copy-exhibits = Ses pièces
copy-exhibits-lead = Une pièce y est placée, sauf si vous indiquez un motif pour la retenir.
copy-exhibit = Pièce { $no }
copy-goes-in = Y est placée
copy-button = Demander la copie
copy-ground-national-security = Retenue : porte gravement atteinte à la sécurité nationale
copy-ground-ongoing-investigation = Retenue : compromet une enquête en cours
copy-ground-out-of-scope = Retenue : pas nécessaire pour cette copie
copy-ground-public-interest = Retenue : strictement nécessaire pour un autre intérêt public important
copy-ground-threat-to-person = Retenue : menace la vie ou les droits fondamentaux d’une autre personne
copy-of = Une partie de
copy-withheld = Retenues
copy-withheld-caption = { $n ->
    [one] { $n } pièce est retenue
   *[other] { $n } pièces sont retenues
  }
copy-withheld-no = Pièce
copy-withheld-ground = Motif
copy-withheld-cite = Où la loi le permet
copy-withheld-none = Rien n’est retenu.
package-path = Chemin
package-bytes = Octets

oversight-title = Registres des membres
oversight-lead = Pour chaque registre : la dernière tête vérifiée, et si elle prolonge toutes les têtes vues auparavant.
oversight-caption = { $n ->
    [one] { $n } registre
   *[other] { $n } registres
  }
oversight-empty = Aucun registre n’a encore été examiné.
oversight-member = Membre
oversight-state = Cohérent
oversight-cosigned = Cosigné par
oversight-looked = Dernier examen
oversight-consistent = Oui
oversight-inconsistent = Non
oversight-unknown = Pas encore connu
oversight-broken = Le registre de { $member } ne prolonge pas ce qui a été vu auparavant
oversight-broken-body = Deux têtes signées se contredisent. Les deux sont conservées comme preuve. Ne vous fiez pas aux entrées de ce registre tant que la cause n’est pas connue.

category-submit = Une lettre a été mise en file d’attente
category-admin = Le nœud lui-même
category-cover = Une feuille de couverture
category-lost = Ce qu’elle disait est perdu
approval-lead = Une autre personne a demandé ce paquet. Si vous approuvez, tout ce qui est énuméré est placé dans un seul fichier pour la juridiction.
approval-button = Approuver le paquet

# What two officers decide about a log: that it is given up, that its register is made again, that work goes on.
successor-title = Un journal qui est abandonné
successor-lead = Une copie plus ancienne de la base de données a été restaurée. { $n ->
    [one] Une feuille, numéro { $from }, a été signée et n’est pas ici.
   *[other] { $n } feuilles, à partir du numéro { $from }, ont été signées et ne sont pas ici.
  } Ce qui a été signé ne sera jamais signé autrement. Si la copie plus récente est perdue, le journal est abandonné en l’état et un autre prend la suite, dont la première feuille l’indique.
successor-lead-forked = Le journal contient autre chose que ce que ce nœud a signé. Plus rien n’y est signé. Gardez la machine en l’état, car elle constitue une preuve. Le journal peut être abandonné en l’état ; un autre prend alors la suite, dont la première feuille l’indique.
successor-lead-log-unknown = Une copie plus ancienne de la base de données a été restaurée : le journal suivant avait été commencé, et il n’est pas connu ici. Si la copie plus récente est perdue, ce journal est abandonné en l’état et un autre prend la suite, placé derrière celui qui n’est pas connu.
successor-lead-register-missing = La mémoire du point jusqu’auquel ce nœud a signé se trouve dans un fichier à part, et celui-ci fait défaut. Si elle ne peut pas être remise en place, elle est reconstituée pour ce que contient la base de données. Les témoins et les pairs sont d’abord interrogés : si l’un d’eux peut montrer davantage, rien n’est reconstitué. La première feuille signée ensuite l’indique.
successor-lead-gap = { $n ->
    [one] Une entrée du journal, numéro { $from }, est de nouveau là,
   *[other] { $n } entrées du journal, à partir du numéro { $from }, sont de nouveau là,
  } mais pas ce qui y est dit. Personne ne peut voir à quelles affaires et injonctions elles appartenaient. Demandez aux autres entités ce qui s’est passé entre vous, et consultez les documents papier, avant que le travail sur les dossiers antérieurs ne continue.
successor-title-gap = Travail après une perte
successor-title-register-missing = Une mémoire qui est reconstituée
successor-propose-gap = Proposer que le travail continue
successor-propose-register-missing = Proposer de la reconstituer
successor-agree-gap = Laisser le travail continuer
successor-agree-register-missing = La reconstituer
successor-agree-lead-gap = Cet acte est irrévocable. Ce qui a été décidé et oublié pourrait alors être décidé autrement.
successor-agree-lead-register-missing = Cet acte est irrévocable. Si ce nœud avait signé plus que ce qui est stocké ici, il signera maintenant autre chose, et quiconque détient les deux peut le prouver.
successor-link = Ce que deux agents peuvent décider
successor-stored = Feuilles dans la base de données
successor-known = Feuilles qui ont été signées
successor-next = Le journal qui prendrait la suite
successor-none = Aucun journal ne peut suivre
successor-incident = Numéro de l’incident
successor-why = Ce qui s’est passé
successor-why-hint = Une ligne ; elle figure dans la feuille qui indique ce qui a été décidé, et dans aucune lettre.
successor-propose = Proposer que le journal soit abandonné
successor-propose-lead = Une règle interne : une personne qui exploite le nœud propose, et une autre qui l’exploite ou le contrôle approuve.
successor-proposed = Proposé
successor-proposed-at = Proposé le
successor-agree = Abandonner le journal
successor-agree-lead = Cet acte est irrévocable. Les pairs et les témoins voient le nouveau journal sous son nom.
successor-waits = Une autre personne doit approuver.
successor-refused-field = Le numéro de l’incident et l’explication doivent être indiqués, sur une ligne chacun.
successor-refused-no-reserve = L’annuaire des membres ne mentionne aucun journal de ce nœud qui puisse suivre. Inscrivez-en un et installez cette version.
successor-refused-outside = Quelqu’un à l’extérieur peut montrer ce qui n’est pas stocké ici. Rechargez la page : c’est cela qu’il faut décider.
successor-refused-nothing-proposed = Personne n’a proposé cela pour le journal dans son état actuel.
successor-refused-office = Votre fonction ne prend pas cette décision. C’est une règle interne.
successor-refused-same-person = La personne qui l’a proposé ne peut pas l’approuver.
successor-refused-stale = Ce qui est proposé n’est plus ce que vous avez lu. Lisez ce qui figure ici maintenant ; rien n’a été fait.

# The keys of the log, and their turns.
log-keys-title = Les clés du journal
log-keys-lead = Chaque tête du journal est signée par les clés en vigueur. De nouvelles clés signent d’abord à côté des anciennes, afin que tous ceux qui vérifient puissent changer aussi ; puis les anciennes cessent. Les clés qu’un tiers détient peut-être sont révoquées immédiatement.
log-keys-in-force = Clés en vigueur
log-keys-next = Clés suivantes
log-keys-propose = Proposer une étape
log-keys-step = Ce qui est fait
log-keys-step-begin = Les clés suivantes signent à côté de celles en vigueur
log-keys-step-end = Les clés plus anciennes cessent de signer
log-keys-step-revoke = Les clés plus anciennes sont révoquées
log-keys-from = Révoquées à partir du
log-keys-from-hint = Uniquement pour des clés révoquées : un instant sous la forme 2027-03-01T00:00:00Z, qui n’est pas postérieur à maintenant. Ce que des témoins ont vu auparavant reste valable.
log-keys-why = Pourquoi
log-keys-why-hint = Une ligne ; elle figure dans une feuille du journal.
log-keys-agree = Approuver l’étape
log-keys-agree-lead = Cet acte est irrévocable. Une feuille du journal l’indique.
log-keys-refused-field = L’explication doit être indiquée, sur une ligne ; et si des clés sont révoquées, l’instant aussi, qui ne doit pas être à venir.
log-keys-refused-no-next-keys = L’annuaire des membres ne mentionne pas de clés suivantes pour ce journal. Créez-en, inscrivez-les et installez cette version.
log-keys-refused-not-now = Cette étape ne correspond pas aux clés qui sont en vigueur.
log-keys-refused-nothing-proposed = Personne n’a proposé cela pour les clés dans leur état actuel.
log-keys-refused-office = Votre fonction ne prend pas cette décision. C’est une règle interne.
log-keys-refused-same-person = La personne qui l’a proposé ne peut pas l’approuver.
log-keys-refused-stale = Ce qui est proposé ou en vigueur n’est plus ce que vous avez lu. Lisez ce qui figure ici maintenant ; rien n’a été fait.
