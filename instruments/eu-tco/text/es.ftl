# Words of the pack eu-tco in Spanish. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Reglamento (UE) 2021/784 sobre la lucha contra la difusión de contenidos terroristas en línea

kind-removal-order = Orden de retirada
kind-removal-feedback = Información tras la retirada
kind-removal-impossible = Imposibilidad de cumplir la orden
kind-clarification = Aclaración de una orden de retirada
kind-obstacle-gone = El obstáculo ha desaparecido
kind-scrutiny-request = Solicitud de examen
kind-content-provider-request = Solicitud del proveedor de contenidos, registrada
kind-scrutiny-decision = Examen sin constatación de infracción
kind-reinstatement = Se restablece el contenido
kind-non-disclosure = No revelación
kind-content-provider-information = Información al proveedor de contenidos

## Sections

section-removal-order-A = Destinatario y autoridad
    .help = Quién ordena a quién.
section-removal-order-B = Contenido
    .help = Qué debe retirarse y por qué.
section-removal-order-C = Información al proveedor de contenidos
    .help = Si se le informa.
section-removal-order-D = Recurso
    .help = Lo que pueden hacer el prestador y el proveedor de contenidos.
section-removal-order-E = Autoridad emisora
    .help = Quién firma.
section-removal-order-F = Contacto
    .help = A quién llamar.
section-removal-order-file = Queda en el expediente, en ninguna copia
    .help = Lo que la autoridad comprobó antes de ordenar.
section-removal-feedback-A = Orden
    .help = Qué orden.
section-removal-feedback-B = Medidas
    .help = Qué se hizo y cuándo.
section-removal-feedback-C = Firma
    .help = Quién firma.
section-removal-impossible-A = Orden
    .help = Qué orden.
section-removal-impossible-B = Razones
    .help = Por qué no puede cumplirse.
section-removal-impossible-C = Firma
    .help = Quién firma.
section-clarification-A = La solicitud
    .help = De qué solicitud se trata.
section-clarification-B = Aclaración de una orden de retirada
    .help = Lo que dice este escrito.
section-clarification-Z = Firma
    .help = Quién responde de ello.
section-obstacle-gone-A = La solicitud
    .help = De qué solicitud se trata.
section-obstacle-gone-B = El obstáculo ha desaparecido
    .help = Lo que dice este escrito.
section-obstacle-gone-Z = Firma
    .help = Quién responde de ello.
section-content-provider-request-A = La solicitud
    .help = De qué orden se trata.
section-content-provider-request-B = Lo que solicitó el proveedor de contenidos
    .help = La autoridad del establecimiento principal responde en el plazo de setenta y dos horas.
section-content-provider-request-Z = Firma
    .help = Quién responde de este escrito.
section-scrutiny-request-A = La solicitud
    .help = De qué solicitud se trata.
section-scrutiny-request-B = Solicitud de examen
    .help = Lo que dice este escrito.
section-scrutiny-request-Z = Firma
    .help = Quién responde de ello.
section-scrutiny-decision-A = La solicitud
    .help = De qué solicitud se trata.
section-scrutiny-decision-B = Examen sin constatación de infracción
    .help = Lo que dice este escrito.
section-scrutiny-decision-Z = Firma
    .help = Quién responde de ello.
section-reinstatement-A = La solicitud
    .help = De qué solicitud se trata.
section-reinstatement-B = Se restablece el contenido
    .help = Lo que dice este escrito.
section-reinstatement-Z = Firma
    .help = Quién responde de ello.
section-non-disclosure-A = La solicitud
    .help = De qué solicitud se trata.
section-non-disclosure-B = No revelación
    .help = Lo que dice este escrito.
section-non-disclosure-Z = Firma
    .help = Quién responde de ello.
section-content-provider-information-A = La solicitud
    .help = De qué solicitud se trata.
section-content-provider-information-B = Información al proveedor de contenidos
    .help = Lo que dice este escrito.
section-content-provider-information-Z = Firma
    .help = Quién responde de ello.

## Fields

field-issuing_state = Estado miembro de la autoridad
    .help = El Estado cuya autoridad ordena.
field-issuing_authority = Autoridad emisora
    .help = Su nombre; debe ser una de las designadas para tales órdenes.
field-addressee = Destinatario
    .help = El prestador y, si lo hay, su representante legal.
field-contact_point = Punto de contacto
    .help = Donde se reciben órdenes a cualquier hora.
field-establishment_state = Estado miembro del establecimiento principal
    .help = La autoridad de ese Estado recibe la copia.
field-issued_at = Fecha y hora de emisión
    .help = Con su diferencia horaria.
field-reference = Referencia
    .help = Se repite en cada respuesta.
field-url = Dirección exacta del contenido
    .help = En líneas separadas; más información si se necesita para encontrarlo.
field-content_information = Más información para encontrar el contenido
    .help = Solo si la dirección no basta.
field-content_reasons = Tipo de contenido
    .help = Por qué es contenido terrorista.
code-content_reasons-incites = Incita a cometer un delito de terrorismo
code-content_reasons-solicits_offence = Induce a cometer uno o a contribuir a su comisión
code-content_reasons-solicits_group = Induce a participar en un grupo terrorista
code-content_reasons-instructs = Da instrucciones sobre explosivos, armas u otros métodos
code-content_reasons-threatens = Amenaza con cometer uno
field-statement_of_reasons = Exposición de motivos
    .help = Con detalle suficiente para que pueda revisarse.
field-legal_basis = Base jurídica
    .help = En el Reglamento y en el Derecho nacional.
field-non_disclosure = Información al proveedor de contenidos
    .help = El secreto dura como máximo seis semanas.
code-non_disclosure-may_inform = Se informa al proveedor de contenidos
code-non_disclosure-not_informed = Por ahora no se informa al proveedor de contenidos
field-non_disclosure_reasons = Razón del secreto
    .help = De seguridad pública.
code-non_disclosure_reasons-prevention = Prevención de delitos de terrorismo
code-non_disclosure_reasons-investigation = Su investigación
code-non_disclosure_reasons-detection = Su detección
code-non_disclosure_reasons-prosecution = Su enjuiciamiento
field-redress = Recurso
    .help = Órgano, vía y plazo del recurso.
field-appeal_deadline = Plazo del recurso
    .help = Según el Derecho nacional.
field-complaint_information = Examen por la autoridad del establecimiento principal
    .help = Cómo solicitarlo.
field-signatory = Firmante
    .help = De quién es la firma electrónica que figura abajo.
field-issuing_post = Cargo desempeñado
    .help = Título o grado.
field-issuing_address = Dirección
    .help = Calle, localidad, Estado.
field-contact_phone = Teléfono
    .help = A cualquier hora.
field-contact_email = Correo electrónico
    .help = Para preguntas y respuestas.
field-first_order = Primera orden a este prestador
    .help = Entonces se le informa del procedimiento y los plazos al menos doce horas antes.
code-first_order-later = Hubo órdenes anteriores
code-first_order-first = Es la primera
code-first_order-emergency = Es la primera, en una emergencia debidamente justificada
field-first_order_emergency = Por qué es una emergencia
    .help = Las razones para enviar la primera orden sin la información previa.
field-informed_at = Informado el prestador el
    .help = Del procedimiento y los plazos; la orden puede emitirse doce horas después.
field-order_authority = Autoridad que ordenó
    .help = Tal como figura en la orden.
field-order_reference = Referencia de la orden
    .help = Tal como figura en la orden.
field-addressee_reference = Referencia del destinatario
    .help = La suya propia.
field-order_received_at = Recepción de la orden
    .help = La hora corre a partir de ella.
field-measure = Medida adoptada
    .help = Una de las dos.
code-measure-removed = Retirado
code-measure-disabled = Acceso bloqueado en todos los Estados miembros
field-measure_at = Fecha y hora de la medida
    .help = Con su diferencia horaria.
field-signed_on = Fecha de la firma
    .help = La fecha de este informe.
field-impossibility = Razón
    .help = Una o varias.
code-impossibility-force_majeure = Fuerza mayor
code-impossibility-de_facto = Imposibilidad de hecho no imputable al prestador
code-impossibility-manifest_errors = Errores manifiestos en la orden
code-impossibility-insufficient = Información insuficiente en la orden
field-impossibility_reasons = Explicación
    .help = Hechos que lo muestran.
field-information_asked = Información solicitada
    .help = Lo que se necesita para cumplir la orden.
field-measure_reference = Referencia de la solicitud
    .help = Dónde la encuentra la otra parte.
field-content_provider_informed_at = Informado el proveedor de contenidos el
    .help = La solicitud llega en el plazo de cuarenta y ocho horas desde entonces.
field-reply = Respuesta
    .help = Tan exacta como la pregunta.
field-signatory_name = Firmado por
    .help = Quién responde de este escrito.
field-reasons = Razones
    .help = Con palabras que la otra parte pueda comprobar.
field-done_at = Hecho el
    .help = El momento exacto, no el día.
field-done_what = Lo que se hizo
    .help = En qué puede basarse la otra parte.

## Checks and notices

check-protected-purposes = ¿Queda el contenido fuera de lo protegido: educación, periodismo, arte, investigación o prevención del terrorismo?

## Clocks

clock-first-order-information = Información antes de la primera orden
    .help = Al menos doce horas antes de la primera orden a un prestador, al que se informa del procedimiento y los plazos; no en emergencias debidamente justificadas.
clock-remove = Retirada o bloqueo del acceso
    .help = Una hora desde la recepción; tras una imposibilidad, errores o falta de información, la hora empieza de nuevo con la aclaración o cuando cesa la causa.
clock-host-scrutiny = Examen de oficio por la autoridad del establecimiento principal
    .help = Setenta y dos horas desde la recepción de la copia.
clock-scrutiny-request = Solicitud de examen
    .help = Cuarenta y ocho horas: para el prestador, desde la recepción de la orden; para el proveedor de contenidos, desde la información sobre la retirada, que puede llegar después del plazo propio de la autoridad del establecimiento principal.
clock-scrutiny-on-request = Examen previa solicitud
    .help = Setenta y dos horas desde la recepción de la solicitud, con decisión motivada.
clock-preserve = Conservación del contenido retirado
    .help = Seis meses desde la retirada o el bloqueo; más tiempo solo previa solicitud, para una revisión en curso.
clock-secrecy = Secreto frente al proveedor de contenidos
    .help = Como máximo seis semanas desde la decisión de no revelar.
clock-secrecy-extended = Secreto, prorrogado una vez
    .help = Seis semanas más, una sola vez, desde el fin del primer plazo.
clock-complaint-outcome = Resultado de una reclamación
    .help = Dos semanas desde la recepción de la reclamación por el prestador.
clock-exposure-report = Informe sobre las medidas específicas
    .help = Tres meses desde la recepción de la decisión de que el prestador está expuesto.
clock-transparency-report = Informe de transparencia
    .help = Antes del 1 de marzo, sobre el año anterior.

## Duties without a number

duty-inform-content-provider = Informar al proveedor de contenidos de la retirada
duty-reinstate = Restablecer el contenido cuando la orden pierde su efecto
duty-threat-to-life = Informar a una autoridad de contenido que muestra una amenaza inminente para la vida

## Grounds

ground-3-7 = Fuerza mayor o imposibilidad de hecho
    .help = No imputable al prestador; se comunica con el anexo III, y la hora empieza de nuevo cuando cesa.
ground-3-8 = Errores manifiestos o información insuficiente
    .help = Se comunica con el anexo III; la hora empieza de nuevo con la aclaración.
ground-4-3 = Infracción grave o manifiesta, constatada en el examen de oficio de la autoridad del establecimiento principal
    .help = Del Reglamento o de los derechos fundamentales; la orden pierde su efecto y el contenido se restablece.
ground-4-4 = Infracción grave o manifiesta, previa solicitud
    .help = Constatada en el plazo de setenta y dos horas desde una solicitud del prestador o del proveedor de contenidos.

## Statistics

stat-7-3-b = Medidas contra el contenido que reaparece
stat-7-3-c = Elementos retirados o bloqueados, y órdenes que no se cumplieron
stat-7-3-d = Reclamaciones y su resultado
stat-7-3-e = Recursos administrativos o judiciales y su resultado
stat-7-3-f = Contenido restablecido tras un recurso
stat-7-3-g = Contenido restablecido tras una reclamación
stat-8-1-a = Órdenes de retirada emitidas y órdenes examinadas
stat-8-1-b = Decisiones sobre prestadores expuestos
stat-8-1-c = Órdenes recurridas y resultado
stat-8-1-d = Sanciones impuestas

# By what they are told apart.
dimension-outcome = Resultado
dimension-outcome-open = Pendiente
dimension-outcome-granted = Estimado
dimension-outcome-granted-in-part = Estimado en parte
dimension-outcome-rejected = Desestimado

# The figures of the counters.
figure-measures-against-reappearance = Medidas contra el contenido que reaparece
figure-items-removed = Elementos retirados
figure-items-disabled = Elementos bloqueados
figure-orders-with-removal = Órdenes tras las que se retiraron elementos
figure-orders-with-disabling = Órdenes tras las que se bloquearon elementos
figure-orders-impossible = Órdenes que no pudieron cumplirse: fuerza mayor o imposibilidad de hecho
figure-orders-unclear = Órdenes que no pudieron cumplirse: errores manifiestos o información insuficiente
figure-complaints = Reclamaciones
figure-reinstated-on-complaint = Restablecidos tras una reclamación
figure-reviews = Recursos
figure-reinstated-on-review = Restablecidos tras un recurso
figure-removal-orders-issued = Órdenes de retirada emitidas
figure-items-removed-after-orders = Elementos retirados o bloqueados tras ellas
figure-orders-performed = Órdenes que se ejecutaron
figure-scrutinies = Órdenes examinadas
figure-infringements-found = Infracciones constatadas
figure-scrutinies-without-finding = Órdenes examinadas sin constatación de infracción
figure-exposure-decisions = Decisiones sobre prestadores expuestos
figure-orders-reviewed = Órdenes recurridas
figure-penalties = Sanciones impuestas
