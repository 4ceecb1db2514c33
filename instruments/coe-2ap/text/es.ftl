# Words of the pack coe-2ap in Spanish. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Segundo Protocolo adicional al Convenio sobre la Ciberdelincuencia

kind-domain-registration-request = Solicitud de información sobre el registro de nombres de dominio
kind-subscriber-order = Orden de información sobre los abonados
kind-give-effect-request = Solicitud de dar efecto a una orden extranjera
kind-emergency-disclosure = Revelación acelerada en caso de emergencia
kind-emergency-mla = Asistencia mutua de emergencia
kind-disclosure-declined = No se revela nada
kind-information-complete = La información está completa
kind-provider-served = Se ha notificado al prestador

## Sections

section-domain-registration-request-A = Autoridad
    .help = Quién solicita.
section-domain-registration-request-B = Nombre de dominio
    .help = Lo que se solicita.
section-domain-registration-request-C = Declaración y respuesta
    .help = Por qué, hasta cuándo y cómo.
section-subscriber-order-A = Autoridad
    .help = Quién ordena.
section-subscriber-order-B = Orden
    .help = Qué se ordena y a quién.
section-subscriber-order-C = Información suplementaria
    .help = Lo que acompaña a la orden.
section-subscriber-order-D = Notificación a la otra Parte
    .help = Solo si pidió que se le informara; no es para el prestador.
section-give-effect-request-A = Autoridad
    .help = Quién ordenó.
section-give-effect-request-B = Orden
    .help = Qué se ordena y a quién.
section-give-effect-request-C = Información justificativa
    .help = No se muestra al prestador sin consentimiento.
section-emergency-disclosure-A = Autoridad
    .help = Quién solicita.
section-emergency-disclosure-B = Datos
    .help = Lo que se solicita.
section-emergency-disclosure-C = Emergencia
    .help = Por qué de inmediato.
section-emergency-mla-A = Autoridad
    .help = Quién solicita.
section-emergency-mla-B = Asistencia
    .help = Lo que se solicita.
section-emergency-mla-C = Emergencia
    .help = Por qué de inmediato.
section-disclosure-declined-A = La solicitud
    .help = De qué solicitud se trata.
section-disclosure-declined-B = No se revela nada
    .help = Lo que dice este escrito.
section-disclosure-declined-Z = Firma
    .help = Quién responde de ello.
section-information-complete-A = La solicitud
    .help = De qué solicitud se trata.
section-information-complete-B = La información está completa
    .help = Lo que dice este escrito.
section-information-complete-Z = Firma
    .help = Quién responde de ello.
section-provider-served-A = La solicitud
    .help = De qué solicitud se trata.
section-provider-served-B = Se ha notificado al prestador
    .help = Lo que dice este escrito.
section-provider-served-Z = Firma
    .help = Quién responde de ello.

## Fields

field-issuing_authority = Autoridad emisora
    .help = La autoridad que emite.
field-issuing_state = Estado emisor
    .help = La Parte cuya autoridad emite.
field-issuing_date = Fecha de emisión
    .help = La fecha de la solicitud o de la orden.
field-issuing_contact = Datos de contacto
    .help = Adónde van las respuestas y las preguntas.
field-pursuant_statement = Emitida en virtud del Protocolo
    .help = La declaración de que se emite en virtud del Protocolo.
field-domain_name = Nombres de dominio
    .help = En líneas separadas.
field-data_elements = Elementos de datos solicitados
    .help = Una lista de lo que se solicita.
field-relevance_statement = Pertinencia para una investigación concreta
    .help = La información se necesita para una investigación concreta y se utiliza solo para ella.
field-time_frame = Plazo
    .help = Hasta cuándo se solicita una respuesta.
field-manner = Modo de revelación
    .help = Cómo debería llegar la respuesta.
field-instructions = Instrucciones especiales
    .help = Todo lo que la entidad deba observar.
field-provider = Prestador de servicios
    .help = A quién va dirigida la orden.
field-offences = Delitos
    .help = En líneas separadas: de qué trata la orden.
field-requesting_authority = Autoridad que solicita los datos, si es distinta
    .help = Solo si no es la autoridad emisora.
field-description = Descripción detallada de la información solicitada
    .help = No más de lo que el caso necesita.
field-account = Nombre de usuario, identificador de acceso o cuenta
    .help = En líneas separadas, con el formato acct:NOMBRE.
field-legal_grounds = Fundamentos jurídicos nacionales
    .help = Lo que faculta a la autoridad para emitir.
field-provisions_penalties = Disposiciones y penas
    .help = En líneas separadas.
field-return_contact = Contacto para la devolución
    .help = Adónde va la información.
field-time_frame_days = Plazo
    .help = El plazo corre treinta días, o lo que se indique aquí si es más largo.
field-preservation_reference = Referencia de una conservación
    .help = Si los datos se conservaron.
field-special_procedure = Procedimiento especial
    .help = Lo que necesita el Derecho de la parte emisora.
field-notification_statement = Notificación simultánea
    .help = Si se informó a la Parte del prestador.
code-notification_statement-notified = Se notificó a la Parte al mismo tiempo
code-notification_statement-not_required = No se exige notificación
field-notified_authority = Autoridad notificada
    .help = A qué autoridad se informó.
field-facts_summary = Resumen de los hechos
    .help = Solo para la Parte notificada.
field-data_categories = Categorías de datos
    .help = Qué tipos de datos se solicitan.
code-data_categories-subscriber = Información sobre los abonados
code-data_categories-traffic = Datos de tráfico
code-data_categories-content = Datos de contenido
field-why_provider = Por qué el prestador tiene los datos
    .help = Hechos que muestran que los tiene o los controla.
field-relevance = Pertinencia
    .help = Cómo ayudan los datos a la investigación.
field-other_attempts = Otros intentos
    .help = Si los datos se solicitaron de otro modo.
field-emergency_facts = Hechos de la emergencia
    .help = Un riesgo significativo e inminente para la vida o la seguridad de una persona; un daño solo a sistemas o bienes no lo es.
field-emergency_relation = Qué relación tienen con ella los datos
    .help = Por qué estos datos ayudan a evitarla.
field-measure_reference = Referencia de la solicitud
    .help = Dónde la encuentra la otra parte.
field-asking_authority = Autoridad que solicita
    .help = La autoridad que la envió.
field-reasons = Razones
    .help = Con palabras que la otra parte pueda comprobar.
field-signatory_name = Firmado por
    .help = Quién responde de este escrito.
field-done_at = Hecho el
    .help = El momento exacto, no el día.

## Clocks

clock-subscriber-response = Respuesta a una orden de información sobre los abonados
    .help = Treinta días, o el plazo que indique la orden si es más largo; solo después de ese día está abierta la vía a través de la otra Parte.
clock-serve-provider = Notificación al prestador
    .help = Cuarenta y cinco días, antes si es posible, desde la recepción de la información completa.
clock-return-subscriber = Devolución de información sobre los abonados
    .help = Veinte días desde la notificación al prestador.
clock-return-traffic = Devolución de datos de tráfico
    .help = Cuarenta y cinco días desde la notificación al prestador.

## Duties without a number

duty-emergency-disclosure = Revelar en caso de emergencia
duty-emergency-mla = Prestar asistencia en caso de emergencia
duty-incident-notice = Informar de un incidente de seguridad a la autoridad que transfirió los datos

## Grounds

ground-8-8 = Un motivo del Convenio para no dar efecto
    .help = Los del artículo 25, apartado 4, y del artículo 27, apartado 4, del Convenio; son posibles condiciones y un aplazamiento.
ground-7-5-c = La Parte notificada da instrucciones al prestador de no revelar
    .help = Investigaciones propias, o un motivo del artículo 25, apartado 4, o del artículo 27, apartado 4, del Convenio.
ground-10-1 = Un motivo del Convenio contra la asistencia de emergencia
    .help = Los que se aplican a la asistencia mutua.
