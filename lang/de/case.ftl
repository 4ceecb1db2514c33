# Cases: the list, one case, opening one, and what happened in it.

cases-title = Vorgänge
cases-caption = { $n ->
    [one] Ein Vorgang
   *[other] { $n } Vorgänge
  }
cases-empty = Sie sind an keinem Vorgang beteiligt.
case-title = Vorgang
case-codename = Name
case-docket = Aktenzeichen
case-state = Stand
case-purpose = Zweck
case-n-measures = Maßnahmen
case-registered = Registriert
case-focus = Gegenstand
case-participants = Beteiligte
case-measures = Maßnahmen
case-new-measure = Maßnahme entwerfen
case-exhibits = Asservate
case-keeping = Was in diesem Vorgang aufbewahrt, gesperrt und vernichtet wird
case-packages = Pakete
case-export = Vorgang exportieren
case-export-again = Vorgang erneut exportieren
case-export-hint = Alles Versiegelte des Vorgangs kommt in eine Datei, die ein Gericht ohne diesen Knoten prüft. Die Datei bleibt hier, bis sie jemand herunterlädt.
case-timeline = Was geschehen ist
case-timeline-hint = Neueste zuerst. Jeder Eintrag hat seinen Platz im Journal und einen Nachweis dafür.
measures-caption = { $n ->
    [one] Eine Maßnahme
   *[other] { $n } Maßnahmen
  }
measures-empty = Noch keine Maßnahme.
packages-empty = Noch kein Paket.

new-case-title = Vorgang anlegen
new-case-lead = Ein Vorgang erhält ein eigenes Aktenzeichen. Beteiligt sind Sie und alle aus Ihrem Mitglied, die Sie unten ankreuzen.
new-case-codename = Deckname
new-case-codename-hint = Wie Sie ihn untereinander nennen. Niemals der Name einer Person.
new-case-focus = Worum es geht
new-case-focus-hint = Wenige Worte. Sie bleiben auf diesem Knoten.
new-case-participant = Wer sonst beteiligt ist
new-case-participant-hint = Nur Beteiligte lesen den Vorgang. Wer als Richter seine Anordnungen erlassen soll und wer seine Beweismittel exportiert, muss darunter sein.
new-case-colleague = { $office }: { $unit }
new-case-button = Vorgang anlegen

exhibit-no = Nummer
exhibit-name = Name
exhibit-size = Länge
exhibit-digests = Hashwerte
exhibit-state = Stand
exhibit-made-from = gefertigt aus
exhibit-root = { $no } bei der übergebenden Stelle
exhibit-not-fixed = noch nicht festgeschrieben
exhibits-caption = { $n ->
    [one] Ein Asservat
   *[other] { $n } Asservate
  }
exhibits-empty = Noch kein Asservat.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = Noch nichts.
timeline-recorded = erfasst
timeline-permalink = Link
timeline-leaf = Blatt { $index }
timeline-arguments = { $n ->
    [one] Ein Wert
   *[other] { $n } Werte
  }

# Who did it.
actor-clock = Eine gesetzliche Frist
actor-node = Dieser Knoten
actor-officer = Bedienstete Person
actor-peer = Ein anderes Mitglied
actor-rule = Eine Rechtsregel

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = Angelegt
event-registered = Registriert
event-case-registered = Der Vorgang wurde registriert
event-case-opened = Der Vorgang wurde zur Bearbeitung geöffnet
event-measure-opened = Ein Entwurf wurde angelegt
event-amended = Der Entwurf wurde geändert
event-validated = Der Entwurf wurde validiert
event-countersigned = Eine weitere bedienstete Person signierte den Entwurf
event-issued = Die Maßnahme wurde erlassen
event-receipt-recorded = Die Quittung eines Empfängers kam zurück
event-received = Die Anordnung ging ein
event-acknowledged = Der Empfang wurde bestätigt
event-cleared = Die Vollstreckungsbehörde macht keinen Ablehnungsgrund geltend
event-objected = Ein Ablehnungsgrund wurde geltend gemacht
event-refused = Die Anordnung wird nicht ausgeführt
event-said = Ein Schreiben wurde abgegeben
event-timed = Ein Schreiben veränderte die Fristen
event-withdrawn = Die Maßnahme wurde zurückgenommen
event-peer-act-staged = Die Handlung eines anderen Mitglieds traf ein
event-peer-act-taken = Die Handlung eines anderen Mitglieds ist wirksam
event-peer-act-declined = Die Handlung eines anderen Mitglieds ist nicht wirksam
event-handed-over = Die Daten wurden übergeben
event-produced = Die Daten trafen ein
event-completed = Die Maßnahme ist abgeschlossen
event-gate-opened = Der erste Zeitpunkt der Herausgabe ist eingetreten
event-overdue = Eine Frist ist abgelaufen
event-right-lapsed = Ein Recht ist erloschen
event-exempted = Eine Pflicht endete von Rechts wegen
event-ceased = Die Aufbewahrung endete von Rechts wegen
event-lapsed = Es ist erloschen
event-notice-owed = Die Person ist zu benachrichtigen
event-notice-delay-asked = Ein Aufschub der Benachrichtigung der Person wurde beantragt
event-notice-delay-declined = Dem Aufschub der Benachrichtigung wurde nicht zugestimmt
event-notice-deferred = Die Benachrichtigung der Person ist aufgeschoben
event-notice-given = Die Person wurde benachrichtigt
event-review-owed = Eine nachträgliche Validierung wird geschuldet
event-offered = Asservate wurden angeboten
event-accepted = Die Asservate wurden angenommen
event-contested = Die Asservate sind streitig
event-started = Ein Paket wurde angefordert
event-approved = Dem Paket wurde zugestimmt
event-sealed = Versiegelt
event-package-sealed = Das Paket wurde versiegelt
event-exhibit-collect = Das Asservat wurde erhoben
event-exhibit-seal = Das Asservat wurde versiegelt
event-exhibit-hand_over = Das Asservat wurde übergeben
event-exhibit-take_over = Das Asservat wurde übernommen
event-exhibit-verify = Das Asservat wurde geprüft
event-exhibit-pack = Das Asservat wurde verpackt
event-exhibit-open = Das Asservat wurde geöffnet
event-exhibit-hold = Für das Asservat wurde eine Löschsperre gesetzt
event-exhibit-lift_hold = Eine Löschsperre für das Asservat wurde beendet
event-exhibit-convert = Das Asservat wurde in ein anderes Format gebracht
event-exhibit-derive = Aus anderen wurde ein Asservat gefertigt
event-exhibit-examine = Das Asservat wurde mit einem Werkzeug untersucht
event-exhibit-redact = Ein geschwärztes Asservat wurde gefertigt
event-exhibit-retain = Das Ende der Aufbewahrungsdauer des Asservats wurde festgesetzt oder erreicht
event-exhibit-scrub_fail = Gespeicherte Bytes des Asservats wurden beschädigt vorgefunden
event-exhibit-translate = Das Asservat wurde übersetzt
event-exhibit-destroy = Vernichtung des Inhalts des Asservats
event-erasure-proposed = Die Vernichtung von Inhalten wurde vorgeschlagen
event-erasure-approved = Eine zweite bedienstete Person stimmte der Vernichtung zu
event-erasure-rejected = Eine zweite bedienstete Person stimmte der Vernichtung nicht zu
event-erasure-certified = Der Inhalt ist vernichtet, und die Bescheinigung darüber wurde erstellt
event-access-read = Inhalte wurden gelesen
event-read = Inhalte wurden gelesen

## One exhibit

exhibit-title = Asservat
exhibit-root-no = Nummer bei der übergebenden Stelle
exhibit-record = Sein Nachweis
gaps = Wonach hier gefragt werden wird
gaps-lead = Nichts davon verhindert für sich allein ein Paket. Schließen oder erklären Sie es, bevor ein Gericht fragt.
gaps-none = Nichts, wonach diese Liste sucht.
gap-entry = Eintrag { $n }
gap-ambiguous-zone = Die Zeitzone der eigenen Zeitangaben der Quelle ist nicht angegeben oder nicht einheitlich.
gap-clock-uncertain = Eine Uhr ist weniger genau als der Abstand, den sie ordnen muss.
gap-derivation-without-parent = Es soll aus einem anderen Gegenstand stammen, und dieser ist nicht im Vorgang.
gap-digest-mismatch = Hashwerte stimmten nicht überein.
gap-hold-expired = Die letzte Sperre war beendet, bevor der Inhalt herausgegeben wurde.
gap-missing-interval = Für einige Zeit sagt nichts aus, was mit dem Inhalt geschah: Er wurde nicht innerhalb eines Tages oder nicht vor seiner Herausgabe festgeschrieben.
gap-missing-tail = Das Journal hat noch nicht angegeben, welcher Eintrag der letzte ist. Es tut dies einmal am Tag.
gap-tool-without-version = Das Werkzeug oder seine Version ist nicht genannt.
gap-unsigned-handover = Zum Übergang fehlt das Schreiben der übergebenden Stelle, oder die Hälfte der Gegenseite ist nicht eingetroffen.
package-gaps = Wonach zu den Asservaten gefragt werden wird
record-caption = { $n ->
    [one] Ein Eintrag
   *[other] { $n } Einträge
  }
record-n = Eintrag
record-what = Was
record-when = Wann
record-leaf = Im Journal
record-disclose = Offenlegen
record-none = Noch kein Eintrag.

## Disclosing single fields

disclose-title = Einzelne Felder offenlegen
disclose-entry = Felder des Eintrags { $n }
disclose-lead = Wer die Datei erhält, sieht die von Ihnen gewählten Felder, sieht, dass es die anderen gibt, und erhält einen Nachweis, dass der Eintrag im Journal stand. Die Offenlegung wird erfasst, bevor die Datei erstellt wird.
disclose-field = Zu öffnende Felder
disclose-field-hint = Schema, Kategorie, Art und Zeit des Eintrags sind immer offen.
disclose-to = An wen
disclose-to-hint = Dies steht in den Aufzeichnungen. Nennen Sie das Amt oder die Funktion, keine Privatanschrift.
disclose-purpose = Zweck
disclose-purpose-none = Bitte wählen
disclose-why = Auf welcher Grundlage
disclose-why-hint = Die Vorschrift oder die Entscheidung, in Worten. Dies steht in den Aufzeichnungen und nicht in der Datei.
disclose-leaves = Eine Datei mit den von Ihnen gewählten Feldern. Sie erhalten sie und geben sie weiter.
disclose-button = Erfassen und herunterladen
disclose-check = Wer die Datei erhält, prüft sie mit comity-verify und der Vertrauensrichtlinie des Netzes.
custody-field-exhibit = Kennung des Asservats
custody-field-exhibit-no = Nummer
custody-field-root-no = Nummer bei der übergebenden Stelle
custody-field-case = Vorgang
custody-field-status = Wie es endete
custody-field-until = Wann es endete
custody-field-actor = Wer es getan hat
custody-field-counterparty = Die Gegenseite
custody-field-location = Wo
custody-field-basis = Rechtsgrundlage
custody-field-purpose = Zweck
custody-field-tool = Werkzeug
custody-field-object = Nachweis vorher
custody-field-result = Nachweis nachher
custody-field-data = Länge und Hashwerte
custody-field-source = Quelle
custody-field-check = Verglichene Hashwerte
custody-field-change = Unvermeidbare Veränderung
custody-field-seal = Siegel und Zustand
custody-field-countersigns = Gegenzeichnungen
custody-field-signatures = Schreiben und Quittung
custody-field-informed-by = Vorhergehender Eintrag
