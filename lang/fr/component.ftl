# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [one] { $shown } octet
   *[other] { $shown } octets
  }
size-kib = { $n } Kio
size-mib = { $n } Mio
size-gib = { $n } Gio

civil-date =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
instant = { $date }, { $time } { $zone }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

time-left = encore { $length }
time-over = terme passé depuis { $length }
length-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
  }
length-days-hours = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
  } { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
length-minutes = { $minutes } min

article = Article { $cite }
annex = Annexe { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = Aucun délai ne court.
clock-strict = Objectif (strict)
clock-legal-latest = Dernier instant licite (legal_latest)
clock-strict-and-latest = Objectif et dernier instant licite
clock-gate-opens = Ouverture
clock-last-day = Dernier jour
clock-met-at = Fait
clock-effect = Ce que signifie la fin
clock-calendar = calendrier
clock-ours = Il revient à votre côté d’agir
clock-theirs = Il revient à l’autre côté d’agir
clock-contested = Contesté
clock-positions = La loi peut être lue ici de plusieurs façons. La première lecture est celle que le nœud applique.
clock-position-none = aucun instant
clock-undetermined = Ne peut pas être calculé
clock-no-instant = Pas d’instant selon la loi
clock-met = Fait dans le délai
clock-met-late = Fait hors délai
clock-used = Droit exercé
clock-used-late = Droit exercé trop tard
clock-open = Ouvert
clock-open-and-owed = Ouvert et dû, { $left }
clock-open-and-due = Ouvert et dû maintenant
clock-closed = Transmission pas encore permise, { $left }
clock-past-target = Objectif dépassé, { $left }
clock-deadline-running = { $left }
clock-deadline-over = En retard, { $left }
clock-window-running = Droit pouvant être exercé, { $left }
clock-window-over = Droit éteint, { $left }
clock-gate-running = Ouverture à venir, { $left }
clock-gate-over = Ouvert, { $left }
clock-hold-running = À conserver, { $left }
clock-hold-over = Conservation terminée, { $left }
clock-ceiling-running = Au plus, { $left }
clock-ceiling-over = Limite atteinte, { $left }

effect-breach = L’obligation est violée.
effect-ceases = Ce qui était conservé peut ne plus l’être.
effect-enforcement_route_opens = La mise en œuvre peut être demandée.
effect-exempt = La partie est libérée de l’obligation.
effect-gate_opens = Ce qui était interdit est permis, et dû.
effect-late_with_reasons = L’acte reste dû, avec les raisons du retard.
effect-minimum_hold_ends = La durée minimale de conservation est écoulée ; une personne décide.
effect-none = Rien selon la loi.
effect-not_yet_allowed = Il est trop tôt.
effect-overdue_inform_issuer = L’autorité d’émission est informée du retard.
effect-preserve_until_decision = Les données sont conservées jusqu’à la décision.
effect-preserve_until_produced = Les données sont conservées jusqu’à leur production.
effect-report_due = Un rapport est dû.
effect-right_lapses = Le droit est éteint.
effect-secrecy_ends = La personne concernée peut être informée.
effect-still_suspended = La mesure reste suspendue ; rien ne prend fin de soi-même.
effect-withdraw_and_delete_or_restrict = L’injonction est retirée, et les données sont effacées ou font l’objet d’une limitation.

reason-fact_missing = Un fait dont dépend le délai n’est pas connu ici.
reason-holiday_calendar_not_loaded = Le calendrier des jours fériés qui est nécessaire n’est pas chargé.
reason-instrument_not_in_force = L’instrument n’est pas en vigueur à cette date.
reason-national_law_not_loaded = Le délai suit un droit national qui n’est pas chargé.
reason-national_law_of_issuing_authority_not_loaded = Le délai suit le droit de l’État de l’autorité d’émission, qui n’est pas chargé.
reason-no_fixed_period = L’acte n’indique aucun nombre.
reason-reservation_excludes = Une réserve écarte la règle.
reason-state_not_bound = L’État n’est pas lié.
reason-time_zone_not_known = Le fuseau horaire de la partie qui agit n’est pas connu.
reason-trigger_not_occurred = Ce qui fait courir le délai ne s’est pas produit.

needs-fact = Nécessaire : le fait { $fact }.
needs-state = Concerne l’État { $state }.
needs-year = Concerne l’année { $year }.
needs-from = Il y a une réponse à partir du { $date }.

counting-agreed = comme convenu
counting-elapsed-hours = en heures à partir de l’instant, sans rien ajouter
counting-fixed-date = fin d’une date de l’année
counting-national-addressee = selon le droit de l’État du destinataire
counting-national-issuing = selon le droit de l’État de l’autorité d’émission
counting-none = la loi ne donne pas de nombre
counting-plain-days = en jours de calendrier, sans report
counting-plain-months = en mois de calendrier, sans report
counting-plain-weeks = en semaines de calendrier, sans report
counting-r1182-days = en jours selon le règlement 1182/71
counting-r1182-hours = en heures selon le règlement 1182/71
counting-r1182-months = en mois selon le règlement 1182/71
counting-r1182-weeks = en semaines selon le règlement 1182/71
counting-r1182-working-days = en jours ouvrables selon le règlement 1182/71

mark-verified = texte vérifié
mark-memory = texte pas encore vérifié

# Forms.
leaves-heading = Ce qui quitte ce nœud
leaves-nothing = Rien ne quitte ce nœud lorsque vous envoyez ce formulaire.
defects-heading = { $n ->
    [one] Il y a { $n } erreur
   *[other] Il y a { $n } erreurs
  }
form-refused = Cela n’a pas pu être fait
choose-none = Sans réponse
wrong-lead = Rien n’a encore été enregistré. Votre saisie figure ci-dessous ; corrigez ces réponses et enregistrez à nouveau.
wrong-choose = deux agents ont répondu ici ; indiquez quelle réponse compte
wrong-needed = une réponse est nécessaire
wrong-unfit = cela n’est pas compatible avec ce qui est choisi ; retirez l’un des deux
wrong-country = « { $text } » n’est pas un code d’État ; écrivez-le sous la forme FR
wrong-date = « { $text } » n’est pas une date ; écrivez-la sous la forme 2027-03-08
wrong-instant = « { $text } » n’est pas un instant ; écrivez-le sous la forme 2027-03-08T10:00:00+01:00, avec le décalage
wrong-invisible = il contient un caractère de contrôle ; saisissez-le à nouveau en texte simple
wrong-money = « { $text } » n’est pas un montant ; écrivez-le sous la forme 120.50 EUR
wrong-number = « { $text } » n’est pas un nombre entier de 1 à { $n }
wrong-period = « { $text } » n’est pas une durée ; écrivez-la sous la forme P3Y pour trois ans ou P4M pour quatre mois
wrong-selector = « { $text } » n’est pas un identifiant d’un type connu ; écrivez-le sous la forme { $example }
wrong-too-long = le texte dépasse { $n } caractères ; placez le reste dans une pièce jointe
wrong-too-many = { $n ->
    [one] une seule réponse suffit
   *[other] { $n } réponses au plus ; placez la liste dans une pièce jointe
  }
wrong-code = « { $text } » n’est pas l’une des réponses
wrong-yes-no = « { $text } » n’est ni oui ni non
