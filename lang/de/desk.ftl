# The desk.

desk-title = Arbeitsplatz
desk-lead = { $n ->
    [0] Auf Ihrem Arbeitsplatz liegt nichts.
    [one] Eine Sache, mit ihrem nächsten rechtlich maßgeblichen Zeitpunkt.
   *[other] { $n } Sachen, der nächste rechtlich maßgebliche Zeitpunkt zuerst.
  }
desk-caption = { $n ->
    [one] Eine Sache auf Ihrem Arbeitsplatz
   *[other] { $n } Sachen auf Ihrem Arbeitsplatz
  }
desk-empty = Wenn von Ihrer Funktion etwas erwartet wird, steht es hier.
desk-clock = Zeit
desk-reference = Geschäftszeichen
desk-kind = Art
desk-counterparty = Gegenseite
desk-state = Stand
desk-next = Nächster Schritt
desk-no-clock = keine Frist läuft
desk-new-case = Vorgang anlegen
desk-ending = Asservate, deren Aufbewahrungsdauer endet
desk-ending-lead = Sie dürfen nicht länger aufbewahrt werden, sofern keine Löschsperre besteht und keine bedienstete Person mit Begründung ein späteres Ende festsetzt. Nichts wird von selbst vernichtet: Zwei Bedienstete entscheiden.
desk-ending-caption = { $n ->
    [one] Ein Asservat, dessen Aufbewahrungsdauer endet
   *[other] { $n } Asservate, deren Aufbewahrungsdauer endet
  }

step-complete-draft = Entwurf vervollständigen
step-issue = Beide Ausfertigungen lesen und entscheiden
step-wait-for-issuer = Eine zuständige bedienstete Person entscheidet
step-wait-for-receipts = Auf die Quittungen warten
step-wait-for-production = Auf die Daten warten
step-wait-for-answer = Auf die Antwort warten
step-wait-for-gate = Warten: Die Daten dürfen noch nicht herausgegeben werden
step-ingest = Daten aufnehmen
step-answer = Mit einem Schreiben antworten
step-hand-over = Übergeben
step-decide-ground = Entscheiden, ob ein Ablehnungsgrund geltend gemacht wird
step-export = Vorgang exportieren
step-nothing = Nichts
step-look = Ansehen: Dies braucht einen Menschen
step-tell = Person benachrichtigen
step-review-delay = Über einen Aufschub der Benachrichtigung entscheiden

desk-unopened-since = ungeöffnet seit
desk-unopened = { $n ->
    [one] Ein Schreiben wurde nicht rechtzeitig geöffnet
   *[other] { $n } Schreiben wurden nicht rechtzeitig geöffnet
  }
desk-agreements = Vereinbarungen, die Sie betreffen

# Letters that have not arrived.

desk-waiting = { $n ->
    [one] Ein Schreiben ist nicht angekommen
   *[other] { $n } Schreiben sind nicht angekommen
  }
desk-late = { $n ->
    [one] eines ist verspätet
   *[other] { $n } sind verspätet
  }
desk-given-up = { $n ->
    [one] Ein Schreiben wurde aufgegeben und wartet auf Sie
   *[other] { $n } Schreiben wurden aufgegeben und warten auf Sie
  }
desk-given-up-see = Ansehen, welche, und was zu tun ist
waiting-take-back = Schreiben zurücknehmen
waiting-take-back-why = Warum es zurückgenommen wird
waiting-take-back-help = Sobald es bei der empfangenden Stelle liegt, lässt sich nichts mehr zurücknehmen. Wer es dennoch bekommen kann, wird gebeten, es ungelesen zu lassen.
waiting-take-back-choose = Grund wählen
waiting-take-back-leaves = Falls das Schreiben oder frühere in derselben Sache schon hinausgegangen sein können: die Mitteilung an den Knoten des Empfängers, dass es zurückgenommen ist und warum. Nichts von dem, was darin steht.
waiting-why-agreement = Eine Vereinbarung verbietet, dass es hinausgeht.
waiting-why-mistake = Es sagt oder bringt, was es nicht soll.
waiting-why-moot = Niemand braucht es mehr.
waiting-why-recipient = Es war für jemand anderen.
given-up-heading = Aufgegebene Schreiben
given-up-help = Sie werden hier 30 Tage lang genannt. Das Protokoll bewahrt sie auf Dauer.
given-up-arrived = dennoch angekommen
given-up-do-arrived = Der Empfänger hat erklärt, dass er dieses Schreiben hat. Sehen Sie die Erklärungen auf seiner Seite an, und schreiben Sie ein weiteres, wo etwas richtigzustellen ist.
given-up-asked = zurückgenommen
given-up-do-asked = Der Empfänger wurde gebeten, es ungelesen zu lassen, und hat noch nicht geantwortet.
given-up-expired = Zeit abgelaufen
given-up-do-expired = Niemand hat es rechtzeitig angenommen, und es ist hinfällig. Fragen Sie den Empfänger telefonisch, ob sein Knoten arbeitet, und schreiben Sie es neu, wenn es noch gebraucht wird.
given-up-left = ungelesen geblieben
given-up-do-left = Der Empfänger erklärt, dass er es ungelesen ließ und vernichtet hat, was er schon geholt hatte.
given-up-unsent = zurückgenommen
given-up-do-unsent = Es hat diesen Knoten nie verlassen.
waiting-title = Nicht angekommene Schreiben
waiting-lead = { $n ->
    [0] Alle Schreiben zu Ihren Sachen sind angekommen.
    [one] Ein Schreiben. Der Knoten versucht es weiter, bis der Empfänger dafür quittiert hat.
   *[other] { $n } Schreiben. Der Knoten versucht es weiter, bis jeder Empfänger quittiert hat.
  }
waiting-empty = Nichts wartet.
waiting-to = an
waiting-only = Nur die wartenden wegen
waiting-all = Alle anzeigen
waiting-kind-agreement-consent = Einwilligung in eine Weitergabe
waiting-kind-agreement-end = Ende einer Vereinbarung
waiting-kind-agreement-proposal = Vereinbarung zur Unterzeichnung
waiting-kind-agreement-reinstatement = Ende einer Aussetzung
waiting-kind-agreement-signature = Unterzeichnung einer Vereinbarung
waiting-kind-agreement-suspension = Aussetzung einer Vereinbarung
waiting-kind-handover-offer = Übergebene Daten
waiting-kind-measure-answer = Antwort
waiting-kind-measure-issue = Anordnung
waiting-kind-measure-letter = Schreiben
waiting-kind-measure-withdraw = Rücknahme
waiting-kind-recall-ask = Rückruf
waiting-kind-recall-confirmed = Bestätigung eines Rückrufs
waiting-kind-recall-refused = Ablehnung eines Rückrufs
waiting-about = Betreff
waiting-node = Knoten
waiting-lane = Eile
waiting-lane-emergency = Notfall
waiting-lane-urgent = Dringend
waiting-lane-ordinary = Gewöhnlich
waiting-lane-bulk = Keine Eile
waiting-since = Wartet seit
waiting-deliver-by = Muss ankommen bis
waiting-in-time = rechtzeitig
waiting-at-risk = gefährdet
waiting-missed = versäumt
waiting-spent = { $n } % der Zeit sind verstrichen
waiting-why = Was es aufhält
waiting-untried = Nichts: Es geht jetzt hinaus.
waiting-failed-no-connection = Unter den Adressen des Empfängers antwortet niemand.
waiting-failed-no-endpoint = Das Verzeichnis enthält keine Adresse des Empfängers.
waiting-failed-kept-for-reader = Der Knoten des Empfängers holt seine Schreiben ab: Dieses liegt für ihn bereit.
waiting-failed-lies-at-relay = Das Schreiben liegt bei einem Relais, bis der Knoten des Empfängers es dort abholt.
waiting-failed-no-relay = Der Knoten des Empfängers und unserer holen beide nur ab, und er nennt kein Relais. Überbringen Sie ein Bündel, oder der Empfänger soll ein Relais nennen.
waiting-failed-relay-no-evidence = Der Knoten des Empfängers und unserer holen beide nur ab, und kein Relais verwahrt Beweismittel. Überbringen Sie ein Bündel.
waiting-failed-relay-closed = Jedes Relais des Empfängers hat dieses Schreiben aufgegeben oder abgelehnt.
waiting-failed-relay-unreachable = Kein Relais des Empfängers antwortet.
waiting-failed-relay-refused = Ein Relais des Empfängers verwahrt dieses Schreiben nicht.
waiting-failed-relay-too-early = Die Uhr eines Relais des Empfängers geht unserer nach.
waiting-failed-fetches = Der Knoten des Empfängers holt seine Schreiben ab; niemand stellt eine Verbindung zu ihm her.
waiting-failed-broken-connection = Die Verbindung brach ab, bevor die Antwort kam.
waiting-failed-timed-out = Der Empfänger hat nicht rechtzeitig geantwortet.
waiting-failed-busy = Der Empfänger nimmt derzeit keine Schreiben an.
waiting-failed-slow-down = Der Empfänger bittet uns, langsamer zu senden.
waiting-failed-quota = Der Empfänger hat bereits so viel von uns, wie er annimmt.
waiting-failed-too-early = Die Uhr des Empfängers geht gegenüber unserer nach.
waiting-failed-roster-behind = Der Empfänger kennt unseren Eintrag im Verzeichnis noch nicht.
waiting-failed-not-a-peer = Der Empfänger kennt diesen Knoten nicht. Der Betreiber muss nachsehen.
waiting-failed-wrong-network = Der Empfänger gehört zu einem anderen Netz. Der Betreiber muss nachsehen.
waiting-failed-malformed = Der Empfänger kann nicht lesen, was wir senden. Der Betreiber muss nachsehen.
waiting-failed-ours = Dieser Knoten konnte es nicht senden. Der Betreiber muss nachsehen.
waiting-failed-version = Der Empfänger erklärt, unsere Version des Austauschprotokolls nicht zu beherrschen. Der Betreiber muss nachsehen.
waiting-failed-other = Die Antwort des Empfängers zählt nicht.
waiting-held-no-quorum = Zu wenige Journalzeugen antworten: Bis sie es tun, wird nichts herausgegeben.
waiting-held-agreement-differs = Das Dokument der Vereinbarung, die dieses Schreiben nennt, ist hier ein anderes. Die Parteien müssen nachsehen.
waiting-held-agreement-missing = Ihr Mitglied verlangt eine von allen Parteien unterzeichnete Vereinbarung, und es gibt keine, die dieses Schreiben abdeckt.
waiting-held-agreement-not-covering = Die Vereinbarung, die dieses Schreiben nennt, deckt es nicht ab. Es wird zurückgenommen.
waiting-held-agreement-not-yet = Der erste Tag der Vereinbarung, die dieses Schreiben nennt, ist noch nicht gekommen.
waiting-held-agreement-sunset = Die Vereinbarung, die dieses Schreiben nennt, ist beendet. Dreißig Tage nach ihrem Ende wird das Schreiben zurückgenommen; auf anderer Grundlage verfassen Sie ein neues.
waiting-held-agreement-suspended = Eine Partei hat die Vereinbarung ausgesetzt. Das Schreiben geht von selbst hinaus, wenn die Aussetzung beendet ist.
waiting-held-onward-consent-missing = Die Stelle, die uns dies gegeben hat, hat nicht in die Weitergabe an dieses Mitglied eingewilligt.
waiting-held-version-ours = Der Empfänger beherrscht die Version des Austauschprotokolls nicht mehr, die dieser Knoten beherrscht. Dieser Knoten muss aktualisiert werden; der Betreiber muss nachsehen.
waiting-held-version-theirs = Der Empfänger beherrscht keine Version des Austauschprotokolls, die dieser Knoten beherrscht. Sein Knoten muss aktualisiert werden.
waiting-held-other = Das Recht lässt die Herausgabe der Daten jetzt nicht zu.
waiting-at-relay = Liegt bei einem Relais
waiting-at-relay-since = seit
waiting-silent = Von dort keine Antwort seit
waiting-attempts = Versucht
waiting-n-attempts = { $n ->
    [0] noch nicht
    [one] einmal
   *[other] { $n }-mal
  }
waiting-next = Nächster Versuch
waiting-now = jetzt
waiting-once-ended = sobald dies beendet ist
waiting-try-now = Jetzt versuchen

# Whether letters reach each member.
reach-title = Ob Schreiben ankommen
reach-lead = Einmal am Tag geht ein Schreiben ohne Inhalt den ganzen Weg zu jedem Mitglied und zurück: signiert, verschlüsselt, angenommen, geöffnet. So wird ein Fehler gefunden, bevor eine Anordnung auf ihn trifft.
reach-empty = Das Verzeichnis nennt niemand anderen.
reach-member = Mitglied
reach-state = Stand
reach-asked = Versucht
reach-took = Dauer
reach-last = Zuletzt vollständig
reach-act = Versuch
reach-never = nie
reach-try = Jetzt versuchen
reach-seconds = { $n } s
reach-accepted = Angenommen nach
reach-opened = Geöffnet nach
reach-untried = noch nicht versucht
reach-untried-means = Der erste Versuch ist morgen.
reach-under-way = unterwegs
reach-under-way-means = Die Antwort hat eine Viertelstunde Zeit.
reach-lost = nicht angenommen
reach-lost-means = Die Gegenseite hat es nicht angenommen. Schreiben warten, bis sie es tut.
reach-unopened = nicht geöffnet
reach-unopened-means = Die Gegenseite hat es angenommen und öffnet es nicht. Rufen Sie ihren Betreiber an.
reach-refused = abgelehnt
reach-refused-means = Die Gegenseite konnte es nicht lesen. Rufen Sie ihren Betreiber an.
reach-whole = vollständig
reach-whole-means = Es wurde angenommen und geöffnet.
reach-upgrade-they = Dieses Mitglied muss aktualisieren: Es beherrscht keine Version des Austauschprotokolls, die wir beherrschen. Schreiben warten, bis es das tut.
reach-upgrade-we = Wir müssen aktualisieren: Dieses Mitglied beherrscht keine Version des Austauschprotokolls mehr, die wir beherrschen. Schreiben warten, bis wir es tun.
reach-fetches = Niemand verbindet sich mit diesem Knoten: Was für ihn bestimmt ist, wartet hier, bis er es abholt.
reach-compared = Zuletzt abgeglichen
reach-compare = Jetzt abgleichen
reach-compare-open = läuft
reach-compare-failed = Die letzte Anfrage wurde nicht richtig beantwortet.
reach-differs-arrived-after-all = { $n ->
    [one] Die Gegenseite hat ein Schreiben, das wir aufgegeben oder zurückgenommen hatten. Die Stelle, die es verfasst hat, ist zu verständigen.
   *[other] Die Gegenseite hat { $n } Schreiben, die wir aufgegeben oder zurückgenommen hatten. Die Stellen, die sie verfasst haben, sind zu verständigen.
  }
reach-differs-contradicts = { $n ->
    [one] Die Gegenseite hat über ein Schreiben von uns zweierlei erklärt, was nicht beides stimmen kann. Der Betreiber muss nachsehen.
   *[other] Die Gegenseite hat über { $n } Schreiben von uns jeweils zweierlei erklärt, was nicht beides stimmen kann. Der Betreiber muss nachsehen.
  }
reach-differs-denied-by-peer = { $n ->
    [one] Ein Schreiben steht auf der Liste dessen, was die Gegenseite uns gesandt hat, und sie hat es nicht.
   *[other] { $n } Schreiben stehen auf der Liste dessen, was die Gegenseite uns gesandt hat, und sie hat sie nicht.
  }
reach-differs-forgotten-by-peer = { $n ->
    [one] Wir haben ein Schreiben unter dem Siegel der Gegenseite, das sie verloren hat. Sagen Sie es ihrem Betreiber.
   *[other] Wir haben { $n } Schreiben unter dem Siegel der Gegenseite, die sie verloren hat. Sagen Sie es ihrem Betreiber.
  }
reach-differs-lost-by-peer = { $n ->
    [one] Die Gegenseite hatte ein Schreiben verloren, das sie quittiert hatte; es wurde erneut gesandt.
   *[other] Die Gegenseite hatte { $n } Schreiben verloren, die sie quittiert hatte; sie wurden erneut gesandt.
  }
reach-differs-lost-by-us = { $n ->
    [one] Die Gegenseite hat ein Schreiben unter unserem Siegel, das hier nicht verzeichnet ist. Unsere Aufzeichnungen sind älter als ihre.
   *[other] Die Gegenseite hat { $n } Schreiben unter unserem Siegel, die hier nicht verzeichnet sind. Unsere Aufzeichnungen sind älter als ihre.
  }
reach-differs-not-ours = { $n ->
    [one] Die Gegenseite zeigt ein Schreiben als unseres vor, das wir nicht versiegelt haben. Der Betreiber muss nachsehen.
   *[other] Die Gegenseite zeigt { $n } Schreiben als unsere vor, die wir nicht versiegelt haben. Der Betreiber muss nachsehen.
  }
reach-differs-rest = { $n ->
    [one] Eine ältere Abweichung ist erledigt und wird hier nur noch gezählt.
   *[other] { $n } ältere Abweichungen sind erledigt und werden hier nur noch gezählt.
  }
reach-differs-unshown = { $n ->
    [one] Die Gegenseite führt ein Schreiben als unseres auf, das hier nicht verzeichnet ist, und zeigt es nicht vor. Der Betreiber muss nachsehen.
   *[other] Die Gegenseite führt { $n } Schreiben als unsere auf, die hier nicht verzeichnet sind, und zeigt sie nicht vor. Der Betreiber muss nachsehen.
  }
