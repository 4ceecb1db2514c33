# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = Legislación
law-lead = Estas son las reglas con las que trabaja este nodo. Cada una figura con su artículo. Cuando la redacción todavía no se ha cotejado con la publicación, la regla lo dice.
law-to-ways = ¿Qué vía hay de un Estado a otro?
law-none = Nada.
law-instruments = Instrumentos
law-instrument = Instrumento
law-standing = Vigencia
law-kinds = Medidas
law-n-kinds = { $n ->
    [0] ninguno
    [one] 1 tipo
   *[other] { $n } tipos
  }
law-pack = Versión aquí
law-lists = Listas de términos
law-list = Lista
law-n-words = Términos
law-mark = Redacción
law-version = Versión aquí

standing-in_force = En vigor
standing-not_in_force = No está en vigor
standing-by_agreement = Entre quienes lo acordaron

law-official = Título oficial
law-from = Desde
law-until = Hasta
law-source = Publicado
law-known = Última consulta de la vigencia
law-digest = Valor hash del paquete normativo
law-otherwise = Donde no es vinculante

law-parties = Estados
law-parties-all = Figuran todos los Estados vinculados. Un Estado que no figura no está vinculado.
law-parties-some = Figuran algunos Estados. De un Estado que no figura no se sabe nada aquí.
law-parties-none = No figura ningún Estado. Aquí no se sabe si un Estado está vinculado.
law-parties-unknown = Aquí no se sabe nada de:
law-n-parties = { $n ->
    [one] 1 Estado
   *[other] { $n } Estados
  }
law-state = Estado
law-where = Artículo
law-declared = Reservas y declaraciones
law-says = Lo que dice

law-issuers = Quién puede emitir
law-kind = Medida
law-data = Datos
law-anybody = Cualquiera
law-alone = Emite por sí solo
law-validated = Valida para otros
law-emergency = En caso de emergencia
law-emergency-yes = La validación puede ser posterior
law-all-kinds = Todas
law-any-data = Cualquier dato

law-clocks = Plazos
law-clock = Plazo
law-period = Duración
law-starts = Empieza con
law-end-does = Qué produce su fin
law-duties = Obligaciones sin número
law-duty = Obligación
law-owed-by = Obligado
law-standard = Cuándo
duties-heading = Obligaciones sin número
duties-standing = En qué punto está
duty-standing-held = Todavía no debe hacerse
duty-standing-lasts = Dura desde
duty-standing-lies = Cuando ocurra
duty-standing-met = Cumplida el
duty-standing-not-yet = Todavía no
duty-standing-over = Terminada
duty-standing-owed = Debida desde
duty-standing-unmet = No cumplida; debida desde
duty-standing-waits = No debe hacerse antes de
law-grounds = Motivos de denegación
law-ground = Motivo
law-raised-by = Invocado por
law-stage = En qué fase
law-does = Qué produce
law-letters = Escritos
law-letter = Escrito
law-by = De
law-to = A

law-word = Término
law-blocks = Necesita el consentimiento de quien lo originó
law-blocks-disclose = Para revelar
law-blocks-transmit = Para transmitir
law-blocks-use_in_evidence = Para utilizar como prueba

law-list-admiralty = Evaluación: escala del Almirantazgo
law-list-data-categories = Categorías de datos
law-list-evaluation = Evaluación: Europol 4x4
law-list-handling = Códigos de tratamiento
law-list-offences = Delitos
law-list-pap = Permissible Actions Protocol (PAP)
law-list-tlp = Traffic Light Protocol (TLP)
law-list-uk-3x5x2 = Evaluación: 3x5x2

scheme-alias = Llamado también
scheme-annex_iv = Anexo IV (UE)
scheme-article_5_4 = Artículo 5, apartado 4 (UE)
scheme-coe_budapest = Convenio de Budapest
scheme-eu_dsa = Reglamento de Servicios Digitales
scheme-europol = Europol
scheme-interpol = INTERPOL
scheme-other_treaty = Otro tratado
scheme-un_cybercrime = Convención de las Naciones Unidas

party-addressee = Destinatario
party-body = Órgano de resolución de litigios
party-commission = Comisión Europea
party-content_provider = Proveedor de contenidos
party-controller = Responsable del tratamiento
party-coordinator = Coordinador de servicios digitales
party-EA = Autoridad de ejecución
party-IA = Autoridad emisora
party-MS = Estado miembro
party-person = Persona afectada
party-processor = Encargado del tratamiento
party-recipient = Destinatario del servicio
party-requested = Estado requerido
party-requester = Quien solicita el examen
party-requesting = Estado requirente
party-supervisor = Autoridad de control
party-team = Equipo conjunto

law-period-agreed = Hasta la fecha acordada o solicitada
law-period-elapsed-hours = { $n } horas, sin añadir nada
law-period-fixed-date = Una fecha del año
law-period-national-addressee = Según el Derecho del Estado del destinatario
law-period-national-issuing = Según el Derecho del Estado emisor
law-period-none = Ningún número según la ley
law-period-plain-days = { $n ->
    [one] 1 día natural
   *[other] { $n } días naturales
  }
law-period-plain-months = { $n ->
    [one] 1 mes natural
   *[other] { $n } meses naturales
  }
law-period-plain-weeks = { $n ->
    [one] 1 semana natural
   *[other] { $n } semanas naturales
  }
law-period-r1182-days = { $n ->
    [one] 1 día (Reglamento 1182/71)
   *[other] { $n } días (Reglamento 1182/71)
  }
law-period-r1182-hours = { $n ->
    [one] 1 hora (Reglamento 1182/71)
   *[other] { $n } horas (Reglamento 1182/71)
  }
law-period-r1182-months = { $n ->
    [one] 1 mes (Reglamento 1182/71)
   *[other] { $n } meses (Reglamento 1182/71)
  }
law-period-r1182-weeks = { $n ->
    [one] 1 semana (Reglamento 1182/71)
   *[other] { $n } semanas (Reglamento 1182/71)
  }
law-period-r1182-working-days = { $n ->
    [one] 1 día hábil (Reglamento 1182/71)
   *[other] { $n } días hábiles (Reglamento 1182/71)
  }

law-when-at-latest-from-the-date-of-the-restriction = A más tardar a partir de la fecha de la restricción
law-when-at-the-same-time = Al mismo tiempo
law-when-at-the-time-of-effect-or-as-the-order-says = Cuando se le dé efecto, o como disponga la orden
law-when-before-the-act = Antes del acto
law-when-expeditiously = Con celeridad
law-when-immediately = Inmediatamente
law-when-promptly = Con prontitud
law-when-rapidly-expedited = Con rapidez
law-when-until-ended = Hasta que se le ponga fin
law-when-without-delay = Sin demora
law-when-without-undue-delay = Sin dilación indebida

stage-notification = Tras la notificación
stage-execution = En la ejecución de la medida
stage-enforcement = En la ejecución forzosa
ground-effect-stop = Detiene la medida
ground-effect-partial = Detiene una parte o impone condiciones
ground-effect-suspend = Suspende la medida
ground-effect-inform = Se informa a la otra parte

declared-competent_authorities = Autoridades competentes
declared-contact_point = Punto de contacto
declared-central_authority_signoff = Antes firma una autoridad central
declared-dual_criminality_reserved = Se exige la doble tipificación
declared-exclude_article = No se aplica un artículo
declared-exclude_data_category = No se facilitan estos datos
declared-languages_accepted = Lenguas aceptadas:
declared-require_authority_kind = Solo pueden emitir algunas autoridades
declared-require_followup_request = Debe seguir una solicitud
declared-require_notification = Se informa al mismo tiempo a una autoridad
declared-require_prior_use_of = Antes se intenta otra vía

ways-title = ¿Qué vía hay?
ways-lead = Qué medidas llevan de un Estado a otro, con lo que exige cada una, y todas las razones por las que otra no lleva. El orden sigue el plazo legal más corto; no es un consejo para un caso.
ways-from = Estado que solicita
ways-from-wrong = Elija el Estado que solicita.
ways-to = Estado del receptor
ways-to-wrong = Elija el Estado del receptor.
ways-for = Para qué
ways-for-wrong = Elija para qué es.
ways-data = Datos
ways-data-wrong = Estas categorías de datos no se conocen.
ways-on = Día de emisión
ways-on-wrong = Escriba el día como año, mes y día.
ways-emergency = Emergencia
ways-emergency-yes = Es una emergencia
ways-button = Mostrar las vías
ways-none = No puede tomarse ninguna vía de las que están cargadas aquí.
ways-admissible = Puede tomarse
ways-undetermined = No se sabe aquí
ways-excluded = No hay vía
ways-goes-to = Se dirige a
ways-issuers = La emite
ways-validated = Otros, con validación
ways-validated-later = En caso de emergencia la validación puede ser posterior
ways-language = Lengua
ways-form = Formulario
ways-answer = Plazo de respuesta
ways-notified = Notificación
ways-notified-yes = A una autoridad del Estado receptor, al mismo tiempo
ways-grounds = Puede denegarse por
ways-conditions = Condiciones del Estado receptor

aim-confiscation = Decomiso
aim-evidence = Pruebas obtenidas de otro modo
aim-freezing = Embargo de bienes
aim-information = Información que nadie ha solicitado
aim-joint_investigation = Investigación conjunta
aim-preservation = Conservación de datos
aim-production = Producción de datos
aim-removal = Retirada de contenidos
aim-supervision = Información a una autoridad de control

channel-authority = Una autoridad del otro Estado
channel-central_authority = La autoridad central del otro Estado
channel-contact_point = El punto de contacto que responde día y noche
channel-provider = El propio prestador
channel-supervisor = La autoridad de control de la protección de datos

language-accepted_or_translated = Una que acepte el receptor, o con traducción a una de ellas
language-as_agreed = Según acuerden las dos partes
language-declared_by_provider = Una que haya declarado el prestador; en su defecto, una oficial de su Estado
language-declared_by_state = Una que acepte el Estado de ejecución
language-of_requested_state = La del Estado requerido

obstacle-data_not_covered = No para todos estos datos
obstacle-domestic = Ambos Estados son el mismo
obstacle-emergency_only = Solo para emergencias
obstacle-instrument_not_in_force = No está en vigor ese día
obstacle-not_to_this_state = Lleva solo a otros Estados
obstacle-reservation_excludes = Una reserva lo excluye
obstacle-state_not_bound = Un Estado no está vinculado
obstacle-status_not_loaded = Aquí no se sabe si es vinculante

trigger-arbitration-requested = Se solicita el arbitraje conjunto
trigger-aware = Se tiene conocimiento de la violación de la seguridad
trigger-certified = Se certifica el órgano
trigger-complaint-received = Se recibe la reclamación
trigger-confirmation-received = Se recibe la confirmación de la solicitud posterior
trigger-consultation-received = Se recibe la consulta
trigger-copy-received = Se recibe la copia para la autoridad del establecimiento principal
trigger-decided = Se decide el reconocimiento
trigger-enforcement-received = Se recibe la orden para su ejecución
trigger-exposure-received = Se recibe la decisión sobre la exposición
trigger-frozen = Se embargan bienes
trigger-impossibility-received = Se recibe el formulario sobre la imposibilidad
trigger-information-complete = Se recibe la última información que faltaba
trigger-information-requested = Se recibe una solicitud de información
trigger-informed = Se facilita la información que exige la norma
trigger-issued = Se emite la medida
trigger-ordered = Se dicta una orden nacional
trigger-period-ended = Termina el plazo anterior a este
trigger-preserved = Se conservan los datos
trigger-received = Se recibe la medida
trigger-removed = Se retira o se bloquea contenido
trigger-renewed = Se renueva la solicitud
trigger-requested = Se hace la solicitud
trigger-scrutiny-requested = Se recibe una solicitud de examen
trigger-secrecy-decided = Se decide no revelar
trigger-served = La orden se notifica al prestador
trigger-signed = Se firma el acuerdo
trigger-uploaded = Se suben datos
trigger-year-end = Termina el año natural
