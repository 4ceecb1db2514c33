# Words of the pack eu-tco in German. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Verordnung (EU) 2021/784 zur Bekämpfung der Verbreitung terroristischer Online-Inhalte

kind-removal-order = Entfernungsanordnung
kind-removal-feedback = Rückmeldung nach der Entfernung
kind-removal-impossible = Unmöglichkeit, der Anordnung nachzukommen
kind-clarification = Klarstellung zu einer Entfernungsanordnung
kind-obstacle-gone = Das Hindernis ist entfallen
kind-scrutiny-request = Antrag auf Überprüfung
kind-content-provider-request = Antrag des Inhalteanbieters, aufgezeichnet
kind-scrutiny-decision = Überprüfung ohne Feststellung
kind-reinstatement = Die Inhalte sind wiederhergestellt
kind-non-disclosure = Nichtoffenlegung
kind-content-provider-information = Information des Inhalteanbieters

## Sections

section-removal-order-A = Adressat und Behörde
    .help = Wer gegenüber wem anordnet.
section-removal-order-B = Inhalte
    .help = Was entfernt werden muss, und warum.
section-removal-order-C = Information des Inhalteanbieters
    .help = Ob er informiert wird.
section-removal-order-D = Rechtsbehelfe
    .help = Was Hostingdiensteanbieter und Inhalteanbieter tun können.
section-removal-order-E = Anordnende Behörde
    .help = Wer unterzeichnet.
section-removal-order-F = Kontakt
    .help = Wen man anrufen kann.
section-removal-order-file = In der Akte aufbewahrt, in keiner Ausfertigung
    .help = Was die Behörde festgestellt hat, bevor sie angeordnet hat.
section-removal-feedback-A = Anordnung
    .help = Welche Anordnung.
section-removal-feedback-B = Maßnahmen
    .help = Was getan wurde, und wann.
section-removal-feedback-C = Unterschrift
    .help = Wer unterzeichnet.
section-removal-impossible-A = Anordnung
    .help = Welche Anordnung.
section-removal-impossible-B = Gründe
    .help = Warum ihr nicht nachgekommen werden kann.
section-removal-impossible-C = Unterschrift
    .help = Wer unterzeichnet.
section-clarification-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-clarification-B = Klarstellung zu einer Entfernungsanordnung
    .help = Was dieses Schreiben mitteilt.
section-clarification-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-obstacle-gone-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-obstacle-gone-B = Das Hindernis ist entfallen
    .help = Was dieses Schreiben mitteilt.
section-obstacle-gone-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-content-provider-request-A = Das Ersuchen
    .help = Um welche Anordnung es geht.
section-content-provider-request-B = Was der Inhalteanbieter beantragt hat
    .help = Die Behörde am Sitz antwortet binnen zweiundsiebzig Stunden.
section-content-provider-request-Z = Unterschrift
    .help = Wer für dieses Schreiben verantwortlich ist.
section-scrutiny-request-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-scrutiny-request-B = Antrag auf Überprüfung
    .help = Was dieses Schreiben mitteilt.
section-scrutiny-request-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-scrutiny-decision-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-scrutiny-decision-B = Überprüfung ohne Feststellung
    .help = Was dieses Schreiben mitteilt.
section-scrutiny-decision-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-reinstatement-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-reinstatement-B = Die Inhalte sind wiederhergestellt
    .help = Was dieses Schreiben mitteilt.
section-reinstatement-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-non-disclosure-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-non-disclosure-B = Nichtoffenlegung
    .help = Was dieses Schreiben mitteilt.
section-non-disclosure-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-content-provider-information-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-content-provider-information-B = Information des Inhalteanbieters
    .help = Was dieses Schreiben mitteilt.
section-content-provider-information-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.

## Fields

field-issuing_state = Mitgliedstaat der Behörde
    .help = Der Staat, dessen Behörde anordnet.
field-issuing_authority = Anordnende Behörde
    .help = Ihre Bezeichnung; es muss eine für solche Anordnungen benannte sein.
field-addressee = Adressat
    .help = Der Hostingdiensteanbieter und, sofern vorhanden, sein gesetzlicher Vertreter.
field-contact_point = Kontaktstelle
    .help = Wo Anordnungen zu jeder Stunde entgegengenommen werden.
field-establishment_state = Mitgliedstaat der Hauptniederlassung
    .help = Dessen Behörde die Kopie erhält.
field-issued_at = Datum und Uhrzeit des Erlasses
    .help = Mit der Abweichung von UTC.
field-reference = Geschäftszeichen
    .help = Es kehrt in jeder Antwort wieder.
field-url = Genaue Adresse der Inhalte
    .help = Je eine Zeile; weitere Angaben, soweit zum Auffinden erforderlich.
field-content_information = Weitere Angaben zum Auffinden der Inhalte
    .help = Nur, wenn die Adresse nicht genügt.
field-content_reasons = Art der Inhalte
    .help = Warum es sich um terroristische Inhalte handelt.
code-content_reasons-incites = Sie stiften zur Begehung einer terroristischen Straftat an
code-content_reasons-solicits_offence = Sie fordern auf, eine solche zu begehen oder dazu beizutragen
code-content_reasons-solicits_group = Sie fordern zur Beteiligung an einer terroristischen Vereinigung auf
code-content_reasons-instructs = Sie unterweisen in Sprengstoffen, Waffen oder anderen Methoden
code-content_reasons-threatens = Sie drohen mit der Begehung einer solchen
field-statement_of_reasons = Begründung
    .help = So ausführlich, dass sie überprüft werden kann.
field-legal_basis = Rechtsgrundlage
    .help = In der Verordnung und im nationalen Recht.
field-non_disclosure = Information des Inhalteanbieters
    .help = Die Geheimhaltung dauert höchstens sechs Wochen.
code-non_disclosure-may_inform = Der Inhalteanbieter wird informiert
code-non_disclosure-not_informed = Der Inhalteanbieter wird vorerst nicht informiert
field-non_disclosure_reasons = Grund für die Geheimhaltung
    .help = Ein Grund der öffentlichen Sicherheit.
code-non_disclosure_reasons-prevention = Verhütung terroristischer Straftaten
code-non_disclosure_reasons-investigation = Ihre Ermittlung
code-non_disclosure_reasons-detection = Ihre Aufdeckung
code-non_disclosure_reasons-prosecution = Ihre Verfolgung
field-redress = Rechtsbehelfe
    .help = Stelle, Weg und Frist für den Rechtsbehelf.
field-appeal_deadline = Frist für den Rechtsbehelf
    .help = Nach nationalem Recht.
field-complaint_information = Überprüfung durch die Behörde am Sitz
    .help = Wie sie beantragt wird.
field-signatory = Unterzeichner
    .help = Wessen elektronische Signatur unten steht.
field-issuing_post = Funktion
    .help = Titel oder Dienstgrad.
field-issuing_address = Anschrift
    .help = Straße, Ort, Staat.
field-contact_phone = Telefon
    .help = Zu jeder Stunde.
field-contact_email = E-Mail
    .help = Für Fragen und Antworten.
field-first_order = Erste Anordnung an diesen Hostingdiensteanbieter
    .help = Dann werden Verfahren und Fristen mindestens zwölf Stunden zuvor mitgeteilt.
code-first_order-later = Es gab zuvor Anordnungen
code-first_order-first = Es ist die erste
code-first_order-emergency = Es ist die erste, in einem hinreichend begründeten Notfall
field-first_order_emergency = Warum es ein Notfall ist
    .help = Die Gründe dafür, die erste Anordnung ohne vorherige Information zu senden.
field-informed_at = Hostingdiensteanbieter informiert am
    .help = Über das Verfahren und die Fristen; die Anordnung kann zwölf Stunden später erlassen werden.
field-order_authority = Anordnende Behörde
    .help = Wie es auf der Anordnung steht.
field-order_reference = Geschäftszeichen der Anordnung
    .help = Wie es auf der Anordnung steht.
field-addressee_reference = Geschäftszeichen des Adressaten
    .help = Sein eigenes.
field-order_received_at = Eingang der Anordnung
    .help = Die Stunde läuft ab diesem Zeitpunkt.
field-measure = Getroffene Maßnahme
    .help = Eine von zweien.
code-measure-removed = Entfernt
code-measure-disabled = Zugang in allen Mitgliedstaaten gesperrt
field-measure_at = Datum und Uhrzeit der Maßnahme
    .help = Mit der Abweichung von UTC.
field-signed_on = Datum der Unterzeichnung
    .help = Das Datum dieser Meldung.
field-impossibility = Grund
    .help = Einer oder mehrere.
code-impossibility-force_majeure = Höhere Gewalt
code-impossibility-de_facto = De-facto-Unmöglichkeit, die der Hostingdiensteanbieter nicht zu vertreten hat
code-impossibility-manifest_errors = Offensichtliche Fehler in der Anordnung
code-impossibility-insufficient = Zu wenige Angaben in der Anordnung
field-impossibility_reasons = Erläuterung
    .help = Tatsachen, aus denen dies hervorgeht.
field-information_asked = Erbetene Angaben
    .help = Was benötigt wird, um der Anordnung nachzukommen.
field-measure_reference = Geschäftszeichen des Ersuchens
    .help = Unter dem die Gegenseite es findet.
field-content_provider_informed_at = Inhalteanbieter informiert am
    .help = Der Antrag geht binnen achtundvierzig Stunden danach ein.
field-reply = Antwort
    .help = So genau wie die Frage.
field-signatory_name = Unterzeichnet von
    .help = Wer für dieses Schreiben verantwortlich ist.
field-reasons = Begründung
    .help = In Worten, die die Gegenseite nachprüfen kann.
field-done_at = Vorgenommen am
    .help = Der Zeitpunkt, nicht der Tag.
field-done_what = Was getan wurde
    .help = Worauf sich die Gegenseite verlassen kann.

## Checks and notices

check-protected-purposes = Gehören die Inhalte zu keinen der geschützten: Bildung, Journalismus, Kunst, Forschung oder Verhinderung von Terrorismus?

## Clocks

clock-first-order-information = Information vor der ersten Anordnung
    .help = Mindestens zwölf Stunden vor der ersten Anordnung an einen Hostingdiensteanbieter, dem Verfahren und Fristen mitgeteilt werden; nicht in hinreichend begründeten Notfällen.
clock-remove = Entfernung oder Sperrung
    .help = Eine Stunde ab Eingang; nach Unmöglichkeit, Fehlern oder fehlenden Angaben beginnt die Stunde mit der Klarstellung oder mit dem Wegfall des Grundes neu.
clock-host-scrutiny = Überprüfung durch die Behörde am Sitz von sich aus
    .help = Zweiundsiebzig Stunden ab Eingang der Kopie.
clock-scrutiny-request = Antrag auf Überprüfung
    .help = Achtundvierzig Stunden: für den Hostingdiensteanbieter ab Eingang der Anordnung, für den Inhalteanbieter ab der Information über die Entfernung, die nach der eigenen Frist der Behörde am Sitz liegen kann.
clock-scrutiny-on-request = Überprüfung auf Antrag
    .help = Zweiundsiebzig Stunden ab Eingang des Antrags, mit begründeter Entscheidung.
clock-preserve = Aufbewahrung entfernter Inhalte
    .help = Sechs Monate ab der Entfernung oder Sperrung; länger nur auf Verlangen wegen eines laufenden Überprüfungsverfahrens.
clock-secrecy = Geheimhaltung gegenüber dem Inhalteanbieter
    .help = Höchstens sechs Wochen ab der Entscheidung über die Nichtoffenlegung.
clock-secrecy-extended = Geheimhaltung, einmal verlängert
    .help = Weitere sechs Wochen, einmal, ab dem Ende des ersten Zeitraums.
clock-complaint-outcome = Ergebnis einer Beschwerde
    .help = Zwei Wochen ab Eingang der Beschwerde beim Hostingdiensteanbieter.
clock-exposure-report = Bericht über spezifische Maßnahmen
    .help = Drei Monate ab Eingang der Entscheidung, dass der Hostingdiensteanbieter terroristischen Inhalten ausgesetzt ist.
clock-transparency-report = Transparenzbericht
    .help = Vor dem 1. März für das Vorjahr.

## Duties without a number

duty-inform-content-provider = Den Inhalteanbieter über die Entfernung informieren
duty-reinstate = Die Inhalte wiederherstellen, sobald die Anordnung ihre Wirkung verliert
duty-threat-to-life = Einer Behörde Inhalte mitteilen, die eine unmittelbare Gefahr für das Leben zeigen

## Grounds

ground-3-7 = Höhere Gewalt oder De-facto-Unmöglichkeit
    .help = Vom Hostingdiensteanbieter nicht zu vertreten; mitgeteilt mit Anhang III, und die Stunde beginnt mit dem Wegfall neu.
ground-3-8 = Offensichtliche Fehler oder zu wenige Angaben
    .help = Mitgeteilt mit Anhang III; die Stunde beginnt mit der Klarstellung neu.
ground-4-3 = Schwerwiegender oder offensichtlicher Verstoß, bei Überprüfung durch die Behörde am Sitz von sich aus
    .help = Gegen die Verordnung oder Grundrechte; die Anordnung verliert ihre Wirkung, und die Inhalte werden wiederhergestellt.
ground-4-4 = Schwerwiegender oder offensichtlicher Verstoß, auf Antrag
    .help = Festgestellt binnen zweiundsiebzig Stunden nach einem Antrag des Hostingdiensteanbieters oder des Inhalteanbieters.

## Statistics

stat-7-3-b = Maßnahmen gegen wieder auftauchende Inhalte
stat-7-3-c = Entfernte oder gesperrte Inhalte und Anordnungen, denen nicht nachgekommen wurde
stat-7-3-d = Beschwerden und ihr Ergebnis
stat-7-3-e = Behördliche oder gerichtliche Überprüfungsverfahren und ihr Ergebnis
stat-7-3-f = Nach einem Überprüfungsverfahren wiederhergestellte Inhalte
stat-7-3-g = Nach einer Beschwerde wiederhergestellte Inhalte
stat-8-1-a = Erlassene und überprüfte Entfernungsanordnungen
stat-8-1-b = Entscheidungen über Hostingdiensteanbieter, die terroristischen Inhalten ausgesetzt sind
stat-8-1-c = Anordnungen im Überprüfungsverfahren und das Ergebnis
stat-8-1-d = Verhängte Sanktionen

# By what they are told apart.
dimension-outcome = Ergebnis
dimension-outcome-open = Offen
dimension-outcome-granted = Stattgegeben
dimension-outcome-granted-in-part = Teilweise stattgegeben
dimension-outcome-rejected = Zurückgewiesen

# The figures of the counters.
figure-measures-against-reappearance = Maßnahmen gegen wieder auftauchende Inhalte
figure-items-removed = Entfernte Inhalte
figure-items-disabled = Gesperrte Inhalte
figure-orders-with-removal = Anordnungen, nach denen Inhalte entfernt wurden
figure-orders-with-disabling = Anordnungen, nach denen Inhalte gesperrt wurden
figure-orders-impossible = Anordnungen, denen nicht nachgekommen werden konnte: höhere Gewalt oder De-facto-Unmöglichkeit
figure-orders-unclear = Anordnungen, denen nicht nachgekommen werden konnte: offensichtliche Fehler oder zu wenige Angaben
figure-complaints = Beschwerden
figure-reinstated-on-complaint = Nach einer Beschwerde wiederhergestellt
figure-reviews = Überprüfungsverfahren
figure-reinstated-on-review = Nach einem Überprüfungsverfahren wiederhergestellt
figure-removal-orders-issued = Erlassene Entfernungsanordnungen
figure-items-removed-after-orders = Danach entfernte oder gesperrte Inhalte
figure-orders-performed = Ausgeführte Anordnungen
figure-scrutinies = Überprüfte Anordnungen
figure-infringements-found = Festgestellte Verstöße
figure-scrutinies-without-finding = Ohne Feststellung überprüfte Anordnungen
figure-exposure-decisions = Entscheidungen über Hostingdiensteanbieter, die terroristischen Inhalten ausgesetzt sind
figure-orders-reviewed = Anordnungen im Überprüfungsverfahren
figure-penalties = Verhängte Sanktionen
