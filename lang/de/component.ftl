# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [one] 1 Byte
   *[other] { $shown } Bytes
  }
size-kib = { $n } KiB
size-mib = { $n } MiB
size-gib = { $n } GiB

civil-date = { $day }. { $month } { $year }
instant = { $date }, { $time } { $zone }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

time-left = noch { $length }
time-over = um { $length } überschritten
length-days = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
  }
length-days-hours = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
  } { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
length-minutes = { $minutes } min

article = Artikel { $cite }
annex = Anhang { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = Es läuft keine Frist.
clock-strict = Ziel (strict)
clock-legal-latest = Letzter rechtmäßiger Zeitpunkt (legal_latest)
clock-strict-and-latest = Ziel und letzter rechtmäßiger Zeitpunkt
clock-gate-opens = Öffnet
clock-last-day = Letzter Tag
clock-met-at = Erledigt
clock-effect = Was das Ende bewirkt
clock-calendar = Kalender
clock-ours = Ihre Seite handelt
clock-theirs = Die Gegenseite handelt
clock-contested = Streitig
clock-positions = Das Recht lässt hier mehr als eine Auslegung zu. Der Knoten arbeitet nach der ersten.
clock-position-none = kein Zeitpunkt
clock-undetermined = Nicht berechenbar
clock-no-instant = Von Rechts wegen kein Zeitpunkt
clock-met = Fristgerecht erledigt
clock-met-late = Verspätet erledigt
clock-used = Recht ausgeübt
clock-used-late = Recht zu spät ausgeübt
clock-open = Offen
clock-open-and-owed = Offen und geschuldet, { $left }
clock-open-and-due = Offen und jetzt fällig
clock-closed = Noch keine Herausgabe, { $left }
clock-past-target = Ziel überschritten, { $left }
clock-deadline-running = { $left }
clock-deadline-over = Überfällig, { $left }
clock-window-running = Recht kann ausgeübt werden, { $left }
clock-window-over = Recht erloschen, { $left }
clock-gate-running = Öffnet, { $left }
clock-gate-over = Offen, { $left }
clock-hold-running = Aufbewahren, { $left }
clock-hold-over = Aufbewahrung beendet, { $left }
clock-ceiling-running = Höchstens, { $left }
clock-ceiling-over = Höchstdauer erreicht, { $left }

effect-breach = Die Pflicht ist verletzt.
effect-ceases = Was aufbewahrt wurde, muss nicht länger aufbewahrt werden.
effect-enforcement_route_opens = Um Vollstreckung kann ersucht werden.
effect-exempt = Die Partei ist von der Pflicht befreit.
effect-gate_opens = Was untersagt war, ist erlaubt und fällig.
effect-late_with_reasons = Die Handlung wird weiterhin geschuldet, mit Begründung der Verzögerung.
effect-minimum_hold_ends = Die Mindestdauer der Aufbewahrung ist abgelaufen; ein Mensch entscheidet.
effect-none = Von Rechts wegen nichts.
effect-not_yet_allowed = Es ist zu früh.
effect-overdue_inform_issuer = Die Anordnungsbehörde wird über die Verzögerung unterrichtet.
effect-preserve_until_decision = Die Daten werden bis zur Entscheidung aufbewahrt.
effect-preserve_until_produced = Die Daten werden aufbewahrt, bis sie herausgegeben sind.
effect-report_due = Ein Bericht wird geschuldet.
effect-right_lapses = Das Recht ist erloschen.
effect-secrecy_ends = Die betroffene Person darf benachrichtigt werden.
effect-still_suspended = Die Maßnahme bleibt ausgesetzt; nichts endet von selbst.
effect-withdraw_and_delete_or_restrict = Die Anordnung wird zurückgenommen, und die Daten werden gelöscht oder eingeschränkt.

reason-fact_missing = Eine Tatsache, von der die Frist abhängt, ist hier nicht bekannt.
reason-holiday_calendar_not_loaded = Der erforderliche Feiertagskalender ist nicht geladen.
reason-instrument_not_in_force = Das Rechtsinstrument ist an diesem Tag nicht in Kraft.
reason-national_law_not_loaded = Die Frist richtet sich nach nationalem Recht, das nicht geladen ist.
reason-national_law_of_issuing_authority_not_loaded = Die Frist richtet sich nach dem Recht des Staates der Anordnungsbehörde, das nicht geladen ist.
reason-no_fixed_period = Der Rechtsakt nennt keine Zahl.
reason-reservation_excludes = Ein Vorbehalt schließt die Regelung aus.
reason-state_not_bound = Der Staat ist nicht gebunden.
reason-time_zone_not_known = Die Zeitzone der handelnden Partei ist nicht bekannt.
reason-trigger_not_occurred = Das Ereignis, mit dem die Frist beginnt, ist nicht eingetreten.

needs-fact = Benötigt wird die Tatsache { $fact }.
needs-state = Betrifft den Staat { $state }.
needs-year = Betrifft das Jahr { $year }.
needs-from = Eine Antwort gibt es ab { $date }.

counting-agreed = wie vereinbart
counting-elapsed-hours = Stunden ab dem Zeitpunkt, nichts hinzugerechnet
counting-fixed-date = Ablauf eines Datums im Jahr
counting-national-addressee = nach dem Recht des Staates des Adressaten
counting-national-issuing = nach dem Recht des Staates der Anordnungsbehörde
counting-none = das Recht nennt keine Zahl
counting-plain-days = Kalendertage, nichts verschoben
counting-plain-months = Kalendermonate, nichts verschoben
counting-plain-weeks = Kalenderwochen, nichts verschoben
counting-r1182-days = Tage nach der Verordnung Nr. 1182/71
counting-r1182-hours = Stunden nach der Verordnung Nr. 1182/71
counting-r1182-months = Monate nach der Verordnung Nr. 1182/71
counting-r1182-weeks = Wochen nach der Verordnung Nr. 1182/71
counting-r1182-working-days = Arbeitstage nach der Verordnung Nr. 1182/71

mark-verified = Wortlaut geprüft
mark-memory = Wortlaut noch nicht geprüft

# Forms.
leaves-heading = Was diesen Knoten verlässt
leaves-nothing = Wenn Sie dieses Formular senden, verlässt nichts diesen Knoten.
defects-heading = { $n ->
    [one] Es gibt einen Mangel
   *[other] Es gibt { $n } Mängel
  }
form-refused = Dies konnte nicht ausgeführt werden
choose-none = Nicht beantwortet
wrong-lead = Es wurde noch nichts gespeichert. Was Sie eingegeben haben, steht unten; berichtigen Sie diese Antworten, und speichern Sie erneut.
wrong-choose = zwei Bedienstete haben dies beantwortet; geben Sie an, welche Antwort gilt
wrong-needed = eine Antwort ist erforderlich
wrong-unfit = dies passt nicht zu dem, was gewählt ist; entfernen Sie eines von beiden
wrong-country = „{ $text }“ ist kein Staatencode; schreiben Sie ihn wie FR
wrong-date = „{ $text }“ ist kein Datum; schreiben Sie es wie 2027-03-08
wrong-instant = „{ $text }“ ist kein Zeitpunkt; schreiben Sie ihn wie 2027-03-08T10:00:00+01:00, mit der Zeitverschiebung
wrong-invisible = es enthält ein Steuerzeichen; geben Sie es als einfachen Text neu ein
wrong-money = „{ $text }“ ist kein Betrag; schreiben Sie ihn wie 120.50 EUR
wrong-number = „{ $text }“ ist keine ganze Zahl von 1 bis { $n }
wrong-period = „{ $text }“ ist kein Zeitraum; schreiben Sie ihn wie P3Y für drei Jahre oder P4M für vier Monate
wrong-selector = „{ $text }“ ist keine Kennung einer bekannten Art; schreiben Sie sie wie { $example }
wrong-too-long = es ist länger als { $n } Zeichen; fügen Sie den Rest als Anlage bei
wrong-too-many = { $n ->
    [one] eine Antwort genügt
   *[other] höchstens { $n } Antworten; fügen Sie die Liste als Anlage bei
  }
wrong-code = „{ $text }“ ist keine der Antworten
wrong-yes-no = „{ $text }“ ist weder Ja noch Nein
