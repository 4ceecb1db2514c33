# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [one] 1 byte
   *[other] { $shown } bytes
  }
size-kib = { $n } KiB
size-mib = { $n } MiB
size-gib = { $n } GiB

civil-date = { $day } de { $month } de { $year }
instant = { $date }, { $time } { $zone }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

time-left = tiempo restante: { $length }
time-over = hace { $length }
length-days = { $days ->
    [one] un día
   *[other] { $days } días
  }
length-days-hours = { $days ->
    [one] un día
   *[other] { $days } días
  } { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
length-minutes = { $minutes } min

article = Artículo { $cite }
annex = Anexo { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = No corre ningún plazo.
clock-strict = Objetivo (strict)
clock-legal-latest = Último momento lícito (legal_latest)
clock-strict-and-latest = Objetivo y último momento lícito
clock-gate-opens = Se abre
clock-last-day = Último día
clock-met-at = Cumplido
clock-effect = Qué significa el fin
clock-calendar = calendario
clock-ours = Actúa su parte
clock-theirs = Actúa la otra parte
clock-contested = Controvertido
clock-positions = La ley admite aquí más de una lectura. El nodo trabaja según la primera.
clock-position-none = ningún momento
clock-undetermined = No puede calcularse
clock-no-instant = Ningún momento según la ley
clock-met = Cumplido en plazo
clock-met-late = Cumplido fuera de plazo
clock-used = Derecho ejercido
clock-used-late = Derecho ejercido demasiado tarde
clock-open = Abierto
clock-open-and-owed = Abierto y debido, { $left }
clock-open-and-due = Abierto y debido ahora
clock-closed = Todavía no puede salir, { $left }
clock-past-target = Objetivo superado, { $left }
clock-deadline-running = { $left }
clock-deadline-over = Fuera de plazo, { $left }
clock-window-running = El derecho puede ejercerse, { $left }
clock-window-over = Derecho caducado, { $left }
clock-gate-running = Se abre, { $left }
clock-gate-over = Abierto, { $left }
clock-hold-running = Conservar, { $left }
clock-hold-over = Conservación terminada, { $left }
clock-ceiling-running = Como máximo, { $left }
clock-ceiling-over = Límite alcanzado, { $left }

effect-breach = Se incumple la obligación.
effect-ceases = Ya no es obligado conservar lo que se conservaba.
effect-enforcement_route_opens = Puede solicitarse la ejecución.
effect-exempt = La parte queda libre de la obligación.
effect-gate_opens = Lo que estaba prohibido está permitido y es debido.
effect-late_with_reasons = El acto sigue siendo debido, con los motivos del retraso.
effect-minimum_hold_ends = Ha terminado el tiempo mínimo de conservación; decide una persona.
effect-none = Nada según la ley.
effect-not_yet_allowed = Es demasiado pronto.
effect-overdue_inform_issuer = Se comunica el retraso a la autoridad emisora.
effect-preserve_until_decision = Los datos se conservan hasta la decisión.
effect-preserve_until_produced = Los datos se conservan hasta que se entregan.
effect-report_due = Se debe un informe.
effect-right_lapses = El derecho se extingue.
effect-secrecy_ends = Puede avisarse a la persona afectada.
effect-still_suspended = La medida sigue suspendida; nada termina por sí solo.
effect-withdraw_and_delete_or_restrict = La orden se retira y los datos se suprimen o se limitan.

reason-fact_missing = Aquí no se conoce un hecho del que depende el plazo.
reason-holiday_calendar_not_loaded = No está cargado el calendario de días festivos que se necesita.
reason-instrument_not_in_force = El instrumento no está en vigor en esa fecha.
reason-national_law_not_loaded = El plazo se rige por un Derecho nacional que no está cargado.
reason-national_law_of_issuing_authority_not_loaded = El plazo se rige por el Derecho del Estado de la autoridad emisora, que no está cargado.
reason-no_fixed_period = La norma no indica ningún número.
reason-reservation_excludes = Una reserva excluye la regla.
reason-state_not_bound = El Estado no está vinculado.
reason-time_zone_not_known = No se conoce la zona horaria de la parte que actúa.
reason-trigger_not_occurred = No se ha producido lo que da inicio al plazo.

needs-fact = Se necesita: el hecho { $fact }.
needs-state = Se refiere al Estado { $state }.
needs-year = Se refiere al año { $year }.
needs-from = Hay respuesta a partir del { $date }.

counting-agreed = según lo acordado
counting-elapsed-hours = horas desde el momento, sin añadir nada
counting-fixed-date = fin de una fecha del año
counting-national-addressee = según el Derecho del Estado del destinatario
counting-national-issuing = según el Derecho del Estado de la autoridad emisora
counting-none = la ley no indica ningún número
counting-plain-days = días naturales, sin desplazar nada
counting-plain-months = meses naturales, sin desplazar nada
counting-plain-weeks = semanas naturales, sin desplazar nada
counting-r1182-days = días conforme al Reglamento 1182/71
counting-r1182-hours = horas conforme al Reglamento 1182/71
counting-r1182-months = meses conforme al Reglamento 1182/71
counting-r1182-weeks = semanas conforme al Reglamento 1182/71
counting-r1182-working-days = días hábiles conforme al Reglamento 1182/71

mark-verified = redacción comprobada
mark-memory = redacción aún no comprobada

# Forms.
leaves-heading = Lo que sale de este nodo
leaves-nothing = Al enviar este formulario no sale nada de este nodo.
defects-heading = { $n ->
    [one] Hay un error
   *[other] Hay { $n } errores
  }
form-refused = Esto no ha podido hacerse
choose-none = Sin contestar
wrong-lead = Todavía no se ha guardado nada. Lo que escribió figura abajo; corrija estas respuestas y guarde de nuevo.
wrong-choose = dos responsables han contestado a esto; indique qué respuesta vale
wrong-needed = se necesita una respuesta
wrong-unfit = esto no es compatible con lo elegido; quite una de las dos cosas
wrong-country = «{ $text }» no es un código de Estado; escríbalo como FR
wrong-date = «{ $text }» no es una fecha; escríbala como 2027-03-08
wrong-instant = «{ $text }» no es una fecha con hora; escríbala como 2027-03-08T10:00:00+01:00, con la diferencia horaria
wrong-invisible = contiene un carácter de control; escríbalo de nuevo como texto sin formato
wrong-money = «{ $text }» no es un importe; escríbalo como 120.50 EUR
wrong-number = «{ $text }» no es un número entero del 1 al { $n }
wrong-period = «{ $text }» no es un período; escríbalo como P3Y para tres años o P4M para cuatro meses
wrong-selector = «{ $text }» no es un identificador de un tipo conocido; escríbalo como { $example }
wrong-too-long = tiene más de { $n } caracteres; ponga el resto en un anexo
wrong-too-many = { $n ->
    [one] basta con una respuesta
   *[other] como máximo { $n } respuestas; ponga la lista en un anexo
  }
wrong-code = «{ $text }» no es una de las respuestas
wrong-yes-no = «{ $text }» no es ni sí ni no
