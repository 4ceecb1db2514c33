# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = Recht
law-lead = Nach diesen Regeln arbeitet dieser Knoten. Jede steht mit ihrem Artikel. Wo der Wortlaut noch nicht anhand der Veröffentlichung geprüft ist, sagt die Regel es.
law-to-ways = Welcher Weg führt von einem Staat zum anderen?
law-none = Nichts.
law-instruments = Rechtsinstrumente
law-instrument = Rechtsinstrument
law-standing = Status
law-kinds = Maßnahmen
law-n-kinds = { $n ->
    [0] keine
    [one] 1 Art
   *[other] { $n } Arten
  }
law-pack = Hiesige Version
law-lists = Wortlisten
law-list = Liste
law-n-words = Wörter
law-mark = Wortlaut
law-version = Hiesige Version

standing-in_force = In Kraft
standing-not_in_force = Nicht in Kraft
standing-by_agreement = Zwischen denen, die es vereinbart haben

law-official = Amtlicher Titel
law-from = Ab
law-until = Bis
law-source = Veröffentlicht
law-known = Status zuletzt geprüft
law-digest = Hashwert des Regelwerks
law-otherwise = Wo es nicht bindet

law-parties = Staaten
law-parties-all = Alle gebundenen Staaten sind aufgeführt. Ein nicht aufgeführter Staat ist nicht gebunden.
law-parties-some = Einige Staaten sind aufgeführt. Über einen nicht aufgeführten Staat ist hier nichts bekannt.
law-parties-none = Kein Staat ist aufgeführt. Ob ein Staat gebunden ist, ist hier nicht bekannt.
law-parties-unknown = Nichts bekannt ist hier über:
law-n-parties = { $n ->
    [one] 1 Staat
   *[other] { $n } Staaten
  }
law-state = Staat
law-where = Artikel
law-declared = Vorbehalte und Erklärungen
law-says = Inhalt

law-issuers = Wer erlassen darf
law-kind = Maßnahme
law-data = Daten
law-anybody = Jeder
law-alone = Erlässt allein
law-validated = Validiert für andere
law-emergency = Im Notfall
law-emergency-yes = Validierung kann nachfolgen
law-all-kinds = Alle
law-any-data = Alle Daten

law-clocks = Fristen
law-clock = Frist
law-period = Wie lange
law-starts = Beginnt mit
law-end-does = Was ihr Ende bewirkt
law-duties = Pflichten ohne Zahl
law-duty = Pflicht
law-owed-by = Geschuldet von
law-standard = Wann
duties-heading = Pflichten ohne Zahl
duties-standing = Stand
duty-standing-held = Noch nicht vorzunehmen
duty-standing-lasts = Besteht seit
duty-standing-lies = Wenn es eintritt
duty-standing-met = Erfüllt am
duty-standing-not-yet = Noch nicht
duty-standing-over = Beendet
duty-standing-owed = Geschuldet seit
duty-standing-unmet = Nicht erfüllt; geschuldet seit
duty-standing-waits = Nicht vorzunehmen vor
law-grounds = Ablehnungsgründe
law-ground = Grund
law-raised-by = Geltend gemacht von
law-stage = In welchem Stadium
law-does = Was er bewirkt
law-letters = Schreiben
law-letter = Schreiben
law-by = Von
law-to = An

law-word = Wort
law-blocks = Erfordert die Einwilligung des Urhebers
law-blocks-disclose = Zur Offenlegung
law-blocks-transmit = Zur Übermittlung
law-blocks-use_in_evidence = Zur Verwendung als Beweismittel

law-list-admiralty = Bewertung: Admiralty-Skala
law-list-data-categories = Datenkategorien
law-list-evaluation = Bewertung: Europol 4x4
law-list-handling = Bearbeitungscodes
law-list-offences = Straftaten
law-list-pap = Permissible Actions Protocol (PAP)
law-list-tlp = Traffic Light Protocol (TLP)
law-list-uk-3x5x2 = Bewertung: 3x5x2

scheme-alias = Auch genannt
scheme-annex_iv = Anhang IV (EU)
scheme-article_5_4 = Artikel 5 Absatz 4 (EU)
scheme-coe_budapest = Budapester Übereinkommen
scheme-eu_dsa = Gesetz über digitale Dienste
scheme-europol = Europol
scheme-interpol = INTERPOL
scheme-other_treaty = Anderer Vertrag
scheme-un_cybercrime = Übereinkommen der Vereinten Nationen

party-addressee = Adressat
party-body = Streitbeilegungsstelle
party-commission = Europäische Kommission
party-content_provider = Inhalteanbieter
party-controller = Verantwortlicher
party-coordinator = Koordinator für digitale Dienste
party-EA = Vollstreckungsbehörde
party-IA = Anordnungsbehörde
party-MS = Mitgliedstaat
party-person = Betroffene Person
party-processor = Auftragsverarbeiter
party-recipient = Nutzer des Dienstes
party-requested = Ersuchter Staat
party-requester = Wer die Überprüfung beantragt
party-requesting = Ersuchender Staat
party-supervisor = Aufsichtsbehörde
party-team = Gemeinsame Gruppe

law-period-agreed = Bis zum vereinbarten oder erbetenen Datum
law-period-elapsed-hours = { $n } Stunden, nichts hinzugerechnet
law-period-fixed-date = Ein Datum im Jahr
law-period-national-addressee = Nach dem Recht des Staates des Adressaten
law-period-national-issuing = Nach dem Recht des Anordnungsstaats
law-period-none = Keine gesetzliche Zahl
law-period-plain-days = { $n ->
    [one] 1 Kalendertag
   *[other] { $n } Kalendertage
  }
law-period-plain-months = { $n ->
    [one] 1 Kalendermonat
   *[other] { $n } Kalendermonate
  }
law-period-plain-weeks = { $n ->
    [one] 1 Kalenderwoche
   *[other] { $n } Kalenderwochen
  }
law-period-r1182-days = { $n ->
    [one] 1 Tag (Verordnung Nr. 1182/71)
   *[other] { $n } Tage (Verordnung Nr. 1182/71)
  }
law-period-r1182-hours = { $n ->
    [one] 1 Stunde (Verordnung Nr. 1182/71)
   *[other] { $n } Stunden (Verordnung Nr. 1182/71)
  }
law-period-r1182-months = { $n ->
    [one] 1 Monat (Verordnung Nr. 1182/71)
   *[other] { $n } Monate (Verordnung Nr. 1182/71)
  }
law-period-r1182-weeks = { $n ->
    [one] 1 Woche (Verordnung Nr. 1182/71)
   *[other] { $n } Wochen (Verordnung Nr. 1182/71)
  }
law-period-r1182-working-days = { $n ->
    [one] 1 Arbeitstag (Verordnung Nr. 1182/71)
   *[other] { $n } Arbeitstage (Verordnung Nr. 1182/71)
  }

law-when-at-latest-from-the-date-of-the-restriction = Spätestens ab dem Tag der Beschränkung
law-when-at-the-same-time = Gleichzeitig
law-when-at-the-time-of-effect-or-as-the-order-says = Bei der Ausführung oder wie in der Anordnung angegeben
law-when-before-the-act = Vor der Handlung
law-when-expeditiously = Zügig
law-when-immediately = Sofort
law-when-promptly = Umgehend
law-when-rapidly-expedited = Beschleunigt
law-when-until-ended = Bis zur Beendigung
law-when-without-delay = Unverzüglich
law-when-without-undue-delay = Ohne unnötige Verzögerung

stage-notification = Nach der Unterrichtung
stage-execution = Bei der Ausführung
stage-enforcement = Bei der Vollstreckung
ground-effect-stop = Er hält die Maßnahme auf
ground-effect-partial = Er hält einen Teil auf oder setzt Bedingungen
ground-effect-suspend = Er setzt die Maßnahme aus
ground-effect-inform = Die Gegenseite wird unterrichtet

declared-competent_authorities = Zuständige Behörden
declared-contact_point = Kontaktstelle
declared-central_authority_signoff = Eine zentrale Behörde unterzeichnet zuerst
declared-dual_criminality_reserved = Beiderseitige Strafbarkeit wird verlangt
declared-exclude_article = Ein Artikel ist nicht anwendbar
declared-exclude_data_category = Diese Daten werden nicht herausgegeben
declared-languages_accepted = Akzeptierte Sprachen:
declared-require_authority_kind = Nur bestimmte Behörden dürfen erlassen
declared-require_followup_request = Ein Ersuchen muss nachfolgen
declared-require_notification = Eine Behörde wird gleichzeitig unterrichtet
declared-require_prior_use_of = Zuerst wird ein anderer Weg beschritten

ways-title = Welcher Weg führt dorthin?
ways-lead = Welche Maßnahmen von einem Staat zum anderen führen, mit dem, was jede verlangt, und mit jedem Grund, aus dem eine andere es nicht tut. Die Reihenfolge richtet sich nach der kürzesten gesetzlichen Frist; sie ist kein Rat für einen Einzelfall.
ways-from = Ersuchender Staat
ways-from-wrong = Wählen Sie den ersuchenden Staat.
ways-to = Staat des Empfängers
ways-to-wrong = Wählen Sie den Staat des Empfängers.
ways-for = Wofür
ways-for-wrong = Wählen Sie, wofür es ist.
ways-data = Daten
ways-data-wrong = Diese Datenkategorien sind nicht bekannt.
ways-on = Tag des Erlasses
ways-on-wrong = Schreiben Sie den Tag als Jahr, Monat und Tag.
ways-emergency = Notfall
ways-emergency-yes = Es ist ein Notfall
ways-button = Wege anzeigen
ways-none = Keiner der hier geladenen Wege kann beschritten werden.
ways-admissible = Kann beschritten werden
ways-undetermined = Hier nicht bekannt
ways-excluded = Kein Weg
ways-goes-to = Geht an
ways-issuers = Erlassen von
ways-validated = Andere mit Validierung
ways-validated-later = Im Notfall kann die Validierung nachfolgen
ways-language = Sprache
ways-form = Formular
ways-answer = Antwort fällig
ways-notified = Unterrichtet
ways-notified-yes = Eine Behörde des Empfängerstaats, gleichzeitig
ways-grounds = Kann abgelehnt werden wegen
ways-conditions = Bedingungen des Empfängerstaats

aim-confiscation = Einziehung
aim-evidence = Auf andere Weise erhobene Beweismittel
aim-freezing = Sicherstellung von Vermögensgegenständen
aim-information = Informationen ohne Ersuchen
aim-joint_investigation = Gemeinsame Ermittlung
aim-preservation = Sicherung von Daten
aim-production = Herausgabe von Daten
aim-removal = Entfernung von Inhalten
aim-supervision = Mitteilung an eine Aufsichtsbehörde

channel-authority = Eine Behörde des anderen Staates
channel-central_authority = Die zentrale Behörde des anderen Staates
channel-contact_point = Die Tag und Nacht erreichbare Kontaktstelle
channel-provider = Der Diensteanbieter selbst
channel-supervisor = Die Aufsichtsbehörde für den Datenschutz

language-accepted_or_translated = Eine, die der Empfänger akzeptiert, oder mit Übersetzung in eine solche
language-as_agreed = Wie von beiden Seiten vereinbart
language-declared_by_provider = Eine vom Diensteanbieter angegebene, sonst eine Amtssprache seines Staates
language-declared_by_state = Eine, die der Vollstreckungsstaat akzeptiert
language-of_requested_state = Die des ersuchten Staates

obstacle-data_not_covered = Nicht für alle diese Daten
obstacle-domestic = Beide Staaten sind derselbe
obstacle-emergency_only = Nur für Notfälle
obstacle-instrument_not_in_force = An diesem Tag nicht in Kraft
obstacle-not_to_this_state = Führt nur in andere Staaten
obstacle-reservation_excludes = Ein Vorbehalt schließt es aus
obstacle-state_not_bound = Ein Staat ist nicht gebunden
obstacle-status_not_loaded = Ob es bindet, ist hier nicht bekannt

trigger-arbitration-requested = Ein gemeinsames Schiedsverfahren wird beantragt
trigger-aware = Die Verletzung wird bekannt
trigger-certified = Die Stelle ist zugelassen
trigger-complaint-received = Die Beschwerde geht ein
trigger-confirmation-received = Die Bestätigung des späteren Ersuchens geht ein
trigger-consultation-received = Die Konsultation geht ein
trigger-copy-received = Die Kopie für die Behörde am Sitz geht ein
trigger-decided = Über die Anerkennung wird entschieden
trigger-enforcement-received = Die Anordnung geht zur Vollstreckung ein
trigger-exposure-received = Die Entscheidung, dass der Anbieter terroristischen Inhalten ausgesetzt ist, geht ein
trigger-frozen = Vermögensgegenstände werden sichergestellt
trigger-impossibility-received = Das Formblatt über die Unmöglichkeit geht ein
trigger-information-complete = Die letzte fehlende Angabe geht ein
trigger-information-requested = Ein Ersuchen um Angaben geht ein
trigger-informed = Die Angaben, die der Rechtsakt verlangt, werden gemacht
trigger-issued = Die Maßnahme wird erlassen
trigger-ordered = Eine innerstaatliche Anordnung ergeht
trigger-period-ended = Die vorhergehende Frist endet
trigger-preserved = Die Daten werden gesichert
trigger-received = Die Maßnahme geht ein
trigger-removed = Inhalte werden entfernt oder gesperrt
trigger-renewed = Das Ersuchen wird erneuert
trigger-requested = Das Ersuchen wird gestellt
trigger-scrutiny-requested = Ein Antrag auf Überprüfung geht ein
trigger-secrecy-decided = Die Nichtoffenlegung wird beschlossen
trigger-served = Die Anordnung wird dem Diensteanbieter zugestellt
trigger-signed = Die Vereinbarung wird unterzeichnet
trigger-uploaded = Daten werden hochgeladen
trigger-year-end = Das Kalenderjahr endet
