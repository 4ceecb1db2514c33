# Cases: the list, one case, opening one, and what happened in it.

cases-title = Expedientes
cases-caption = { $n ->
    [one] Un expediente
   *[other] { $n } expedientes
  }
cases-empty = Usted no interviene en ningún expediente.
case-title = Expediente
case-codename = Nombre
case-docket = Número
case-state = Estado
case-purpose = Finalidad
case-n-measures = Medidas
case-registered = Registrado
case-focus = Sobre
case-participants = Quién interviene
case-measures = Medidas
case-new-measure = Redactar una medida
case-exhibits = Piezas de prueba
case-keeping = Lo que se conserva, se retiene y se destruye en este expediente
case-packages = Paquetes
case-export = Exportar el expediente
case-export-again = Exportar de nuevo el expediente
case-export-hint = Todo lo que está sellado en el expediente pasa a un solo archivo que un tribunal comprueba sin este nodo. El archivo se queda aquí hasta que alguien lo descargue.
case-timeline = Lo que ha ocurrido
case-timeline-hint = Lo más reciente primero. Cada entrada tiene su lugar en el libro registro y una prueba de ello.
measures-caption = { $n ->
    [one] Una medida
   *[other] { $n } medidas
  }
measures-empty = Todavía no hay ninguna medida.
packages-empty = Todavía no hay ningún paquete.

new-case-title = Abrir un expediente
new-case-lead = El expediente recibe un número propio. En él interviene usted, y quienes usted marque abajo de su miembro.
new-case-codename = Nombre en clave
new-case-codename-hint = Cómo lo llaman ustedes entre sí. Nunca el nombre de una persona.
new-case-focus = De qué trata
new-case-focus-hint = Unas pocas palabras. Se quedan en este nodo.
new-case-participant = Quién más interviene
new-case-participant-hint = Solo quien interviene lee el expediente. Deben figurar el juez que vaya a emitir sus órdenes y quien exporte sus pruebas.
new-case-colleague = { $office }: { $unit }
new-case-button = Abrir el expediente

exhibit-no = Número
exhibit-name = Nombre
exhibit-size = Longitud
exhibit-digests = Valores hash
exhibit-state = Estado
exhibit-made-from = elaborada a partir de
exhibit-root = { $no } en el nodo de quien la entregó
exhibit-not-fixed = todavía no fijada
exhibits-caption = { $n ->
    [one] Una pieza de prueba
   *[other] { $n } piezas de prueba
  }
exhibits-empty = Todavía no hay ninguna pieza de prueba.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = Nada todavía.
timeline-recorded = registrado
timeline-permalink = enlace
timeline-leaf = hoja { $index }
timeline-arguments = { $n ->
    [one] Un valor
   *[other] { $n } valores
  }

# Who did it.
actor-clock = Un plazo legal
actor-node = Este nodo
actor-officer = Responsable
actor-peer = Otro miembro
actor-rule = Una regla de la ley

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = Abierto
event-registered = Registrado
event-case-registered = Se registró el expediente
event-case-opened = El expediente se abrió para trabajar en él
event-measure-opened = Se abrió un borrador
event-amended = Se cambió el borrador
event-validated = Se validó el borrador
event-countersigned = Otro responsable firmó el borrador
event-issued = Se emitió la medida
event-receipt-recorded = Llegó el acuse de recibo de un receptor
event-received = Se recibió la orden
event-acknowledged = Se confirmó la recepción
event-cleared = La autoridad de ejecución no invoca ningún motivo
event-objected = Se invocó un motivo
event-refused = La orden no se ejecuta
event-said = Se dirigió un escrito
event-timed = Un escrito modificó los plazos
event-withdrawn = Se retiró la medida
event-peer-act-staged = Llegó un acto de otro miembro
event-peer-act-taken = El acto de otro miembro produce efecto
event-peer-act-declined = El acto de otro miembro no produce efecto
event-handed-over = Se entregaron los datos
event-produced = Llegaron los datos
event-completed = La medida está cumplida
event-gate-opened = Llegó el primer momento en que los datos pueden salir
event-overdue = Venció un plazo
event-right-lapsed = Caducó un derecho
event-exempted = Una obligación terminó por ley
event-ceased = La conservación terminó por ley
event-lapsed = Caducó
event-notice-owed = Debe avisarse a la persona
event-notice-delay-asked = Se solicitó el aplazamiento del aviso a la persona
event-notice-delay-declined = No se dio conformidad al aplazamiento del aviso
event-notice-deferred = El aviso a la persona está aplazado
event-notice-given = Se avisó a la persona
event-review-owed = Se debe la validación posterior
event-offered = Se ofrecieron piezas de prueba
event-accepted = Se aceptaron las piezas
event-contested = Las piezas están controvertidas
event-started = Se solicitó un paquete
event-approved = Se dio conformidad al paquete
event-sealed = Sellado
event-package-sealed = Se selló el paquete
event-exhibit-collect = Se recogió la pieza
event-exhibit-seal = Se selló la pieza
event-exhibit-hand_over = Se entregó la pieza
event-exhibit-take_over = Se recibió la pieza en custodia
event-exhibit-verify = Se comprobó la pieza
event-exhibit-pack = Se empaquetó la pieza
event-exhibit-open = Se abrió la pieza
event-exhibit-hold = Se impuso una retención sobre la pieza
event-exhibit-lift_hold = Se puso fin a una retención sobre la pieza
event-exhibit-convert = La pieza se pasó a otro formato
event-exhibit-derive = Se elaboró una pieza a partir de otras
event-exhibit-examine = Se examinó la pieza con una herramienta
event-exhibit-redact = Se elaboró una pieza expurgada
event-exhibit-retain = Se fijó, o se alcanzó, el fin del plazo de la pieza
event-exhibit-scrub_fail = Se hallaron dañados bytes almacenados de la pieza
event-exhibit-translate = Se tradujo la pieza
event-exhibit-destroy = Destrucción del contenido de la pieza
event-erasure-proposed = Se propuso la destrucción de contenido
event-erasure-approved = Un segundo responsable dio su conformidad a la destrucción
event-erasure-rejected = Un segundo responsable no dio su conformidad a la destrucción
event-erasure-certified = El contenido está destruido y se expidió el certificado
event-access-read = Se leyó contenido
event-read = Se leyó contenido

## One exhibit

exhibit-title = Pieza de prueba
exhibit-root-no = Número en el nodo de quien la entregó
exhibit-record = Su historial
gaps = Lo que se preguntará sobre ella
gaps-lead = Nada de esto impide por sí solo un paquete. Subsánelo o explíquelo antes de que pregunte un tribunal.
gaps-none = Nada de lo que busca esta lista.
gap-entry = Entrada { $n }
gap-ambiguous-zone = La zona horaria de las horas propias de la fuente no se indica o no es una sola zona.
gap-clock-uncertain = Un reloj es menos preciso que el intervalo que debe ordenar.
gap-derivation-without-parent = Se dice que procede de otro elemento, y este no está en el expediente.
gap-digest-mismatch = Unos valores hash no coincidieron.
gap-hold-expired = La última retención había terminado antes de que se entregara el contenido.
gap-missing-interval = Durante algún tiempo nada dice qué se hizo con el contenido: no se fijó en el plazo de un día, o no antes de que saliera.
gap-missing-tail = El registro todavía no ha indicado qué entrada es la última. Lo hace una vez al día.
gap-tool-without-version = No se indica la herramienta, o no se indica su versión.
gap-unsigned-handover = A la transmisión le falta el escrito de quien entrega, o no ha llegado la mitad de la otra parte.
package-gaps = Lo que se preguntará sobre sus piezas
record-caption = { $n ->
    [one] Una entrada
   *[other] { $n } entradas
  }
record-n = Entrada
record-what = Qué
record-when = Cuándo
record-leaf = En el libro registro
record-disclose = Revelar
record-none = Todavía no hay ninguna entrada.

## Disclosing single fields

disclose-title = Revelar campos sueltos
disclose-entry = Campos de la entrada { $n }
disclose-lead = Quien recibe el archivo ve los campos que usted elige, que existen los demás y una prueba de que la entrada estaba en el registro. La revelación se registra antes de que se cree el archivo.
disclose-field = Campos que se abren
disclose-field-hint = El esquema, la categoría, el tipo y la hora de la entrada están siempre abiertos.
disclose-to = A quién
disclose-to-hint = Queda en el historial. Escriba el cargo o la función, no una dirección privada.
disclose-purpose = Finalidad
disclose-purpose-none = Elija una
disclose-why = Sobre qué base
disclose-why-hint = La disposición o la decisión, en palabras. Queda en el historial y no en el archivo.
disclose-leaves = Un archivo con los campos que usted elige. Lo recibe usted y usted lo transmite.
disclose-button = Registrar y descargar
disclose-check = Quien recibe el archivo lo comprueba con comity-verify y la política de la red.
custody-field-exhibit = Identificador de la pieza
custody-field-exhibit-no = Número
custody-field-root-no = Número en el nodo de quien la entregó
custody-field-case = Expediente
custody-field-status = Cómo terminó
custody-field-until = Cuándo terminó
custody-field-actor = Quién lo hizo
custody-field-counterparty = La otra parte
custody-field-location = Dónde
custody-field-basis = Base jurídica
custody-field-purpose = Finalidad
custody-field-tool = Herramienta
custody-field-object = Historial anterior
custody-field-result = Historial posterior
custody-field-data = Longitud y valores hash
custody-field-source = Fuente
custody-field-check = Valores hash comparados
custody-field-change = Cambio que no pudo evitarse
custody-field-seal = Precintos y estado
custody-field-countersigns = Firmas adicionales
custody-field-signatures = Escrito y acuse de recibo
custody-field-informed-by = Entrada anterior
