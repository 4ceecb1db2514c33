# Words every pack shares, in German: faults of a form, and the sentences that explain a clock.

## Faults of a form

defect-answer-malformed = Antworten Sie mit Ja oder Nein.
defect-answers-too-many = Es sind zu viele Antworten; fügen Sie die Liste als Anlage bei.
defect-code-unknown = Dies ist keine der Antworten des Feldes.
defect-contradicts-decision = Dies wird nur angegeben, wenn etwas gegen den Inhalt entschieden wurde.
defect-contradicts-data = Dies verlangt eine Datenkategorie, für die die Anordnung nicht erlassen wird.
defect-contradicts-emergency = Dies stimmt nicht mit der Dringlichkeit der Anordnung überein: Notfall oder nicht.
defect-contradicts-issuing-state = Der Anordnungsstaat ist nicht der, aus dem die Anordnung ergeht.
defect-contradicts-notification = Dies stimmt nicht mit der Unterrichtung überein: Die Abschnitte C, F und K müssen dasselbe aussagen.
defect-contradicts-track = Dies gibt eine andere Eile an, als die Maßnahme hat: Ändern Sie die Antwort oder die Dringlichkeit.
defect-contradicts-proceedings = Dieser Weg gilt nur für die Vollstreckung einer Strafe.
defect-contradicts-validation = Es ist keine validierende Behörde genannt.
defect-country-unknown = Geben Sie den Staat mit seinem Code aus zwei Buchstaben an.
defect-date-malformed = Geben Sie das Datum als Jahr, Monat und Tag an.
defect-field-missing = Der Artikel verlangt hier eine Antwort.
defect-field-unknown = Das Formular hat kein solches Feld.
defect-instant-ahead = Dieser Zeitpunkt ist noch nicht gekommen.
defect-instant-malformed = Geben Sie Datum, Uhrzeit und Abweichung von UTC an.
defect-money-malformed = Geben Sie Betrag und Währung an.
defect-notification-missing = Bei Verkehrs- und Inhaltsdaten wird unterrichtet, es sei denn, beide Gründe der Ausnahme werden für jede Straftat und jede Person angenommen; nennen Sie die Behörde, oder halten Sie die Gründe in der Akte fest.
defect-offence-below-threshold = Die Straftat erreicht die Schwelle für Verkehrs- und Inhaltsdaten nicht.
defect-one-of-missing = Mindestens eines dieser Felder ist erforderlich.
defect-period-malformed = Geben Sie den Zeitraum in Jahren, Monaten oder Tagen an.
defect-selector-malformed = Schreiben Sie die Kennung mit ihrer Art davor.
defect-text-invisible = Der Text enthält Zeichen, die nicht angezeigt werden können; geben Sie ihn neu ein.
defect-text-too-long = Der Text ist zu lang; fügen Sie den Rest als Anlage bei.
defect-time-range-reversed = Der Zeitraum endet, bevor er beginnt.

## How a clock was counted

explain-starts = Die Frist beginnt: { $at } ({ $cite }).
explain-counting-agreed = Sie läuft bis zu dem vereinbarten Datum ({ $cite }).
explain-counting-elapsed-hours = Sie läuft { $period ->
    [one] eine Stunde
   *[other] { $period } Stunden
  } ab diesem Zeitpunkt ({ $cite }).
explain-counting-fixed-date = Sie endet an einem festen Datum im Jahr ({ $cite }).
explain-counting-national-addressee = Sie wird nach dem Recht des Staates des Adressaten berechnet ({ $cite }).
explain-counting-national-issuing = Sie wird nach dem Recht des Staates der Anordnungsbehörde berechnet ({ $cite }).
explain-counting-none = Der Rechtsakt nennt keine Zahl ({ $cite }).
explain-counting-plain-days = Sie läuft { $period ->
    [one] einen Kalendertag
   *[other] { $period } Kalendertage
  }; nichts wird verschoben ({ $cite }).
explain-counting-plain-months = Sie läuft { $period ->
    [one] einen Kalendermonat
   *[other] { $period } Kalendermonate
  }; nichts wird verschoben ({ $cite }).
explain-counting-plain-weeks = Sie läuft { $period ->
    [one] eine Kalenderwoche
   *[other] { $period } Kalenderwochen
  }; nichts wird verschoben ({ $cite }).
explain-counting-r1182-days = Sie läuft { $period ->
    [one] einen Tag
   *[other] { $period } Tage
  }; der Tag des Ereignisses wird nicht mitgerechnet ({ $cite }).
explain-counting-r1182-hours = Sie läuft { $period ->
    [one] eine Stunde
   *[other] { $period } Stunden
  }; die Stunde des Ereignisses wird nicht mitgerechnet, und wegen Wochenenden oder Feiertagen wird nichts verschoben ({ $cite }).
explain-counting-r1182-months = Sie läuft { $period ->
    [one] einen Monat
   *[other] { $period } Monate
  }; der Tag des Ereignisses wird nicht mitgerechnet ({ $cite }).
explain-counting-r1182-weeks = Sie läuft { $period ->
    [one] eine Woche
   *[other] { $period } Wochen
  }; der Tag des Ereignisses wird nicht mitgerechnet ({ $cite }).
explain-counting-r1182-working-days = Sie läuft { $period ->
    [one] einen Arbeitstag
   *[other] { $period } Arbeitstage
  } nach dem Tag des Ereignisses ({ $cite }).
explain-day-of-event = Tag des Ereignisses: { $day }; dieser Tag wird nicht mitgerechnet (Art. 3 Abs. 1 der Verordnung Nr. 1182/71).
explain-hour-of-event = Die Stunde mit dem Beginn { $at } wird nicht mitgerechnet (Art. 3 Abs. 1 der Verordnung Nr. 1182/71).
explain-nominal = Der letzte Tag wäre der { $day }.
explain-skipped-weekend = Der { $day } fällt auf ein Wochenende, daher verschiebt sich das Ende (Art. 3 Abs. 4 der Verordnung Nr. 1182/71).
explain-skipped-holiday = Der { $day } ist ein Feiertag, { $name }, daher verschiebt sich das Ende (Art. 2 Abs. 1, Art. 3 Abs. 4 der Verordnung Nr. 1182/71).
explain-uncounted-weekend = Der { $day } fällt auf ein Wochenende und ist kein Arbeitstag (Art. 2 Abs. 2 der Verordnung Nr. 1182/71).
explain-uncounted-holiday = Der { $day } ist ein Feiertag, { $name }, und kein Arbeitstag (Art. 2 Abs. 2 der Verordnung Nr. 1182/71).
explain-added-day = Der { $day } genügt nicht: Eine Frist von zwei oder mehr Tagen umfasst mindestens zwei Arbeitstage (Art. 3 Abs. 5 der Verordnung Nr. 1182/71).
explain-ends = Sie endet am { $day } um 24.00 Uhr, das heißt: { $at }; eine Handlung zu diesem Zeitpunkt ist fristgerecht.
explain-source = Die Regel ist Art. { $cite }, { $source }, { $date }; Vermerk: { $mark }.
explain-moved = Der letzte Tag verschiebt sich auf den { $last_day }: Eine Frist endet nicht an einem Wochenende oder Feiertag.
explain-deadline = Die Handlung muss spätestens zu diesem Zeitpunkt vorgenommen sein: { $latest }.
explain-window = Das Recht kann bis zu diesem Zeitpunkt ausgeübt werden: { $latest }.
explain-hold = Aufbewahrt wird mindestens bis zu diesem Zeitpunkt: { $latest }.
explain-gate = Vor diesem Zeitpunkt darf nichts übergeben werden: { $opens }.
explain-confirmed = Die Bestätigung gibt die Herausgabe frei: { $opens }; geschuldet wird die Handlung spätestens: { $latest }.
explain-open-ended = Das Recht setzt kein Ende ({ $cite }).
explain-contested = Zwei oder mehr Auslegungen sind vertretbar und weichen hier voneinander ab; ihre Zahl: { $count }.
explain-position = Auslegung { $position } ({ $cite }): { $latest }.
explain-position-unknown = Auslegung { $position } ({ $cite }): aus diesen Tatsachen nicht berechenbar.
explain-unknown-fact_missing = Es gibt noch keinen Zeitpunkt: Eine Tatsache fehlt ({ $facts }).
explain-unknown-holiday_calendar_not_loaded = Es gibt keinen Zeitpunkt: Die Feiertage sind nicht geladen (Staat: { $state }, Jahr: { $year }).
explain-unknown-instrument_not_in_force = Es gibt keinen Zeitpunkt: Das Rechtsinstrument ist an diesem Tag nicht in Kraft.
explain-unknown-national_law_not_loaded = Es gibt keinen Zeitpunkt: Die nationale Regel ist nicht geladen (Staat: { $state }).
explain-unknown-national_law_of_issuing_authority_not_loaded = Es gibt keinen Zeitpunkt: Die Regel des Staates der Anordnungsbehörde ist nicht geladen.
explain-unknown-no_fixed_period = Es gibt keinen Zeitpunkt: Der Rechtsakt nennt einen Maßstab und keine Zahl.
explain-unknown-reservation_excludes = Es gibt keinen Zeitpunkt: Ein Vorbehalt schließt die Regel aus.
explain-unknown-state_not_bound = Es gibt keinen Zeitpunkt: Der Staat ist durch das Rechtsinstrument an diesem Tag nicht gebunden ({ $state }).
explain-unknown-time_zone_not_known = Es gibt keinen Zeitpunkt: Die Zeitzone der handelnden Partei ist nicht bekannt.
explain-unknown-trigger_not_occurred = Es gibt keinen Zeitpunkt: Das Ereignis, mit dem die Frist beginnt, ist nicht eingetreten ({ $facts }).
explain-effect-breach = Danach ist die Pflicht verletzt.
explain-effect-ceases = Danach endet die Sicherung von selbst.
explain-effect-enforcement_route_opens = Danach ist der Weg der Vollstreckung offen.
explain-effect-exempt = Danach ist die Partei frei.
explain-effect-gate_opens = Dann ist die Herausgabe erlaubt und fällig.
explain-effect-late_with_reasons = Danach wird die Handlung weiterhin geschuldet, mit Begründung der Verzögerung.
explain-effect-minimum_hold_ends = Danach entscheidet ein Mensch; durch Zeitablauf wird nichts gelöscht.
explain-effect-none = Von Rechts wegen folgt nichts.
explain-effect-not_yet_allowed = Vorher ist die Handlung nicht erlaubt.
explain-effect-overdue_inform_issuer = Danach wird die Anordnungsbehörde über die Verzögerung unterrichtet.
explain-effect-preserve_until_decision = Die Daten werden bis zur Entscheidung aufbewahrt.
explain-effect-preserve_until_produced = Die Daten werden aufbewahrt, bis sie herausgegeben sind.
explain-effect-report_due = Bis dahin wird der Bericht geschuldet.
explain-effect-right_lapses = Danach ist das Recht erloschen.
explain-effect-secrecy_ends = Danach darf die Person benachrichtigt werden.
explain-effect-still_suspended = Danach bleibt die Pflicht gleichwohl ausgesetzt; nichts endet von selbst.
explain-effect-withdraw_and_delete_or_restrict = Danach wird die Anordnung zurückgenommen, und die Daten werden gelöscht oder eingeschränkt.
