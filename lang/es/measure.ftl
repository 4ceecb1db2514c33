# A measure at its issuer: the start, the draft, the check, what came of it.

measure-title = Medida
measure-state = Estado
measure-issued-at = Emitida
measure-from = Emitida por
measure-addressee = Destinatario
measure-enforcing = Autoridad de ejecución
measure-nobody-notified = No se notifica a nadie
measure-data = Datos solicitados
measure-track = Tramitación
measure-law = Ley
measure-clocks = Plazos
measure-copies = Copias que han salido
measure-acts = Lo que han hecho otros
measure-exhibits = Piezas de prueba recibidas
measure-whole-form = El formulario completo
kind-unknown = La ley cargada aquí no conoce este tipo de medida.
not-yet = todavía no

check-emergency = La orden sale sin validación
check-emergency-hint = Solo cuando quien emite la necesita según la ley. Deben cumplirse las tres condiciones, y la validación debe llegar después en plazo.
emergency-established = La emergencia está debidamente acreditada
emergency-validation-unobtainable = No puede obtenerse a tiempo una validación
emergency-domestic-without-validation = En un caso interno similar, la orden podría emitirse sin validación
new-measure-title = Redactar una medida
new-measure-other-law = Otra ley
new-measure-not-in-force = no está en vigor
new-measure-kind = Qué medida
new-measure-kind-hint = El formulario que sigue es el de la ley.
new-measure-to = Quién debe ejecutarla
new-measure-to-hint = El establecimiento designado o el representante legal del prestador, o la autoridad del otro Estado, según lo que pida la medida.
new-measure-data = Qué datos
new-measure-data-hint = No solicite más de lo que el caso necesita. La categoría más intrusiva determina quién puede emitir.
new-measure-enforcing = A quién se notifica
new-measure-enforcing-hint = La autoridad de ejecución del Estado del destinatario, cuando la ley prevé su notificación.
new-measure-nobody = A nadie
new-measure-track = Con qué rapidez
new-measure-track-hint = Una emergencia es una amenaza inminente en el sentido de la ley, y nada más.
new-measure-only-for = Solo para: { $kinds }.
new-measure-button = Abrir el borrador
choose-one = Elija

data-subscriber = Datos de los abonados
    .help = Quién es el usuario, y el contrato.
data-identification_only = Datos con el único fin de identificar al usuario
    .help = Direcciones y horas que se solicitan solo para saber quién es el usuario.
data-traffic = Datos de tráfico
    .help = Quién se comunicó con quién, cuándo y desde dónde.
data-content = Datos de contenido
    .help = Lo que se escribió, se dijo o se almacenó.
track-ordinary = Ordinaria
    .help = Los plazos de la ley tal como son.
track-urgent = Urgente
    .help = Más rápida a petición; ningún plazo de la ley cambia.
track-emergency = Emergencia
    .help = Una amenaza inminente para la vida, la integridad o la seguridad, o para una infraestructura crítica.

draft-title = Borrador
draft-sections = Secciones del formulario
draft-save = Guardar
draft-complete = Completo
draft-complete-hint = El formulario no tiene errores. Un responsable competente lee las dos copias y decide.
draft-incomplete = No está completo
draft-missing = { $n ->
    [0] No falta nada, pero algo está mal.
    [one] Falta todavía una respuesta.
   *[other] Faltan todavía { $n } respuestas.
  }
draft-check = Comprobar lo que recibirá cada receptor
draft-check-anyway = Ver lo que recibiría cada receptor
two-people = Si cambia este borrador, no podrá emitirlo
    .body = Por una norma interna de esta casa, lo que usted haya escrito debe emitirlo otra persona. La ley no exige dos personas; puede pedir a un compañero que haga el cambio.
two-people-wrote = Usted ha escrito en este borrador, por lo que no puede emitirlo
    .body = Por una norma interna de esta casa, debe emitirlo otra persona. La ley no exige dos personas.
drop-heading = Descartar este borrador
drop-lead = Nada de él ha salido de este nodo. Queda constancia de él, y ya no puede cambiarse ni emitirse.
drop-button = Descartar el borrador
differ-lead = Todavía no se ha guardado nada. Abajo figuran solo las respuestas que difieren, cada una con el otro texto. Al guardar, solo cambia lo que usted haya cambiado aquí.
differ-leave = Salir sin guardar y leer el borrador tal como está ahora
differ-before = Antes decía:
differ-stored = Entretanto, otra persona escribió:
differ-mine = Usted ha cambiado esto. Ahora dice:
differ-others = Otra persona ha cambiado esto; lo que escribió figura en el campo. Antes decía:
differ-which = ¿Qué respuesta vale para «{ $field }»?
differ-keep-mine = La mía, tal como figura en el campo
differ-keep-theirs = La que escribió otra persona
draft-read-only = Usted puede leer este borrador. A su cargo no le corresponde cambiarlo.

task-completed = Completa
task-missing = Falta información
task-problem = Hay un problema
task-untouched = Sin examinar
task-optional = No se exige nada

need-required = obligatorio
need-pointless = no se pide en esta medida
need-if-answered = obligatorio si se contesta a «{ $field }»
need-if-says = obligatorio si «{ $field }» es «{ $answer }»
field-example = Por ejemplo: { $example }
field-nth = { $field }, respuesta { $n }

audience-both = En la copia del destinatario y en la de la autoridad de ejecución.
audience-addressee = Solo en la copia del destinatario.
audience-enforcing = Solo lo ve la autoridad de ejecución. No está en la copia del destinatario.
audience-nobody = En ninguna copia. Queda en su expediente.

section-not-in-copy = No está en esta copia.
section-change = Cambiar
field-reads = Dice:
section-no-answers = Sin respuestas.
written-in = escrito en { $language }
yes = sí
no = no
period-years = { $n ->
    [one] un año
   *[other] { $n } años
  }
period-months = { $n ->
    [one] un mes
   *[other] { $n } meses
  }
period-days = { $n ->
    [one] un día
   *[other] { $n } días
  }
selector-acct = cuenta
selector-email = correo electrónico
selector-imei = IMEI
selector-ip = dirección IP
selector-mac = dirección MAC
selector-phone = teléfono

check-title = Comprobar y emitir
check-lead = Cada receptor recibe exactamente la copia que se muestra aquí, y nada más. Lea las dos antes de decidir.
check-changed = No se ha cambiado nada y nada ha salido. Las copias de abajo son las que se harían ahora; léalas de nuevo. Las razones que usted escribió siguen ahí; lo que declara debe declararlo de nuevo.
check-missing = No se ha cambiado nada y nada ha salido. Lo que contestó sigue ahí.
check-no-copies = Todavía no puede hacerse ninguna copia. El borrador debe indicar sus receptores y no tener errores.
check-issue-heading = Emitir
check-issue-lead = Al emitir se envían estas copias, palabra por palabra. El texto no puede cambiarse después; una medida solo puede retirarse.
check-issue-button = Emitir estas copias
check-stated = He examinado esto
check-not-yours = A su cargo no le corresponde emitir
check-not-yours-body = Un responsable competente de su miembro lee las dos copias en esta página y decide.

copy-addressee = La copia del destinatario
copy-enforcing = La copia de la autoridad de ejecución
copy-enforcement = La copia de la autoridad a la que se solicita la ejecución
copy-to = Para
copy-digest = SHA-256
copy-bytes = Los bytes de los que se obtiene el valor hash ({ $n ->
    [one] un byte
   *[other] { $n } bytes
  })
copy-recipient = Copia
copy-state = Envío
copy-sent = Enviada
copy-received = Acuse de recibo
copies-caption = { $n ->
    [one] Una copia
   *[other] { $n } copias
  }
copies-empty = No ha salido ninguna copia.

act-written = escrito
act-arrived = llegado
act-waiting = espera a un responsable
act-taken = produce efecto
act-acknowledged = confirma la recepción el
act-cleared = no invoca ningún motivo
act-objected = invoca un motivo
act-offered-handover = ofrece piezas de prueba
act-refused = no ejecuta
act-said = comunica
act-withdrew = retira la medida

ladder-heading = Lo que la otra parte ha declarado sobre nuestros escritos
ladder-help = Cada línea es una declaración que la otra parte ha firmado. Dice lo que ocurrió allí, y nada más.
ladder-letter = Carta { $n }
ladder-caption = { $n ->
    [one] Una declaración
   *[other] { $n } declaraciones
  }
ladder-none = Todavía no se ha declarado nada.
ladder-what = Qué se declara
ladder-when = Cuándo, según su reloj
ladder-who = Quién
ladder-kept = Cómo se conserva
ladder-level-signed = Firmado
ladder-level-logged = Firmado, y una hoja de nuestro registro lo nombra
ladder-level-witnessed = Firmado, en nuestro registro y cofirmado por testigos
ladder-accepted = Su nodo tiene el escrito. Eso no dice que alguien lo haya abierto.
ladder-consigned = Su nodo ha abierto y comprobado el escrito, que está en la bandeja de la oficina. No dice que alguien lo haya leído.
ladder-asked = Se pidió a la oficina que aceptara el escrito o lo declinara.
ladder-taken = Un funcionario aceptó el escrito.
ladder-handed-over = Un funcionario o un programa ha recibido allí el contenido. Si alguien lo ha leído, nadie puede declararlo.
ladder-opened-again = El contenido se abrió otra vez.
ladder-declined = Un funcionario declinó aceptar el escrito. Eso no es una denegación de lo que pide.
ladder-lapsed = Nadie aceptó ni declinó el escrito en el plazo para ello.
ladder-not-handed = El contenido nunca podrá recibirse allí.
ladder-failed = El escrito fue aceptado y no pudo depositarse en la bandeja.
ladder-turned-away = Su nodo rechazó el escrito en la puerta.
ladder-given-up = Abandonamos el escrito: se retiró o venció su plazo.
ladder-doubt-after-all = Habíamos abandonado o retirado el escrito antes de que esto llegara, así que no cuenta.
ladder-doubt-against = Contradice lo que la misma parte había declarado antes y no cuenta.
