# The ledger, its proofs, packages, oversight.

ledger-title = Journal
ledger-title-range = Journal, Blätter { $from } bis { $to }
ledger-lead = Jede Handlung dieses Knotens hat hier ein Blatt, in einer einzigen Reihenfolge, die nicht unbemerkt geändert werden kann. Journalzeugen anderer Mitglieder zeichnen den Stand mit.
ledger-origin = Journal
ledger-size = Blätter
ledger-root = Wurzel
ledger-at = Zeitpunkt
ledger-cosigned = Mitgezeichnet von
ledger-n-cosigned = { $n } von { $k } Journalzeugen
ledger-not-cosigned = Noch kein Journalzeuge hat mitgezeichnet.
ledger-behind = { $n ->
    [one] ein Blatt zurück
   *[other] { $n } Blätter zurück
  }
ledger-witness = Journalzeuge
ledger-note = Der signierte Prüfpunkt, Byte für Byte
ledger-leaves = Neueste Blätter
ledger-leaves-caption = { $n ->
    [one] Ein Blatt
   *[other] { $n } Blätter
  }
ledger-empty = Das Journal ist leer.
ledger-leaf = Blatt
ledger-event = Was
ledger-recorded = Erfasst
ledger-hash = Hashwert
ledger-newer = Neuere Blätter
ledger-older = Ältere Blätter
pages-label = Weitere Blätter
ledger-stamps = Zeitstempel
ledger-stamps-lead = Einmal am Tag versieht ein Zeitstempeldienst den veröffentlichten Prüfpunkt mit einem Zeitstempel und damit jedes Blatt davor. Dieser Knoten bürgt nicht für den Dienst; der Befehl unten prüft dessen Signatur mit Zertifikaten, denen Sie vertrauen.
ledger-stamps-caption = { $n ->
    [one] Ein Tag
   *[other] Die letzten { $n } Tage
  }
ledger-stamp-day = Tag
ledger-stamp-time = Zeit im Zeitstempel-Token
ledger-stamp-signature = Signatur
ledger-stamp-checked = Hier geprüft
ledger-stamp-unchecked = Hier nicht geprüft
ledger-stamp-files = Dateien
ledger-stamp-note = Prüfpunkt
ledger-stamp-token = Token

category-act = Eine Handlung
category-access = Inhalte wurden gelesen
category-custody = Ein Schritt des Gewahrsams
category-send = Ein Schreiben wurde gesendet
category-recv = Ein Schreiben ging ein
category-ack = Eine Quittung kam zurück
category-seal = Ein Paket wurde versiegelt

proof-title = Blatt { $index }
proof-under = Bewiesen unter dem Prüfpunkt mit { $size ->
    [one] einem Blatt
   *[other] { $size } Blättern
  }
proof-under-body = Der Beweis unten führt von diesem Blatt zu einer Wurzel, die der Knoten signiert und Journalzeugen mitgezeichnet haben.
proof-not-yet = Noch nicht veröffentlicht
proof-not-yet-body = Das Blatt ist erfasst. Der nächste Prüfpunkt umfasst es; laden Sie diese Seite in Kürze neu.
proof-opened = Was das Blatt aussagt
proof-closed = Von diesem Blatt ist Ihnen hier nichts geöffnet. Sein Bindungswert kann gleichwohl geprüft werden.
proof-opening = Die Öffnung, für die Prüfung
proof-text = Einschlussbeweis
proof-text-label = Der Beweis, Byte für Byte
proof-command = Andernorts prüfen
proof-command-lead = Dieselbe Prüfung mit einem Werkzeug, das diesem Knoten in nichts vertraut:
command-label = Befehlszeile

package-title = Paket
package-id = Kennung
package-download = Paket herunterladen
package-wait = Das Paket wird versiegelt. Laden Sie diese Seite in Kürze neu.
package-waits = Noch nicht bereit
package-waits-published = Die Journalzeugen haben unsere neuesten Einträge noch nicht bestätigt. In der Regel dauert das eine Minute; laden Sie diese Seite neu. Bleibt es dabei, verständigen Sie den Betreiber des Knotens.
package-waits-receipt = Die Bestätigung dessen, was übergeben wurde, ist mit dem Beweis der Gegenseite noch nicht hier. Bleibt sie aus, fragen Sie die Gegenseite.
package-waits-custody = { $node } hat seine Hälfte des Gewahrsamsnachweises nicht vorgelegt. Sie wird von selbst gesendet, sobald sie dort bezeugt ist; bleibt sie aus, fragen Sie dort nach.
package-waits-timestamp = Der Zeitstempeldienst gibt derzeit kein Token aus. Er wird von selbst erneut angefragt; bleibt es stundenlang aus, geht das Paket ohne Token hinaus und sagt dies.
package-failed = Dieses Paket kann nicht erstellt werden
package-failed-contested = Ein Asservat ist nicht das, was versiegelt wurde. Es ist jetzt als streitig gekennzeichnet; fordern Sie erneut ein Paket an, um es auszulassen, und klären Sie die Ursache, bevor sich jemand darauf stützt.
package-failed-erased = Der Inhalt eines enthaltenen Asservats wurde auf Anordnung zweier Bediensteter vernichtet oder soll vernichtet werden. Fordern Sie erneut ein Paket an: Es lässt das Asservat aus und sagt dies.
package-failed-restricted = Das Recht verbietet die Verwendung eines enthaltenen Asservats: Es ist zu löschen oder einzuschränken. Es wurde nichts herausgegeben. Fordern Sie erneut ein Paket an, um es auszulassen.
package-failed-letter = Eine Ausfertigung der Anordnung fehlt auf diesem Knoten, daher wäre das Paket unvollständig. Verständigen Sie den Betreiber des Knotens.
package-failed-unrepeatable = Was versiegelt wurde, kann nicht mehr zusammengestellt werden: Etwas darin wurde vernichtet oder geändert. Fordern Sie ein neues Paket an.
package-failed-unproved = Der Knoten hat es geprüft, wie ein Gericht es tun wird, und was die Beteiligten erfasst haben, stimmt nicht zusammen. Es wurde nichts herausgegeben. Zeigen Sie die Zeile unten dem darin genannten Beteiligten. Fordern Sie erneut ein Paket an: Asservate, die nichts beweisen, werden dann ausgelassen, und das Paket sagt dies.
package-failed-seal = Zwischen Auflisten und Versiegeln hat sich das Verzeichnis geändert. Es wurde nichts herausgegeben; fordern Sie ein neues Paket an.
package-failed-time = Wann der Nachweis entstanden ist, kann nicht gezeigt werden: Niemand bezeugt die Journale, oder ein Eintrag nennt eine Zeit nach der seiner Journalzeugen. Es wurde nichts herausgegeben. Verständigen Sie den Betreiber des Knotens.
package-failed-other = Nennen Sie dem Betreiber des Knotens den Code unten; fordern Sie dann ein neues Paket an.
package-failed-code = Code
package-failed-detail = Was nicht zusammenstimmt
package-awaits = { $n ->
    [one] Wartet auf eine zweite Person
   *[other] Wartet auf { $n } weitere Personen
  }
package-awaits-body = Eine andere am Vorgang beteiligte Person muss zustimmen, dass es hinausgeht: Sie öffnet diese Seite und drückt auf „Dem Paket zustimmen“. Bis dahin wird nichts versiegelt. Zustimmen können:
package-awaits-nobody = Niemand, der zustimmen kann, ist am Vorgang beteiligt. Lassen Sie eine Asservatenverwaltung, eine Vorgangsleitung oder eine zweite Anordnungsbehörde hinzufügen.
package-stamp = Zeitstempel
package-stamp-awaited = Angefragt seit
package-stamp-checked = vom Zeitstempeldienst; dieser Knoten hat dessen Signatur geprüft
package-stamp-unchecked = vom Zeitstempeldienst; dessen Signatur wurde hier nicht geprüft
package-stamp-late = Keiner
package-stamp-late-since = Der Zeitstempeldienst gab keinen aus seit
package-ends = Ende unserer Aufzeichnung
package-ends-none = Noch deckt keine Karte unseres Journals diese Asservate ab: Nach jeder Mitternacht (UTC) entsteht eine für den Vortag. Das Paket zeigt, dass unsere Aufzeichnung keine Lücke hat, aber nicht, dass auf ihren letzten Eintrag nichts folgte; das sagt es auch selbst. Ein Paket, das morgen angefordert wird, kann mehr zeigen.
package-ends-some = Nach der Karte unseres Journals vom { $day } erklärt das Paket für { $n } von { $all } Asservaten, dass bis dahin keiner unserer Einträge fehlt. Die übrigen sind jünger als diese Karte. Über Späteres, etwa das Packen selbst, sagt sie nichts.
package-ends-all = Nach der Karte unseres Journals vom { $day } erklärt das Paket für jedes Asservat, dass bis dahin keiner unserer Einträge fehlt. Über Späteres, etwa das Packen selbst, sagt sie nichts.
package-forum = Erstellt für
package-n-exhibits = Asservate
package-sealed-at = Versiegelt
package-manifest = SHA-256 des Manifests
package-approvals = Noch erforderliche Zustimmung
package-file = Datei
package-leaf = Versiegelung im Journal
package-verify = So wird es geprüft
package-verify-lead = Ein Gericht braucht diese Datei, die Vertrauensrichtlinie des Netzes und das Programm comity-verify. Dieses braucht kein Netz und vertraut diesem Knoten in nichts:
package-verify-exit-0 = Rückgabecode 0: Alles, was es behauptet, ist bewiesen. Das Programm sagt auch, was nicht bewiesen ist.
package-verify-exit-5 = Rückgabecode 5: Etwas wurde geändert. Die erste gebrochene Verbindung wird genannt.
package-policy = Die Vertrauensrichtlinie sagt, wessen Schlüsseln geglaubt wird:
package-policy-hint = Vergleichen Sie diesen Fingerabdruck mit einem, den Sie aus einer anderen Quelle haben.
package-members = Was darin ist
package-members-caption = { $n ->
    [one] Ein Bestandteil
   *[other] { $n } Bestandteile
  }
package-members-none = Vor dem Versiegeln kann nichts aufgelistet werden.
copy-title = Kopie mit weniger Asservaten erstellen
copy-lead = Die Kopie ist ein eigenes Paket. Sie beweist, dass sie ein Teil dieses Pakets ist, und führt jedes zurückgehaltene Asservat mit dem Grund auf.
copy-letters = Was eine Kopie nicht verbergen kann
copy-letters-body = Ein Schreiben, mit dem mehrere Asservate übergingen, ist als Ganzes signiert. Es bleibt in der Kopie, wenn eines davon darin bleibt, und nennt die anderen nach Nummer, Länge und Hashwert.
copy-reader = Wer sie erhält
copy-reader-court = Ein Gericht oder eine andere Behörde
copy-reader-court-hint = Es erhält, was es braucht; das Ausgelassene ist für diese Kopie nicht erforderlich.
copy-reader-defence = Die Verteidigung
copy-reader-defence-hint = Die verdächtige oder beschuldigte Person oder ihr Rechtsanwalt. Wird etwas zurückgehalten, so muss ein Richter zustimmen.
copy-forum = Für wen, in Worten
copy-forum-hint = Dies steht im Paket und im Journal. Nennen Sie das Amt, keine Privatanschrift.
copy-exhibits = Ihre Asservate
copy-exhibits-lead = Ein Asservat kommt hinein, sofern Sie keinen Grund angeben, es zurückzuhalten.
copy-exhibit = Asservat { $no }
copy-goes-in = Kommt hinein
copy-button = Kopie anfordern
copy-ground-national-security = Zurückgehalten: schadet der nationalen Sicherheit schwer
copy-ground-ongoing-investigation = Zurückgehalten: gefährdet laufende Ermittlungen
copy-ground-out-of-scope = Zurückgehalten: für diese Kopie nicht erforderlich
copy-ground-public-interest = Zurückgehalten: für ein anderes wichtiges öffentliches Interesse unbedingt erforderlich
copy-ground-threat-to-person = Zurückgehalten: gefährdet das Leben oder die Grundrechte einer anderen Person
copy-of = Ein Teil von
copy-withheld = Zurückgehalten
copy-withheld-caption = { $n ->
    [one] Ein Asservat wird zurückgehalten
   *[other] { $n } Asservate werden zurückgehalten
  }
copy-withheld-no = Asservat
copy-withheld-ground = Grund
copy-withheld-cite = Wo das Recht es erlaubt
copy-withheld-none = Nichts wird zurückgehalten.
package-path = Pfad
package-bytes = Bytes

oversight-title = Journale der Mitglieder
oversight-lead = Für jedes Journal: der letzte geprüfte Stand, und ob er jeden zuvor gesehenen Stand fortsetzt.
oversight-caption = { $n ->
    [one] Ein Journal
   *[other] { $n } Journale
  }
oversight-empty = Es wurde noch kein Journal angesehen.
oversight-member = Mitglied
oversight-state = Widerspruchsfrei
oversight-cosigned = Mitgezeichnet von
oversight-looked = Zuletzt angesehen
oversight-consistent = Ja
oversight-inconsistent = Nein
oversight-unknown = Noch nicht bekannt
oversight-broken = Das Journal von { $member } setzt nicht fort, was zuvor gesehen wurde
oversight-broken-body = Zwei signierte Stände widersprechen einander. Beide werden als Beweis aufbewahrt. Stützen Sie sich nicht auf Einträge dieses Journals, bis die Ursache bekannt ist.

category-submit = Ein Schreiben wurde in den Postausgang gestellt
category-admin = Der Knoten selbst
category-cover = Ein Füllblatt
category-lost = Was es aussagte, ist verloren
approval-lead = Eine andere Person hat dieses Paket angefordert. Wenn Sie zustimmen, kommt alles Aufgelistete in eine Datei für das Gericht.
approval-button = Dem Paket zustimmen

# What two officers decide about a log: that it is given up, that its register is made again, that work goes on.
successor-title = Ein Journal, das aufgegeben wird
successor-lead = Eine ältere Kopie der Datenbank wurde zurückgespielt. { $n ->
    [one] Ein Blatt, Nummer { $from }, wurde signiert und ist
   *[other] { $n } Blätter, ab Nummer { $from }, wurden signiert und sind
  } nicht hier. Was signiert wurde, wird nie anders signiert. Ist die neuere Kopie verloren, so wird das Journal aufgegeben, wie es steht, und ein anderes führt es fort, dessen erstes Blatt dies sagt.
successor-lead-forked = Das Journal enthält etwas anderes, als dieser Knoten signiert hat. Darin wird nichts mehr signiert. Bewahren Sie die Maschine auf, wie sie ist, denn sie ist ein Beweismittel. Das Journal kann aufgegeben werden, wie es steht; ein anderes führt es dann fort, dessen erstes Blatt dies sagt.
successor-lead-log-unknown = Eine ältere Kopie der Datenbank wurde zurückgespielt: Das nächste Journal wurde begonnen, und es ist hier nicht bekannt. Ist die neuere Kopie verloren, so wird dieses Journal aufgegeben, wie es steht, und es führt eines fort, das auf das unbekannte folgt.
successor-lead-register-missing = Der Nachweis, wie weit dieser Knoten signiert hat, liegt in einer eigenen Datei, und sie ist nicht vorhanden. Kann sie nicht zurückgespielt werden, so wird sie für das neu erstellt, was die Datenbank enthält. Zuvor werden Journalzeugen und Gegenstellen gefragt: Kann eine davon mehr vorweisen, so wird nichts erstellt. Das erste danach signierte Blatt sagt dies.
successor-lead-gap = { $n ->
    [one] Ein Eintrag des Journals, Nummer { $from }, ist wieder vorhanden, sein Inhalt nicht. Niemand kann sehen, zu welchem Vorgang und welcher Anordnung er gehörte.
   *[other] { $n } Einträge des Journals, ab Nummer { $from }, sind wieder vorhanden, ihr Inhalt nicht. Niemand kann sehen, zu welchen Vorgängen und Anordnungen sie gehörten.
  } Fragen Sie die anderen Häuser, was zwischen Ihnen ausgetauscht wurde, und sehen Sie in den Papierakten nach, bevor die Arbeit an den früheren Aufzeichnungen weitergeht.
successor-title-gap = Arbeit, nachdem etwas verloren ging
successor-title-register-missing = Ein Nachweis, der neu erstellt wird
successor-propose-gap = Vorschlagen, dass die Arbeit weitergeht
successor-propose-register-missing = Neuerstellung vorschlagen
successor-agree-gap = Arbeit weitergehen lassen
successor-agree-register-missing = Neu erstellen
successor-agree-lead-gap = Dies kann nicht zurückgenommen werden. Was entschieden und vergessen wurde, kann dann anders entschieden werden.
successor-agree-lead-register-missing = Dies kann nicht zurückgenommen werden. Hatte dieser Knoten mehr signiert, als hier gespeichert ist, so wird er jetzt etwas anderes signieren, und wer beides hat, kann es beweisen.
successor-link = Was zwei Bedienstete entscheiden können
successor-stored = Blätter in der Datenbank
successor-known = Signierte Blätter
successor-next = Das Journal, das fortführen würde
successor-none = Kein Journal darf folgen
successor-incident = Nummer des Vorfalls
successor-why = Was geschehen ist
successor-why-hint = Eine Zeile; sie steht in dem Blatt, das die Entscheidung festhält, und in keinem Schreiben.
successor-propose = Aufgabe des Journals vorschlagen
successor-propose-lead = Eine Hausregel: Wer den Knoten betreibt, schlägt vor, und eine andere Person, die ihn betreibt oder beaufsichtigt, stimmt zu.
successor-proposed = Vorgeschlagen
successor-proposed-at = Vorgeschlagen am
successor-agree = Journal aufgeben
successor-agree-lead = Dies kann nicht zurückgenommen werden. Gegenstellen und Journalzeugen sehen das neue Journal unter seinem Namen.
successor-waits = Eine andere Person muss zustimmen.
successor-refused-field = Die Nummer des Vorfalls und die Erläuterung müssen angegeben sein, je in einer Zeile.
successor-refused-no-reserve = Das Mitgliederverzeichnis führt kein Journal dieses Knotens auf, das folgen darf. Führen Sie eines auf, und installieren Sie diese Version.
successor-refused-outside = Jemand außerhalb kann vorweisen, was hier nicht gespeichert ist. Laden Sie die Seite neu: Stattdessen muss darüber entschieden werden.
successor-refused-nothing-proposed = Für das Journal in seinem jetzigen Stand hat dies niemand vorgeschlagen.
successor-refused-office = Ihre Funktion entscheidet dies nicht. Es ist eine Hausregel.
successor-refused-same-person = Wer es vorgeschlagen hat, kann nicht zustimmen.
successor-refused-stale = Vorgeschlagen ist nicht mehr, was Sie gelesen haben. Lesen Sie, was jetzt hier steht; es wurde nichts ausgeführt.

# The keys of the log, and their turns.
log-keys-title = Die Schlüssel des Journals
log-keys-lead = Jeder Stand des Journals wird mit den geltenden Schlüsseln signiert. Neue Schlüssel signieren zunächst neben den alten, damit alle, die prüfen, ebenfalls wechseln können; dann entfallen die alten. Schlüssel, die jemand anderes haben könnte, werden sofort widerrufen.
log-keys-in-force = Geltende Schlüssel
log-keys-next = Nächste Schlüssel
log-keys-propose = Schritt vorschlagen
log-keys-step = Was getan wird
log-keys-step-begin = Die nächsten Schlüssel signieren neben den geltenden
log-keys-step-end = Die älteren Schlüssel signieren nicht mehr
log-keys-step-revoke = Die älteren Schlüssel werden widerrufen
log-keys-from = Widerrufen ab
log-keys-from-hint = Nur bei widerrufenen Schlüsseln: ein Zeitpunkt wie 2027-03-01T00:00:00Z, nicht später als jetzt. Was Journalzeugen davor gesehen haben, bleibt gültig.
log-keys-why = Warum
log-keys-why-hint = Eine Zeile; sie steht in einem Blatt des Journals.
log-keys-agree = Dem Schritt zustimmen
log-keys-agree-lead = Dies kann nicht zurückgenommen werden. Ein Blatt des Journals hält es fest.
log-keys-refused-field = Die Erläuterung muss in einer Zeile angegeben sein; und wenn Schlüssel widerrufen werden, auch der Zeitpunkt, der nicht in der Zukunft liegen darf.
log-keys-refused-no-next-keys = Das Mitgliederverzeichnis führt keine nächsten Schlüssel für dieses Journal auf. Erzeugen Sie welche, führen Sie sie auf, und installieren Sie diese Version.
log-keys-refused-not-now = Dieser Schritt passt nicht zu den geltenden Schlüsseln.
log-keys-refused-nothing-proposed = Für die Schlüssel in ihrem jetzigen Stand hat dies niemand vorgeschlagen.
log-keys-refused-office = Ihre Funktion entscheidet dies nicht. Es ist eine Hausregel.
log-keys-refused-same-person = Wer es vorgeschlagen hat, kann nicht zustimmen.
log-keys-refused-stale = Vorgeschlagen oder in Geltung ist nicht mehr, was Sie gelesen haben. Lesen Sie, was jetzt hier steht; es wurde nichts ausgeführt.
