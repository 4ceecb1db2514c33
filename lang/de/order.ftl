# An order that came in: at the provider, and at the enforcing authority.

order-title = Anordnung
order-genuine = Ist sie echt?
order-must = Muss ich antworten?
order-when = Bis wann?
order-refuse = Was darf ich ablehnen?
order-asked = Was verlangt wird
order-evidence = Zusammengestellte Beweismittel
order-hand-over = Übergeben
uploads-heading = Unterwegs
uploads-of = von
uploads-until = aufgegeben, wenn bis dahin niemand fortfährt
uploads-wrong = nicht das, was angekündigt war; es wird nicht versiegelt
uploads-again = Erneut nachsehen
order-whole = Die Ausfertigung, Wort für Wort
order-received-at = Eingegangen
order-notice = Information des Nutzers

genuine-yes = Ja
genuine-yes-body = Die Signatur ist richtig, und der Schlüssel gehörte dieser Funktion, als sie signierte.
genuine-no = Nein
genuine-no-body = Handeln Sie nicht danach. Fragen Sie den Absender auf einem anderen Weg.
genuine-signed-by = Signiert von
genuine-signed-at = Signiert am
genuine-key = Schlüssel
genuine-roster = nach Version { $version } des Mitgliederverzeichnisses
genuine-digest = SHA-256 des Schreibens
genuine-leaf = In unserem Journal
genuine-ledger = Im Journal des Absenders
genuine-ledger-yes = ja, der Versand ist dort erfasst
genuine-ledger-no = nein, das Journal des Absenders weist ihn nicht aus
genuine-ledger-unknown = noch nicht nachgesehen

must-yes = Ja. Die Anordnung bindet Sie ab dem Zeitpunkt, zu dem Sie sie erhalten haben.
must-done = Sie haben geantwortet. Bewahren Sie den Nachweis auf.
must-no = Nein, nicht mehr.

refuse-lead = Sie können nicht ablehnen, weil Sie anders entscheiden würden. Sie können folgende Gründe geltend machen:
refuse-own-lead = Sie können aus diesen Gründen und aus keinen anderen ablehnen, ganz, teilweise oder unter Bedingungen:
refuse-how = Unmöglichkeit, eine fehlerhafte Anordnung oder ein Konflikt mit dem Recht eines Drittstaats ist keine Ablehnung. Dies wird der Anordnungsbehörde mit einem der Schreiben unten gemeldet:
refuse-heading = Ablehnen
ground-lead-refuse = Die Anordnungsbehörde liest den Grund und seine Reichweite. Sie können dies nicht zurücknehmen.
ground-button-refuse = Senden: abgelehnt

evidence-file = Datei
evidence-file-hint = Der Knoten liest jedes Byte einmal, gibt beide Hashwerte an und bewahrt die Datei verschlüsselt auf. Vergleichen Sie den Hashwert mit Ihrem. Bricht die Übertragung ab, wählen Sie dieselbe Datei erneut, und es geht weiter.
evidence-button = Datei aufnehmen
bringing-heading = Übertragung der Dateien
bringing-sealed = SHA-256 des Aufgenommenen, wie ihn der Knoten und dieser Browser berechnet haben:
bringing-again = Der Knoten ist nicht erreichbar. Es wird erneut versucht; nichts von dem, was er hat, geht verloren.
bringing-done = Alles ist aufgenommen.
bringing-reading = Was der Knoten schon hat, wird noch einmal gelesen:
bringing-sealing = Der Hashwert wird verglichen und die Datei versiegelt:
bringing-sending = Wird gesendet:
bringing-stopped = Angehalten. Wählen Sie dieselbe Datei erneut, und es geht dort weiter, wo es aufgehört hat. Der Knoten meldet:
bringing-unread = Die Datei lässt sich nicht mehr lesen. Wählen Sie sie erneut, und es geht dort weiter, wo es aufgehört hat.

hand-over-lead = Die Asservate gehen versiegelt und verschlüsselt an { $member }. Der Gewahrsam geht über, wenn die Gegenseite jeden Hashwert geprüft und dafür signiert hat.
hand-over-button = Diese Asservate übergeben
hand-over-nothing = Es ist noch nichts zusammengestellt. Nehmen Sie zuerst die Dateien auf.

release-allowed = Die Daten dürfen herausgegeben werden
    .help = Dem steht nichts entgegen.
release-due = Die Daten werden jetzt geschuldet
    .help = Sie dürfen herausgegeben werden, und das Recht verlangt es.
release-forbidden = Die Daten dürfen noch nicht herausgegeben werden
    .help = Die Vollstreckungsbehörde hat noch Zeit für ihre Prüfung.
release-stopped = Die Daten müssen bleiben
    .help = Dies ist für diese Maßnahme endgültig.
release-suspended = Die Daten müssen vorerst bleiben
    .help = Zuerst muss etwas geklärt werden.
release-contested = Ein Mensch muss entscheiden
    .help = Das Recht gibt hier zwei Antworten, oder es fehlt eine Tatsache. Bitten Sie beide Behörden um eine Stellungnahme.
release-delete_or_restrict = Herausgegebene Daten müssen gelöscht oder eingeschränkt werden
    .help = Nach der Herausgabe wurde ein Ablehnungsgrund geltend gemacht.
release-escalate = Über herausgegebene Daten muss ein Mensch entscheiden
    .help = Nach der Herausgabe wurde ein Ablehnungsgrund geltend gemacht.
release-conditions = Bedingungen, die mit den Daten übermittelt werden

finding-channel_not_current = Die Gegenseite hat möglicherweise etwas gesendet, was wir nicht gesehen haben.
finding-declined = Eine bedienstete Person hat es nicht wirksam werden lassen.
finding-ground_late = Ein Grund wurde geltend gemacht, nachdem das Recht dazu erloschen war.
finding-ineffective = Es kam, als es nichts zu verlängern gab.
finding-not_asked = Niemand hat darum ersucht.
finding-not_theirs = Es war nicht ihre Sache.
finding-too_late = Es kam zu spät, um etwas zu ändern.
finding-unknown_ground = Das Recht kennt keinen solchen Grund.

notified-title = Anordnung, über die unterrichtet wurde
notified-answer = Ihre Antwort
notified-not-yours = Ihre Funktion beantwortet dies nicht.

clear-heading = Keinen Ablehnungsgrund geltend machen
clear-lead = Der Diensteanbieter darf übergeben, sobald er davon weiß. Sie können dies nicht zurücknehmen.
clear-button = Senden: kein Ablehnungsgrund
clear-letter = ein signiertes Schreiben, dass kein Ablehnungsgrund geltend gemacht wird
object-heading = Ablehnungsgrund geltend machen
ground-lead-object = Ein fristgerecht geltend gemachter Grund hält die Daten zurück. Das Recht verlangt, dass Sie zuerst die Anordnungsbehörde kontaktieren.
object-ground = Grund
object-extent = Reichweite
object-extent-all = Die gesamte Maßnahme
object-extent-part = Nur einzelne Datenkategorien
object-extent-conditions = Nichts wird zurückgehalten, aber die Daten dürfen nur unter Bedingungen verwendet werden
object-data = Kategorien
object-data-hint = Nur für einen Teil.
object-reasons = Begründung
ground-reasons-object = Für die Anordnungsbehörde; der Diensteanbieter erfährt, welcher Grund es ist, und nicht, warum.
ground-reasons-refuse = Für die ersuchende Behörde. In Worten, die sie nachprüfen kann.
object-contacted_at = Anordnungsbehörde kontaktiert am
object-contacted_at-hint = Auf jedem geeigneten Weg, bevor der Grund geltend gemacht wird. Schreiben Sie es wie 2027-03-08T10:00:00+01:00, mit der Zeitverschiebung.
act-contacted-at = Wir wurden kontaktiert am
object-conditions = Bedingungen
object-conditions-hint = Nur für Bedingungen. Sie werden mit den Daten übermittelt.
ground-button-object = Senden: dieser Grund
object-letter = ein signiertes Schreiben mit dem Grund und seiner Reichweite
object-letter-why = ein signiertes Schreiben mit dem Grund, seiner Reichweite und der Begründung
order-recalls = Zurückgerufene Kopien
