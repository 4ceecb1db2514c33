# Words of the pack eu-led in German. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Richtlinie (EU) 2016/680 zum Datenschutz in Strafsachen

kind-breach-notification = Meldung einer Verletzung des Schutzes personenbezogener Daten
kind-breach-supplement = Weitere Angaben zu einer Verletzung
kind-supervisor-reply = Antwort der Aufsichtsbehörde

## Sections

section-breach-notification-A = Verantwortlicher
    .help = Wer meldet.
section-breach-notification-B = Verletzung
    .help = Was mit wessen Daten geschehen ist.
section-breach-notification-C = Folgen und Maßnahmen
    .help = Was folgen kann, und was getan wird.
section-breach-notification-D = Zeit und andere Verantwortliche
    .help = Wann es bekannt wurde, und wen es sonst betrifft.
section-breach-supplement-A = Weitere Angaben
    .help = Was zuvor nicht bekannt war.
section-supervisor-reply-A = Antwort
    .help = Was die Behörde sagt und verlangt.

## Fields

field-controller = Verantwortlicher
    .help = Wer über die Verarbeitung entscheidet.
field-contact = Kontaktstelle
    .help = Der Datenschutzbeauftragte oder eine andere Stelle.
field-contact_email = E-Mail
    .help = Für Fragen.
field-breach_nature = Art der Verletzung
    .help = Was geschehen ist.
field-subject_categories = Kategorien von Personen
    .help = Je eine Zeile.
field-n_subjects = Ungefähre Zahl der Personen
    .help = Soweit bekannt.
field-record_categories = Kategorien von Datensätzen
    .help = Je eine Zeile.
field-n_records = Ungefähre Zahl der Datensätze
    .help = Soweit bekannt.
field-consequences = Wahrscheinliche Folgen
    .help = Was folgen kann.
field-measures = Maßnahmen
    .help = Ergriffen oder vorgeschlagen, auch gegen nachteilige Auswirkungen.
field-aware_at = Bekannt seit
    .help = Die Stunden laufen ab diesem Zeitpunkt.
field-delay_reasons = Gründe für die Verzögerung
    .help = Nur, wenn es später als zweiundsiebzig Stunden ist.
field-other_member_states = Andere betroffene Mitgliedstaaten
    .help = Deren Verantwortliche gesondert zu unterrichten sind.
field-in_phases = Weiteres wird folgen
    .help = Angaben können schrittweise gemacht werden.
field-supplement = Was jetzt bekannt ist
    .help = Auch, was sich als anders herausgestellt hat.
field-phases_ended = Nichts Weiteres wird folgen
    .help = Dann ist die Meldung vollständig.
field-reply = Antwort
    .help = Ob etwas verlangt wird.
code-reply-taken_note = Die Behörde hat Kenntnis genommen
code-reply-closed = Die Sache ist abgeschlossen
code-reply-measures_asked = Die Behörde verlangt Maßnahmen
field-measures_asked = Verlangte Maßnahmen
    .help = Was zu tun ist, und bis wann.
field-signatory_name = Unterzeichnet von
    .help = Wer für dieses Schreiben verantwortlich ist.

## Clocks

clock-breach-notification = Meldung einer Verletzung an die Aufsichtsbehörde
    .help = Zweiundsiebzig Stunden, nachdem die Verletzung dem Verantwortlichen bekannt wurde, soweit möglich; später mit Begründung.
clock-prior-consultation = Empfehlung nach einer vorherigen Konsultation
    .help = Sechs Wochen ab Eingang; die Behörde kann um einen Monat verlängern.

## Duties without a number

duty-notify-originating-controller = Den Verantwortlichen des anderen Mitgliedstaats über die Verletzung unterrichten
duty-recall = Unrichtige oder unrechtmäßig übermittelte Daten zurückrufen
