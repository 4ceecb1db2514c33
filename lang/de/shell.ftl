# What stands around every page, and the doors: sign-in, health.

language-name = Deutsch
product = comity

title = { $page } – { $member } – comity
title-faults = Mängel: { $page } – { $member } – comity
title-exercise = ÜBUNG: { $page } – { $member } – comity
title-exercise-faults = ÜBUNG: Mängel: { $page } – { $member } – comity

skip-link = Zum Hauptinhalt springen
exercise-banner = ÜBUNG – hier ist nichts echt
languages-label = Sprachen
nav-label = Dienste
nav-desk = Arbeitsplatz
nav-agreements = Vereinbarungen
nav-cases = Vorgänge
nav-law = Recht
nav-ledger = Journal
nav-oversight = Aufsicht
nav-statistics = Kennzahlen
trail-label = Wo Sie sind
signed-in-as = Angemeldet als
sign-out = Abmelden
done-title = Erledigt
handling = Nur für den Dienstgebrauch · Zweck: { $purpose } · { $reference }

footer-node = Knoten { $node } · comity { $version }
footer-ledger = Journal: { $size ->
    [one] ein Blatt
   *[other] { $size } Blätter
  }, Wurzel { $root }…, mitgezeichnet von { $cosigned } von { $witnesses } Journalzeugen, letzter Prüfpunkt
footer-time = Seite erstellt: { $now }. Nichts darauf ändert sich von selbst; laden Sie sie neu, um Neues zu sehen.

# What happened to the log of this node, on every page while it only reads.
gap-title = Etwas, das hier erfasst war, ist verloren
gap-body = Eine ältere Kopie der Datenbank wurde zurückgespielt. { $n ->
    [one] Der Eintrag { $from } des Journals ist wieder vorhanden, sein Inhalt nicht.
   *[other] { $n } Einträge des Journals, ab { $from }, sind wieder vorhanden, ihr Inhalt nicht.
 } Frühere Vorgänge und Anordnungen können gelesen werden; in ihnen wird nichts erfasst, bis eine bedienstete Person, die diesen Knoten betreibt, vorschlägt und eine andere zustimmt, dass die Arbeit weitergeht. Was jetzt angelegt wird, ist nicht betroffen.
no-quorum-title = Es wird nichts offengelegt: Zu wenige Journalzeugen antworten
no-quorum-body = Die Journalzeugen dieses Knotens haben dessen neuesten Stand länger als die Karenzzeit nicht alle signiert. Bis dies geschehen ist, wird nichts übergeben, und kein Paket geht hinaus. Alles andere geht weiter: Anordnungen, Sicherung, Schreiben, Ablehnungen.
no-quorum-since = Seit
no-room-title = Der Datenträger dieses Knotens ist fast voll
no-room-body = Der restliche Platz bleibt dem vorbehalten, was zu Ende geführt werden muss: Antworten auf Anordnungen, Ablehnungen, Quittungen, Vernichtungen und alle Notfälle. Neue gewöhnliche Anordnungen, Beweismittel und Pakete werden nicht angenommen, bis der Betreiber des Knotens Platz geschaffen hat; nichts, was erfasst wurde, geht verloren.
stopped-title = Dieser Knoten liest nur: Sein Journal signiert nichts
stopped-rolled-back = Die Datenbank enthält weniger, als dieser Knoten signiert hat: Eine ältere Kopie wurde zurückgespielt. Hier kann nichts getan werden, bis die neuere Kopie zurück ist oder bis eine bedienstete Person, die diesen Knoten betreibt, vorschlägt und eine andere zustimmt, dass das Journal aufgegeben wird und sein Reservejournal weiterläuft.
stopped-log-unknown = Das nächste Journal dieses Knotens wurde begonnen, und die Datenbank weiß nichts davon: Eine ältere Kopie wurde zurückgespielt. Hier kann nichts getan werden, bis die neuere Kopie zurück ist oder bis zwei Bedienstete das Journal aufgegeben haben.
stopped-forked = Das Journal enthält etwas anderes, als dieser Knoten signiert hat. Hier kann nichts getan werden. Lassen Sie die Maschine, wie sie ist, denn sie ist ein Beweismittel, und verständigen Sie den Betreiber. Zwei Bedienstete können das Journal aufgeben.
stopped-damaged = Das Journal stimmt nicht mit sich selbst überein. Hier kann nichts getan werden, bis der Betreiber eine unversehrte Kopie zurückgespielt hat.
stopped-keys-revoked = Das Mitgliederverzeichnis widerruft die Schlüssel dieses Journals und führt keine nachfolgenden auf. Hier kann nichts getan werden, bis der Betreiber nächste Schlüssel erzeugt hat und das Verzeichnis sie aufführt.
stopped-superseded = Ein anderer Prozess schreibt dieses Journal. Hier kann nichts getan werden; der Betreiber muss einen der beiden beenden.
stopped-register-missing = Der Nachweis, wie weit dieser Knoten signiert hat, ist nicht vorhanden. Hier kann nichts getan werden, bis der Betreiber ihn zurückgespielt hat oder bis eine bedienstete Person, die diesen Knoten betreibt, vorschlägt und eine andere zustimmt, dass er neu erstellt wird.
stopped-register = Der Nachweis, wie weit dieser Knoten signiert hat, konnte nicht geschrieben werden. Hier kann nichts getan werden, bis der Betreiber den Datenträger repariert und den Knoten neu gestartet hat.

# What was just done, shown once on top of the next page.
done-agreement-drafted = Der Entwurf ist niedergeschrieben. Eine andere bedienstete Person liest und unterzeichnet ihn.
done-agreement-signed = Unterzeichnet. Jede andere Partei erhält das Dokument mit Ihrer Signatur.
done-agreement-suspended = Ausgesetzt. Was davon betroffen ist, wartet ab jetzt; die anderen Parteien werden unterrichtet.
done-agreement-reinstated = Unsere Aussetzung ist beendet. Was wartete, geht hinaus.
done-agreement-ended = Sie ist beendet.
done-agreement-reviewed = Die Überprüfung ist erfasst.
done-agreement-consented = Eingewilligt. Die Parteien werden unterrichtet.
done-recall-asked = Angefordert. Die Schreiben gehen jetzt hinaus.
done-recall-refused = Ihre Antwort geht jetzt hinaus.
done-derived = Als Asservat erfasst. Das Original ist unverändert.
done-retention-set = Das Ende ist festgesetzt.
done-saved = Gespeichert.
done-trying = Der Knoten versucht es jetzt.
done-successor-proposed = Vorgeschlagen. Es geschieht nichts, bis eine andere Person zustimmt.
done-log-keys-proposed = Vorgeschlagen. Es geschieht nichts, bis eine andere Person zustimmt.
done-log-keys-turned = Die Schlüssel des Journals haben den Schritt vollzogen.
done-successor-decided = Es wurde entschieden, und ein Blatt des Journals hält es fest.
done-successor-begun = Das Journal wurde aufgegeben, und sein Nachfolger hat begonnen.
done-dropped = Der Entwurf ist verworfen.
done-case-opened = Der Vorgang ist angelegt.
done-measure-opened = Der Entwurf ist angelegt. Füllen Sie die Abschnitte in beliebiger Reihenfolge aus.
done-kept = Es wurde noch nichts ausgeführt: Das Formular kam nach Ende seiner Sitzung. Was Sie eingegeben haben, steht unten; senden Sie es erneut.
done-issued = Erlassen. Jeder Empfänger erhält genau die gezeigte Ausfertigung.
done-notice-given = Erfasst: Die Person wurde benachrichtigt.
done-notice-asked = Beantragt. Die Benachrichtigung wird geschuldet, bis eine andere Person dem Aufschub zustimmt.
done-notice-reviewed = Die Entscheidung über den Aufschub ist erfasst.
done-notice-due = Der Aufschub ist beendet: Die Benachrichtigung wird geschuldet.
done-cleared = Gesendet: Es wird kein Ablehnungsgrund geltend gemacht.
done-objected = Gesendet: Ein Ablehnungsgrund wird geltend gemacht.
done-said = Das Schreiben ist signiert und unterwegs.
done-refused = Gesendet: abgelehnt.
done-acknowledged = Gesendet: eingegangen.
done-completed = Die Maßnahme ist abgeschlossen.
done-taken-back = Das Schreiben ist zurückgenommen.
done-withdrawn = Gesendet: Die Maßnahme ist zurückgenommen.
done-validated = Validiert in der vorliegenden Fassung.
done-countersigned = Signiert in der vorliegenden Fassung.
done-act-taken = Es ist wirksam.
done-act-declined = Es ist nicht wirksam.
done-evidence = Die Datei ist aufgenommen, und ihre Hashwerte sind erfasst.
done-handed-over = Übergeben. Die Quittung der Gegenseite folgt.
done-hold-placed = Die Löschsperre ist gesetzt. Sie endet von selbst mit Ablauf ihres letzten Tages.
done-hold-lifted = Die Löschsperre ist beendet.
done-erasure-proposed = Vorgeschlagen. Es wird nichts vernichtet, bis eine andere bedienstete Person zustimmt.
done-erasure-approved = Angeordnet. Der Knoten vernichtet jetzt den Inhalt.
done-erasure-rejected = Nicht zugestimmt. Es wurde nichts vernichtet.
done-occurrence-noted = Es ist vermerkt und wird in der Kennzahl gezählt.
done-occurrence-struck = Es ist gestrichen und wird in der Kennzahl nicht mehr gezählt.
done-export = Das Paket wird versiegelt.

sign-in-title = Anmelden
sign-in-ready = Ihr Einmallink für { $member } gilt für eine Anmeldung. Er wird verbraucht, wenn Sie auf die Schaltfläche drücken, nicht vorher.
sign-in-token = Einmalcode
sign-in-token-hint = Der letzte Teil des Links, den Sie erhalten haben.
sign-in-button = Anmelden
sign-in-help = Links erhalten Sie vom Betreiber dieses Knotens. Ein Link gilt einmal, innerhalb eines Tages.
sign-in-bad-link = Dieser Link ist nicht mehr gültig
    .body = Er wurde verwendet, oder er stammt nicht von diesem Knoten. Lassen Sie sich einen neuen geben.
sign-in-link-expired = Dieser Link ist zu alt
    .body = Ein Link gilt kurze Zeit nach seiner Erzeugung, höchstens einen Tag. Lassen Sie sich einen neuen geben.
sign-in-signed-out = Sie sind abgemeldet
    .body = Niemand kann Ihre Sitzung fortsetzen.
sign-in-session-over = Ihre Sitzung ist beendet
    .body = Es wurde nichts geändert. Melden Sie sich neu an, und Sie kommen dorthin zurück, wo Sie waren.
sign-in-form-kept = Ihre Sitzung ist beendet; Ihre Eingaben sind aufbewahrt
    .body = Es wurde nichts geändert. Melden Sie sich innerhalb einer Stunde neu an, und Sie kommen zum Formular mit Ihren Eingaben zurück. Sie sind allein für Sie aufbewahrt, auf diesem Knoten und nicht auf dieser Seite.

health-title = Zustand dieses Knotens
health-state = Zustand
health-ready = Nimmt Arbeit an
health-not-ready = Nimmt keine Arbeit an
health-network-time = Zeit des Netzes
health-waits = Wartet auf
health-waits-register = das Standregister
health-waits-roster = das Mitgliederverzeichnis
health-waits-store = seine Datenbank
health-waits-ledger = sein Journal
