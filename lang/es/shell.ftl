# What stands around every page, and the doors: sign-in, health.

language-name = español
product = comity

title = { $page } – { $member } – comity
title-faults = Errores: { $page } – { $member } – comity
title-exercise = EJERCICIO: { $page } – { $member } – comity
title-exercise-faults = EJERCICIO: Errores: { $page } – { $member } – comity

skip-link = Saltar al contenido principal
exercise-banner = EJERCICIO: nada de esto es real
languages-label = Idiomas
nav-label = Servicios
nav-desk = Mesa de trabajo
nav-agreements = Acuerdos
nav-cases = Expedientes
nav-law = Legislación
nav-ledger = Libro registro
nav-oversight = Supervisión
nav-statistics = Cifras
trail-label = Dónde se encuentra
signed-in-as = Sesión iniciada como
sign-out = Cerrar sesión
done-title = Hecho
handling = Solo para uso oficial · finalidad: { $purpose } · { $reference }

footer-node = Nodo { $node } · comity { $version }
footer-ledger = Libro registro: { $size ->
    [one] una hoja
   *[other] { $size } hojas
  }, raíz { $root }…, cofirmado por { $cosigned } de { $witnesses } testigos, último punto de control
footer-time = Página generada el { $now }. Nada en ella cambia por sí solo; cárguela de nuevo para ver las novedades.

# What happened to the log of this node, on every page while it only reads.
gap-title = Se ha perdido algo que se registró aquí
gap-body = Se repuso una copia anterior de la base de datos. { $n ->
    [one] La entrada { $from } del registro vuelve a estar,
   *[other] Vuelven a estar { $n } entradas del registro, desde la { $from },
 } pero su contenido no. Los expedientes y órdenes anteriores pueden leerse; no se registra nada en ellos hasta que un responsable que administra este nodo proponga que el trabajo continúe y otro dé su conformidad. Lo que se abra ahora no queda afectado.
no-quorum-title = No se revela nada: responden muy pocos testigos
no-quorum-body = Los testigos del registro de este nodo llevan sin firmar todos su último estado más tiempo del que permite el margen de espera. No se entrega nada ni sale ningún paquete hasta que lo hayan firmado. Todo lo demás continúa: órdenes, conservación, escritos, denegaciones.
no-quorum-since = Desde
no-room-title = El disco de este nodo está casi lleno
no-room-body = Lo que queda se reserva para lo que debe terminarse: respuestas a órdenes, denegaciones, acuses de recibo, destrucciones y todo lo que sea una emergencia. Las órdenes ordinarias, las pruebas y los paquetes nuevos se rechazan hasta que quien administra el nodo haya liberado espacio; no se pierde nada de lo registrado.
stopped-title = Este nodo solo permite leer: su registro no firma nada
stopped-rolled-back = La base de datos contiene menos de lo que este nodo ha firmado: se repuso una copia anterior. Aquí no puede hacerse nada hasta que vuelva la copia más reciente, o hasta que un responsable que administra este nodo proponga abandonar el registro y que continúe su reserva, y otro dé su conformidad.
stopped-log-unknown = Se inició el siguiente registro de este nodo y la base de datos no tiene constancia de él: se repuso una copia anterior. Aquí no puede hacerse nada hasta que vuelva la copia más reciente, o hasta que dos responsables hayan abandonado el registro.
stopped-forked = El registro contiene algo distinto de lo que este nodo ha firmado. Aquí no puede hacerse nada. Deje el equipo como está, porque es una prueba, y avise al operador. Dos responsables pueden abandonar el registro.
stopped-damaged = El registro no concuerda consigo mismo. Aquí no puede hacerse nada hasta que el operador haya repuesto una copia íntegra.
stopped-keys-revoked = El directorio de miembros revoca las claves de este registro y no incluye otras que las sucedan. Aquí no puede hacerse nada hasta que el operador haya creado las claves siguientes y el directorio las incluya.
stopped-superseded = Otro proceso escribe en este registro. Aquí no puede hacerse nada; el operador debe poner fin a uno de los dos.
stopped-register-missing = Falta la memoria de hasta dónde ha firmado este nodo. Aquí no puede hacerse nada hasta que el operador la haya repuesto, o hasta que un responsable que administra este nodo proponga crearla de nuevo y otro dé su conformidad.
stopped-register = No se ha podido escribir la memoria de hasta dónde ha firmado este nodo. Aquí no puede hacerse nada hasta que el operador haya reparado el disco y reiniciado el nodo.

# What was just done, shown once on top of the next page.
done-agreement-drafted = El borrador queda escrito. Otro responsable lo lee y lo firma.
done-agreement-signed = Firmado. Todas las demás partes reciben el documento con su firma.
done-agreement-suspended = Suspendido. Lo que abarca la suspensión espera desde ahora; se comunica a las demás partes.
done-agreement-reinstated = Nuestra suspensión ha terminado. Lo que esperaba sale.
done-agreement-ended = Ha terminado.
done-agreement-reviewed = La revisión queda registrada.
done-agreement-consented = Consentimiento dado. Se comunica a las partes.
done-recall-asked = Pedido. Los escritos salen ahora.
done-recall-refused = Su respuesta sale ahora.
done-derived = Registrado como pieza de prueba. El original queda como estaba.
done-retention-set = El fin queda fijado.
done-saved = Guardado.
done-trying = El nodo lo intenta ahora.
done-successor-proposed = Propuesto. No ocurre nada hasta que otra persona dé su conformidad.
done-log-keys-proposed = Propuesto. No ocurre nada hasta que otra persona dé su conformidad.
done-log-keys-turned = Las claves del registro han dado el paso.
done-successor-decided = Se ha decidido, y una hoja del registro lo dice.
done-successor-begun = El registro se ha abandonado y ha comenzado su sucesor.
done-dropped = El borrador queda descartado.
done-case-opened = El expediente está abierto.
done-measure-opened = El borrador está abierto. Rellene las secciones en el orden que quiera.
done-kept = Todavía no se ha hecho nada: el formulario llegó cuando su sesión ya había terminado. Lo que escribió figura abajo; envíelo de nuevo.
done-issued = Emitida. Cada receptor recibe exactamente la copia que se mostró.
done-notice-given = Registrado: la persona ha sido avisada.
done-notice-asked = Solicitado. El aviso sigue siendo debido hasta que otra persona dé su conformidad al aplazamiento.
done-notice-reviewed = La decisión sobre el aplazamiento queda registrada.
done-notice-due = El aplazamiento ha terminado: el aviso es debido.
done-cleared = Enviado: no se invoca ningún motivo.
done-objected = Enviado: se invoca un motivo.
done-said = El escrito está firmado y en camino.
done-refused = Enviado: denegada.
done-acknowledged = Enviado: recibida.
done-completed = La medida está cumplida.
done-taken-back = El escrito está retirado.
done-withdrawn = Enviado: la medida se retira.
done-validated = Validado tal como está.
done-countersigned = Firmado tal como está.
done-act-taken = Produce efecto.
done-act-declined = No produce efecto.
done-evidence = El archivo queda incorporado y sus valores hash, registrados.
done-handed-over = Entregado. A continuación llegará el acuse de recibo de la otra parte.
done-hold-placed = La retención queda impuesta. Termina por sí sola cuando acaba su último día.
done-hold-lifted = La retención ha terminado.
done-erasure-proposed = Propuesta. No se destruye nada hasta que otro responsable dé su conformidad.
done-erasure-approved = Ordenada. El nodo está destruyendo el contenido.
done-erasure-rejected = Sin conformidad. No se ha destruido nada.
done-occurrence-noted = Queda anotado, y la cifra lo cuenta.
done-occurrence-struck = Queda tachado: la cifra deja de contarlo.
done-export = El paquete se está sellando.

sign-in-title = Iniciar sesión
sign-in-ready = Su enlace de un solo uso para { $member } sirve para iniciar sesión una vez. Se consume cuando usted pulsa el botón, no antes.
sign-in-token = Código de un solo uso
sign-in-token-hint = La última parte del enlace que le dieron.
sign-in-button = Iniciar sesión
sign-in-help = Los enlaces los facilita quien administra este nodo. Un enlace sirve una sola vez, en el plazo de un día.
sign-in-bad-link = Este enlace ya no sirve
    .body = Ya se ha utilizado o no es de este nodo. Pida uno nuevo.
sign-in-link-expired = Este enlace es demasiado antiguo
    .body = Un enlace sirve durante un tiempo breve desde su creación, un día como máximo. Pida uno nuevo.
sign-in-signed-out = Ha cerrado la sesión
    .body = Nadie puede continuar con su sesión.
sign-in-session-over = Su sesión ha terminado
    .body = No se ha cambiado nada. Inicie sesión de nuevo y volverá a donde estaba.
sign-in-form-kept = Su sesión ha terminado; lo que escribió se conserva
    .body = No se ha cambiado nada. Inicie sesión de nuevo en el plazo de una hora y volverá al formulario con lo que escribió. Se conserva solo para usted, en este nodo, y no en esta página.

health-title = Estado de este nodo
health-state = Estado
health-ready = Acepta trabajo
health-not-ready = No acepta trabajo
health-network-time = Hora de la red
health-waits = Espera a
health-waits-register = el registro de cabeceras
health-waits-roster = el directorio de miembros
health-waits-store = su base de datos
health-waits-ledger = su libro registro
