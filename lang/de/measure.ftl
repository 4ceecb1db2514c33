# A measure at its issuer: the start, the draft, the check, what came of it.

measure-title = Maßnahme
measure-state = Stand
measure-issued-at = Erlassen
measure-from = Erlassen von
measure-addressee = Adressat
measure-enforcing = Vollstreckungsbehörde
measure-nobody-notified = Niemand wird unterrichtet
measure-data = Angeforderte Daten
measure-track = Dringlichkeit
measure-law = Recht
measure-clocks = Fristen
measure-copies = Hinausgegangene Ausfertigungen
measure-acts = Was andere getan haben
measure-exhibits = Erhaltene Asservate
measure-whole-form = Das gesamte Formular
kind-unknown = Das hier geladene Recht kennt diese Art der Maßnahme nicht.
not-yet = noch nicht

check-emergency = Die Anordnung geht ohne Validierung hinaus
check-emergency-hint = Nur, wenn die erlassende Stelle von Rechts wegen eine Validierung braucht. Alle drei Voraussetzungen müssen vorliegen, und die Validierung muss rechtzeitig nachfolgen.
emergency-established = Der Notfall ist hinreichend begründet
emergency-validation-unobtainable = Eine Validierung kann nicht rechtzeitig eingeholt werden
emergency-domestic-without-validation = In einem vergleichbaren innerstaatlichen Fall könnte eine Anordnung ohne Validierung erlassen werden
new-measure-title = Maßnahme entwerfen
new-measure-other-law = Anderes Recht
new-measure-not-in-force = nicht in Kraft
new-measure-kind = Welche Maßnahme
new-measure-kind-hint = Das folgende Formular ist das gesetzlich vorgesehene.
new-measure-to = Wer sie ausführen muss
new-measure-to-hint = Die benannte Niederlassung oder der Vertreter des Diensteanbieters oder die Behörde des anderen Staates, je nach Maßnahme.
new-measure-data = Welche Daten
new-measure-data-hint = Fordern Sie nicht mehr an, als der Vorgang erfordert. Die am stärksten eingreifende Kategorie bestimmt, wer erlassen darf.
new-measure-enforcing = Wer unterrichtet wird
new-measure-enforcing-hint = Die Vollstreckungsbehörde im Staat des Adressaten, sofern das Recht eine Unterrichtung vorsieht.
new-measure-nobody = Niemand
new-measure-track = Wie schnell
new-measure-track-hint = Ein Notfall ist eine unmittelbare Gefahr im Sinne des Gesetzes, nichts anderes.
new-measure-only-for = Nur für: { $kinds }.
new-measure-button = Entwurf anlegen
choose-one = Auswählen

data-subscriber = Teilnehmerdaten
    .help = Wer der Nutzer ist, und der Vertrag.
data-identification_only = Daten nur zur Identifizierung des Nutzers
    .help = Adressen und Zeiten, die nur angefordert werden, um zu erfahren, wer der Nutzer ist.
data-traffic = Verkehrsdaten
    .help = Wer mit wem, wann und von wo kommuniziert hat.
data-content = Inhaltsdaten
    .help = Was geschrieben, gesagt oder gespeichert wurde.
track-ordinary = Gewöhnlich
    .help = Die gesetzlichen Fristen, wie sie sind.
track-urgent = Dringend
    .help = Schneller auf Ersuchen; keine gesetzliche Frist ändert sich.
track-emergency = Notfall
    .help = Eine unmittelbare Gefahr für das Leben, die körperliche Unversehrtheit oder die Sicherheit oder für eine kritische Infrastruktur.

draft-title = Entwurf
draft-sections = Abschnitte des Formulars
draft-save = Speichern
draft-complete = Vollständig
draft-complete-hint = Das Formular hat keine Mängel. Eine zuständige bedienstete Person liest beide Ausfertigungen und entscheidet.
draft-incomplete = Nicht vollständig
draft-missing = { $n ->
    [0] Es fehlt nichts, aber etwas ist falsch.
    [one] Es fehlt noch eine Antwort.
   *[other] Es fehlen noch { $n } Antworten.
  }
draft-check = Prüfen, was jeder Empfänger erhalten wird
draft-check-anyway = Ansehen, was jeder Empfänger erhalten würde
two-people = Wenn Sie diesen Entwurf ändern, können Sie ihn nicht erlassen
    .body = Nach einer Hausregel muss eine andere Person erlassen, woran Sie geschrieben haben. Das Gesetz verlangt keine zwei Personen; Sie können eine Kollegin oder einen Kollegen bitten, die Änderung vorzunehmen.
two-people-wrote = Sie haben an diesem Entwurf geschrieben und können ihn daher nicht erlassen
    .body = Nach einer Hausregel muss eine andere Person ihn erlassen. Das Gesetz verlangt keine zwei Personen.
drop-heading = Diesen Entwurf verwerfen
drop-lead = Nichts davon hat diesen Knoten verlassen. Er bleibt in den Aufzeichnungen und kann nicht mehr geändert oder erlassen werden.
drop-button = Entwurf verwerfen
differ-lead = Es wurde noch nichts gespeichert. Unten stehen nur die abweichenden Antworten, jeweils mit dem anderen Text. Wenn Sie speichern, wird nur geändert, was Sie hier geändert haben.
differ-leave = Ohne Speichern verlassen und den Entwurf in der jetzigen Fassung lesen
differ-before = Zuvor stand hier:
differ-stored = Inzwischen hat jemand anderes geschrieben:
differ-mine = Sie haben dies geändert. Jetzt steht hier:
differ-others = Jemand anderes hat dies geändert; was geschrieben wurde, steht im Feld. Zuvor stand hier:
differ-which = Welche Antwort gilt für „{ $field }“?
differ-keep-mine = Meine, wie sie im Feld steht
differ-keep-theirs = Die von jemand anderem geschriebene
draft-read-only = Sie dürfen diesen Entwurf lesen. Ihre Funktion ändert ihn nicht.

task-completed = Abgeschlossen
task-missing = Angaben fehlen
task-problem = Es liegt ein Problem vor
task-untouched = Noch nicht angesehen
task-optional = Nichts erforderlich

need-required = erforderlich
need-pointless = bei dieser Maßnahme nicht gefragt
need-if-answered = erforderlich, wenn „{ $field }“ beantwortet ist
need-if-says = erforderlich, wenn „{ $field }“ „{ $answer }“ lautet
field-example = Beispiel: { $example }
field-nth = { $field }, Antwort { $n }

audience-both = In der Ausfertigung für den Adressaten und in der Ausfertigung für die Vollstreckungsbehörde.
audience-addressee = Nur in der Ausfertigung für den Adressaten.
audience-enforcing = Nur die Vollstreckungsbehörde sieht dies. Es ist nicht in der Ausfertigung für den Adressaten enthalten.
audience-nobody = In keiner Ausfertigung. Es bleibt in Ihrer Akte.

section-not-in-copy = Nicht in dieser Ausfertigung.
section-change = Ändern
field-reads = Wortlaut:
section-no-answers = Keine Antworten.
written-in = verfasst in der Sprache { $language }
yes = ja
no = nein
period-years = { $n ->
    [one] ein Jahr
   *[other] { $n } Jahre
  }
period-months = { $n ->
    [one] ein Monat
   *[other] { $n } Monate
  }
period-days = { $n ->
    [one] ein Tag
   *[other] { $n } Tage
  }
selector-acct = Konto
selector-email = E-Mail
selector-imei = IMEI
selector-ip = IP-Adresse
selector-mac = MAC-Adresse
selector-phone = Telefon

check-title = Prüfen und erlassen
check-lead = Jeder Empfänger erhält genau die hier gezeigte Ausfertigung und nichts anderes. Lesen Sie beide, bevor Sie entscheiden.
check-changed = Es wurde nichts geändert, und nichts ist hinausgegangen. Unten stehen die Ausfertigungen, die jetzt erstellt würden; lesen Sie sie erneut. Die von Ihnen geschriebene Begründung ist noch da; was Sie erklären, müssen Sie erneut erklären.
check-missing = Es wurde nichts geändert, und nichts ist hinausgegangen. Ihre Antworten sind noch da.
check-no-copies = Es kann noch keine Ausfertigung erstellt werden. Der Entwurf muss seine Empfänger nennen und darf keine Mängel haben.
check-issue-heading = Erlassen
check-issue-lead = Mit dem Erlass werden diese Ausfertigungen Wort für Wort gesendet. Der Text kann danach nicht geändert werden; eine Maßnahme kann nur zurückgenommen werden.
check-issue-button = Diese Ausfertigungen erlassen
check-stated = Ich habe dies angesehen
check-not-yours = Ihre Funktion erlässt nicht
check-not-yours-body = Eine zuständige bedienstete Person Ihres Mitglieds liest beide Ausfertigungen auf dieser Seite und entscheidet.

copy-addressee = Ausfertigung für den Adressaten
copy-enforcing = Ausfertigung für die Vollstreckungsbehörde
copy-enforcement = Ausfertigung für die um Vollstreckung ersuchte Behörde
copy-to = Für
copy-digest = SHA-256
copy-bytes = Die Bytes, aus denen der Hashwert gebildet ist ({ $n ->
    [one] ein Byte
   *[other] { $n } Bytes
  })
copy-recipient = Ausfertigung
copy-state = Zustellung
copy-sent = Gesendet
copy-received = Quittung
copies-caption = { $n ->
    [one] Eine Ausfertigung
   *[other] { $n } Ausfertigungen
  }
copies-empty = Keine Ausfertigung ist hinausgegangen.

act-written = verfasst
act-arrived = eingetroffen
act-waiting = wartet auf eine bedienstete Person
act-taken = ist wirksam
act-acknowledged = bestätigt den Empfang zum Zeitpunkt
act-cleared = macht keinen Ablehnungsgrund geltend
act-objected = macht einen Ablehnungsgrund geltend
act-offered-handover = bietet Asservate an
act-refused = führt nicht aus
act-said = erklärt
act-withdrew = nimmt die Maßnahme zurück

ladder-heading = Was die Gegenseite über unsere Schreiben erklärt hat
ladder-help = Jede Zeile ist eine Erklärung, die die Gegenseite unterschrieben hat. Sie sagt, was dort geschehen ist, und nicht mehr.
ladder-letter = Schreiben { $n }
ladder-caption = { $n ->
    [one] Eine Erklärung
   *[other] { $n } Erklärungen
  }
ladder-none = Es ist noch nichts erklärt.
ladder-what = Was erklärt ist
ladder-when = Wann, nach ihrer Uhr
ladder-who = Von wem
ladder-kept = Wie es aufbewahrt ist
ladder-level-signed = Unterschrieben
ladder-level-logged = Unterschrieben, und ein Blatt unseres Protokolls nennt es
ladder-level-witnessed = Unterschrieben, in unserem Protokoll und von Zeugen mitgezeichnet
ladder-accepted = Ihr Knoten hat das Schreiben. Das sagt nicht, dass es jemand geöffnet hat.
ladder-consigned = Ihr Knoten hat das Schreiben geöffnet und geprüft, und es liegt im Eingang der Stelle. Es sagt nicht, dass es jemand gelesen hat.
ladder-asked = Die Stelle wurde gebeten, das Schreiben anzunehmen oder abzulehnen.
ladder-taken = Jemand von der Stelle hat das Schreiben angenommen.
ladder-handed-over = Jemand oder ein Programm hat dort den Inhalt erhalten. Ob ihn jemand gelesen hat, kann niemand erklären.
ladder-opened-again = Der Inhalt wurde noch einmal geöffnet.
ladder-declined = Jemand von der Stelle hat die Annahme des Schreibens abgelehnt. Das ist keine Ablehnung dessen, worum es bittet.
ladder-lapsed = Niemand hat das Schreiben in der Zeit dafür angenommen oder abgelehnt.
ladder-not-handed = Der Inhalt kann dort nie mehr entgegengenommen werden.
ladder-failed = Das Schreiben wurde angenommen und konnte nicht zugestellt werden.
ladder-turned-away = Ihr Knoten hat das Schreiben an der Tür abgewiesen.
ladder-given-up = Wir haben das Schreiben aufgegeben: Es wurde zurückgenommen, oder seine Zeit war abgelaufen.
ladder-doubt-after-all = Wir hatten das Schreiben aufgegeben oder zurückgenommen, bevor das kam; es zählt daher nicht.
ladder-doubt-against = Das widerspricht dem, was dieselbe Seite zuvor erklärt hatte, und zählt nicht.
