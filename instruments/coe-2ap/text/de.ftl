# Words of the pack coe-2ap in German. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Zweites Zusatzprotokoll zum Übereinkommen über Computerkriminalität

kind-domain-registration-request = Ersuchen um Informationen über die Registrierung von Domänennamen
kind-subscriber-order = Anordnung zur Herausgabe von Bestandsdaten
kind-give-effect-request = Ersuchen um Durchführung einer ausländischen Anordnung
kind-emergency-disclosure = Beschleunigte Weitergabe im Notfall
kind-emergency-mla = Rechtshilfe im Notfall
kind-disclosure-declined = Es wird nichts weitergegeben
kind-information-complete = Die Angaben sind vollständig
kind-provider-served = Dem Diensteanbieter ist zugestellt

## Sections

section-domain-registration-request-A = Behörde
    .help = Wer ersucht.
section-domain-registration-request-B = Domänenname
    .help = Worum ersucht wird.
section-domain-registration-request-C = Erklärung und Antwort
    .help = Warum, bis wann, wie.
section-subscriber-order-A = Behörde
    .help = Wer anordnet.
section-subscriber-order-B = Anordnung
    .help = Was gegenüber wem angeordnet wird.
section-subscriber-order-C = Ergänzende Angaben
    .help = Was der Anordnung beigefügt ist.
section-subscriber-order-D = Unterrichtung der anderen Vertragspartei
    .help = Nur, wenn sie die Unterrichtung verlangt hat; nicht für den Diensteanbieter.
section-give-effect-request-A = Behörde
    .help = Wer angeordnet hat.
section-give-effect-request-B = Anordnung
    .help = Was gegenüber wem angeordnet wird.
section-give-effect-request-C = Unterstützende Angaben
    .help = Dem Diensteanbieter ohne Einwilligung nicht gezeigt.
section-emergency-disclosure-A = Behörde
    .help = Wer ersucht.
section-emergency-disclosure-B = Daten
    .help = Worum ersucht wird.
section-emergency-disclosure-C = Notfall
    .help = Warum sofort.
section-emergency-mla-A = Behörde
    .help = Wer ersucht.
section-emergency-mla-B = Rechtshilfe
    .help = Worum ersucht wird.
section-emergency-mla-C = Notfall
    .help = Warum sofort.
section-disclosure-declined-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-disclosure-declined-B = Es wird nichts weitergegeben
    .help = Was dieses Schreiben mitteilt.
section-disclosure-declined-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-information-complete-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-information-complete-B = Die Angaben sind vollständig
    .help = Was dieses Schreiben mitteilt.
section-information-complete-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.
section-provider-served-A = Das Ersuchen
    .help = Um welches Ersuchen es geht.
section-provider-served-B = Dem Diensteanbieter ist zugestellt
    .help = Was dieses Schreiben mitteilt.
section-provider-served-Z = Unterschrift
    .help = Wer dafür verantwortlich ist.

## Fields

field-issuing_authority = Anordnende Behörde
    .help = Die erlassende Behörde.
field-issuing_state = Anordnender Staat
    .help = Die Vertragspartei, deren Behörde erlässt.
field-issuing_date = Datum des Erlasses
    .help = Das Datum des Ersuchens oder der Anordnung.
field-issuing_contact = Kontaktdaten
    .help = Wohin Antworten und Fragen gehen.
field-pursuant_statement = Nach dem Protokoll erlassen
    .help = Die Erklärung, dass der Erlass nach dem Protokoll erfolgt.
field-domain_name = Domänennamen
    .help = Je eine Zeile.
field-data_elements = Gesuchte Datenelemente
    .help = Eine Liste dessen, was verlangt wird.
field-relevance_statement = Bedeutung für bestimmte Ermittlungen
    .help = Die Informationen werden für bestimmte Ermittlungen benötigt und nur dafür verwendet.
field-time_frame = Zeitrahmen
    .help = Bis wann eine Antwort erbeten wird.
field-manner = Art der Weitergabe
    .help = Wie die Antwort eingehen soll.
field-instructions = Besondere Anweisungen
    .help = Alles, was die Stelle beachten soll.
field-provider = Diensteanbieter
    .help = An wen die Anordnung gerichtet ist.
field-offences = Straftaten
    .help = Je eine Zeile: worum es in der Anordnung geht.
field-requesting_authority = Behörde, die die Daten sucht, falls abweichend
    .help = Nur, wenn es nicht die anordnende Behörde ist.
field-description = Ausführliche Beschreibung der gesuchten Informationen
    .help = Nicht mehr, als der Fall erfordert.
field-account = Nutzername, Anmeldename oder Konto
    .help = Je eine Zeile, in der Form acct:NAME.
field-legal_grounds = Innerstaatliche Rechtsgrundlagen
    .help = Was die Behörde zum Erlass befugt.
field-provisions_penalties = Rechtsvorschriften und Strafen
    .help = Je eine Zeile.
field-return_contact = Rückmeldeadresse
    .help = Wohin die Informationen gehen.
field-time_frame_days = Zeitrahmen
    .help = Die Frist läuft dreißig Tage oder so lange wie hier angegeben, wenn dies länger ist.
field-preservation_reference = Geschäftszeichen einer Sicherung
    .help = Falls die Daten gesichert wurden.
field-special_procedure = Besonderes Verfahren
    .help = Was das Recht der anordnenden Seite erfordert.
field-notification_statement = Gleichzeitige Unterrichtung
    .help = Ob die Vertragspartei des Diensteanbieters unterrichtet wurde.
code-notification_statement-notified = Die Vertragspartei wurde gleichzeitig unterrichtet
code-notification_statement-not_required = Keine Unterrichtung ist erforderlich
field-notified_authority = Unterrichtete Behörde
    .help = Welche Behörde unterrichtet wurde.
field-facts_summary = Zusammenfassung des Sachverhalts
    .help = Nur für die unterrichtete Vertragspartei.
field-data_categories = Datenkategorien
    .help = Welche Arten von Daten angefordert werden.
code-data_categories-subscriber = Bestandsdaten
code-data_categories-traffic = Verkehrsdaten
code-data_categories-content = Inhaltsdaten
field-why_provider = Warum der Diensteanbieter die Daten hat
    .help = Tatsachen, aus denen hervorgeht, dass er sie besitzt oder darüber verfügt.
field-relevance = Bedeutung
    .help = Wie die Daten den Ermittlungen helfen.
field-other_attempts = Andere Versuche
    .help = Ob die Daten auf andere Weise gesucht wurden.
field-emergency_facts = Sachverhalt des Notfalls
    .help = Eine erhebliche und unmittelbare Gefahr für das Leben oder die Sicherheit einer Person; ein Schaden nur an Systemen oder Eigentum ist keine.
field-emergency_relation = Zusammenhang der Daten damit
    .help = Warum diese Daten helfen, ihn abzuwenden.
field-measure_reference = Geschäftszeichen des Ersuchens
    .help = Unter dem die Gegenseite es findet.
field-asking_authority = Ersuchende Behörde
    .help = Die Behörde, die es gesendet hat.
field-reasons = Begründung
    .help = In Worten, die die Gegenseite nachprüfen kann.
field-signatory_name = Unterzeichnet von
    .help = Wer für dieses Schreiben verantwortlich ist.
field-done_at = Vorgenommen am
    .help = Der Zeitpunkt, nicht der Tag.

## Clocks

clock-subscriber-response = Antwort auf eine Anordnung zur Herausgabe von Bestandsdaten
    .help = Dreißig Tage oder der in der Anordnung angegebene Zeitrahmen, wenn er länger ist; erst nach diesem Tag ist der Weg über die andere Vertragspartei offen.
clock-serve-provider = Zustellung an den Diensteanbieter
    .help = Fünfundvierzig Tage, wenn möglich früher, ab Eingang vollständiger Angaben.
clock-return-subscriber = Rückübermittlung von Bestandsdaten
    .help = Zwanzig Tage ab der Zustellung an den Diensteanbieter.
clock-return-traffic = Rückübermittlung von Verkehrsdaten
    .help = Fünfundvierzig Tage ab der Zustellung an den Diensteanbieter.

## Duties without a number

duty-emergency-disclosure = Im Notfall weitergeben
duty-emergency-mla = Im Notfall Rechtshilfe leisten
duty-incident-notice = Die übermittelnde Behörde über einen Sicherheitsvorfall unterrichten

## Grounds

ground-8-8 = Ein Grund des Übereinkommens gegen die Durchführung
    .help = Die Gründe des Artikels 25 Absatz 4 und des Artikels 27 Absatz 4 des Übereinkommens; Bedingungen und Aufschub sind möglich.
ground-7-5-c = Die unterrichtete Vertragspartei weist den Diensteanbieter an, nicht weiterzugeben
    .help = Eigene Ermittlungen oder ein Grund des Artikels 25 Absatz 4 und des Artikels 27 Absatz 4 des Übereinkommens.
ground-10-1 = Ein Grund des Übereinkommens gegen die Rechtshilfe im Notfall
    .help = Die für die Rechtshilfe geltenden Gründe.
