# The yearly figures.

statistics-title = Statistiques de { $year }
statistics-lead = Comptées d’après ce qui est arrivé aux mesures de ce membre et d’après ce que ses agents ont noté, selon l’année civile des faits. Une mesure compte une fois dans le total ; celle qui demande plusieurs catégories de données figure à la ligne de chacune.
statistics-years = Autres années
statistics-empty = Il n’y a rien à compter : ce membre n’a ni mesure ni note relevant d’un acte qui exige des statistiques.
statistics-figure = Chiffre
statistics-number = Nombre
statistics-mean = Durée moyenne
statistics-median = Durée médiane
statistics-all = au total
statistics-not-said = consigné nulle part
dimension-addressee = Destinataire
dimension-data_type = Données
dimension-emergency = Urgence
dimension-ground = Motif
dimension-issuing_state = État d’émission
dimension-kind = Mesure

# What officers note for them.

statistics-to-notes = Ce qui a été noté pour ces chiffres, et noter autre chose

notes-title = Noté pour { $year }
notes-step = Notes
notes-lead = Ce qu’aucune mesure ne dit, les agents le notent : recours, frais, réclamations, sanctions. Les statistiques le comptent dans l’année où cela s’est produit. Une note n’est jamais modifiée ; en cas d’erreur, on la raye et on note à nouveau.
notes-noted = Ce qui s’est passé
notes-pages = Pages de cette liste
notes-later = Plus récentes
notes-earlier = Plus anciennes
notes-empty = Rien n’est noté pour cette année.
notes-figures = Noter quelque chose
notes-figures-lead = Ces chiffres sont notés. Tous les autres sont comptés par le nœud lui-même, d’après ce qui est arrivé à ses mesures.

note-counter = Compté sous
note-took = Durée
note-noted = Noté
note-struck = Rayé
note-struck-at = Rayé

occurrence-title = Noter : { $figure } ({ $cite })
occurrence-lead = Notez uniquement ce qui est au dossier, et chaque fait une seule fois. Ce que vous notez reste lisible ici, même si la note est rayée plus tard.
occurrence-n = Combien
occurrence-n-hint = Un nombre entier, { $n } au plus. Tout ce qui est noté ensemble doit être identique dans chacune des réponses ci-dessous.
occurrence-happened-on = Jour où cela s’est produit
occurrence-happened-on-hint = Les statistiques le comptent dans l’année de ce jour.
occurrence-happened-at = Quand cela s’est produit
occurrence-happened-at-hint = La fin du temps qui est compté, avec le décalage : 2027-03-08T16:30:00+01:00. Les statistiques le comptent dans l’année de cet instant.
occurrence-began-at = Quand cela a commencé
occurrence-began-at-hint = Le début du temps qui est compté, avec le décalage : 2027-03-01T10:00:00+01:00.
occurrence-told-apart = Distingué selon
occurrence-amount = Montant
occurrence-amount-hint = Avec sa monnaie : 120.50 EUR.
occurrence-on-file = Où cela figure au dossier
occurrence-on-file-hint = La juridiction ou le service, et son numéro de dossier. Jamais le nom d’une personne.
occurrence-button = Noter

unfit-amount = le montant doit être supérieur à zéro
unfit-began-at = le début ne peut pas être postérieur aux faits
unfit-happened-at = cela ne s’est pas encore produit
unfit-n = ce nombre ne peut pas être noté
unfit-told-apart = la loi le distingue par d’autres termes

strike-heading = Rayer cette note
strike-lead = Les statistiques n’en tiennent immédiatement plus compte. La note reste lisible ici, avec votre raison. Elle ne peut pas être rétablie : notez à nouveau si elle était exacte.
strike-why = Pourquoi elle est rayée
strike-why-hint = Ce qui était inexact. Jamais le nom d’une personne.
strike-button = Rayer la note

statistics-recalls = Copies rappelées
statistics-recalls-asked = Destinataires auxquels la destruction d’une copie a été demandée
statistics-recalls-confirmed = Confirmé dans le délai
statistics-recalls-unconfirmed = Non confirmé dans le délai
statistics-recalls-failed = Non détruit : bloqué, conservé, ou lettre non acceptée
statistics-recalls-late = Parmi ces deux derniers, confirmé plus tard
statistics-recalls-open = Encore ouvert
