# Words of the pack eu-tco in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Regulamento (UE) 2021/784 relativo ao combate à difusão de conteúdos terroristas em linha

kind-removal-order = Decisão de supressão
kind-removal-feedback = Comunicação após a supressão
kind-removal-impossible = Impossibilidade de dar cumprimento à decisão
kind-clarification = Clarificação de uma decisão de supressão
kind-obstacle-gone = O obstáculo cessou
kind-scrutiny-request = Pedido de exame
kind-content-provider-request = Pedido do fornecedor de conteúdos, registado
kind-scrutiny-decision = Exame sem constatação de violação
kind-reinstatement = O conteúdo é reposto
kind-non-disclosure = Não divulgação
kind-content-provider-information = Informação do fornecedor de conteúdos

## Sections

section-removal-order-A = Destinatário e autoridade
    .help = Quem ordena a quem.
section-removal-order-B = Conteúdo
    .help = O que tem de desaparecer, e porquê.
section-removal-order-C = Informação do fornecedor de conteúdos
    .help = Se é informado.
section-removal-order-D = Vias de recurso
    .help = O que podem fazer o prestador e o fornecedor de conteúdos.
section-removal-order-E = Autoridade emissora
    .help = Quem assina.
section-removal-order-F = Contacto
    .help = A quem telefonar.
section-removal-order-file = Guardado nos autos, em nenhuma cópia
    .help = O que a autoridade apurou antes de ordenar.
section-removal-feedback-A = Decisão
    .help = Que decisão.
section-removal-feedback-B = Medidas
    .help = O que foi feito, e quando.
section-removal-feedback-C = Assinatura
    .help = Quem assina.
section-removal-impossible-A = Decisão
    .help = Que decisão.
section-removal-impossible-B = Razões
    .help = Porque não lhe pode ser dado cumprimento.
section-removal-impossible-C = Assinatura
    .help = Quem assina.
section-clarification-A = O pedido
    .help = A que pedido diz respeito.
section-clarification-B = Clarificação de uma decisão de supressão
    .help = O que esta carta diz.
section-clarification-Z = Assinatura
    .help = Quem responde por isto.
section-obstacle-gone-A = O pedido
    .help = A que pedido diz respeito.
section-obstacle-gone-B = O obstáculo cessou
    .help = O que esta carta diz.
section-obstacle-gone-Z = Assinatura
    .help = Quem responde por isto.
section-content-provider-request-A = O pedido
    .help = A que decisão diz respeito.
section-content-provider-request-B = O que o fornecedor de conteúdos pediu
    .help = A autoridade do Estado-Membro de estabelecimento responde no prazo de setenta e duas horas.
section-content-provider-request-Z = Assinatura
    .help = Quem responde por esta carta.
section-scrutiny-request-A = O pedido
    .help = A que pedido diz respeito.
section-scrutiny-request-B = Pedido de exame
    .help = O que esta carta diz.
section-scrutiny-request-Z = Assinatura
    .help = Quem responde por isto.
section-scrutiny-decision-A = O pedido
    .help = A que pedido diz respeito.
section-scrutiny-decision-B = Exame sem constatação de violação
    .help = O que esta carta diz.
section-scrutiny-decision-Z = Assinatura
    .help = Quem responde por isto.
section-reinstatement-A = O pedido
    .help = A que pedido diz respeito.
section-reinstatement-B = O conteúdo é reposto
    .help = O que esta carta diz.
section-reinstatement-Z = Assinatura
    .help = Quem responde por isto.
section-non-disclosure-A = O pedido
    .help = A que pedido diz respeito.
section-non-disclosure-B = Não divulgação
    .help = O que esta carta diz.
section-non-disclosure-Z = Assinatura
    .help = Quem responde por isto.
section-content-provider-information-A = O pedido
    .help = A que pedido diz respeito.
section-content-provider-information-B = Informação do fornecedor de conteúdos
    .help = O que esta carta diz.
section-content-provider-information-Z = Assinatura
    .help = Quem responde por isto.

## Fields

field-issuing_state = Estado-Membro da autoridade
    .help = O Estado cuja autoridade ordena.
field-issuing_authority = Autoridade emissora
    .help = A sua designação; tem de ser uma das designadas para tais decisões.
field-addressee = Destinatário
    .help = O prestador e, quando existe, o seu representante legal.
field-contact_point = Ponto de contacto
    .help = Onde as decisões são recebidas a qualquer hora.
field-establishment_state = Estado-Membro do estabelecimento principal
    .help = Cuja autoridade recebe a cópia.
field-issued_at = Data e hora da emissão
    .help = Com a diferença horária.
field-reference = Referência
    .help = É repetido em todas as respostas.
field-url = Endereço exato do conteúdo
    .help = Um por linha; informações complementares quando necessárias para o encontrar.
field-content_information = Informações complementares para encontrar o conteúdo
    .help = Apenas quando o endereço não basta.
field-content_reasons = Tipo de conteúdo
    .help = Porque é conteúdo terrorista.
code-content_reasons-incites = Incita à prática de uma infração terrorista
code-content_reasons-solicits_offence = Solicita a prática de uma infração terrorista ou a contribuição para ela
code-content_reasons-solicits_group = Solicita a participação num grupo terrorista
code-content_reasons-instructs = Dá instruções sobre explosivos, armas ou outros métodos
code-content_reasons-threatens = Ameaça praticar uma infração terrorista
field-statement_of_reasons = Exposição de motivos
    .help = Suficientemente pormenorizada para poder ser reapreciada.
field-legal_basis = Base jurídica
    .help = No Regulamento e no direito nacional.
field-non_disclosure = Informação do fornecedor de conteúdos
    .help = O sigilo dura no máximo seis semanas.
code-non_disclosure-may_inform = O fornecedor de conteúdos é informado
code-non_disclosure-not_informed = O fornecedor de conteúdos não é informado por agora
field-non_disclosure_reasons = Razão do sigilo
    .help = De segurança pública.
code-non_disclosure_reasons-prevention = Prevenção de infrações terroristas
code-non_disclosure_reasons-investigation = A sua investigação
code-non_disclosure_reasons-detection = A sua deteção
code-non_disclosure_reasons-prosecution = A sua repressão
field-redress = Vias de recurso
    .help = Organismo, via e prazo do recurso.
field-appeal_deadline = Prazo do recurso
    .help = Tal como o direito nacional o prevê.
field-complaint_information = Exame pela autoridade do Estado-Membro de estabelecimento
    .help = Como o pedir.
field-signatory = Signatário
    .help = De quem é a assinatura eletrónica abaixo.
field-issuing_post = Cargo exercido
    .help = Título ou grau.
field-issuing_address = Endereço
    .help = Rua, localidade, Estado.
field-contact_phone = Telefone
    .help = A qualquer hora.
field-contact_email = Correio eletrónico
    .help = Para perguntas e respostas.
field-first_order = Primeira decisão dirigida a este prestador
    .help = Nesse caso, o procedimento e os prazos são comunicados pelo menos doze horas antes.
code-first_order-later = Houve decisões anteriores
code-first_order-first = É a primeira
code-first_order-emergency = É a primeira, numa emergência devidamente justificada
field-first_order_emergency = Porque é uma emergência
    .help = As razões para enviar a primeira decisão sem a informação prévia.
field-informed_at = Prestador informado em
    .help = Do procedimento e dos prazos; a decisão pode ser emitida doze horas depois.
field-order_authority = Autoridade que ordenou
    .help = Tal como consta da decisão.
field-order_reference = Referência da decisão
    .help = Tal como consta da decisão.
field-addressee_reference = Referência do destinatário
    .help = A sua própria.
field-order_received_at = Receção da decisão
    .help = A hora corre a partir dela.
field-measure = Medida tomada
    .help = Uma de duas.
code-measure-removed = Supressão
code-measure-disabled = Bloqueio do acesso em todos os Estados-Membros
field-measure_at = Data e hora da medida
    .help = Com a diferença horária.
field-signed_on = Data da assinatura
    .help = A data desta comunicação.
field-impossibility = Razão
    .help = Uma ou mais.
code-impossibility-force_majeure = Força maior
code-impossibility-de_facto = Impossibilidade de facto não imputável ao prestador
code-impossibility-manifest_errors = Erros manifestos na decisão
code-impossibility-insufficient = Informações insuficientes na decisão
field-impossibility_reasons = Explicação
    .help = Factos que o mostram.
field-information_asked = Informações pedidas
    .help = O que é necessário para dar cumprimento à decisão.
field-measure_reference = Referência do pedido
    .help = Onde o outro lado o encontra.
field-content_provider_informed_at = Fornecedor de conteúdos informado em
    .help = O pedido é apresentado no prazo de quarenta e oito horas a contar desse momento.
field-reply = Resposta
    .help = Tão exata como a pergunta.
field-signatory_name = Assinado por
    .help = Quem responde por esta carta.
field-reasons = Fundamentação
    .help = Em palavras que o outro lado possa verificar.
field-done_at = Feito em
    .help = O instante, não o dia.
field-done_what = O que foi feito
    .help = Aquilo em que o outro lado pode confiar.

## Checks and notices

check-protected-purposes = O conteúdo não tem nenhum dos fins protegidos: educação, jornalismo, arte, investigação ou prevenção do terrorismo?

## Clocks

clock-first-order-information = Informação antes da primeira decisão
    .help = Pelo menos doze horas antes da primeira decisão dirigida a um prestador, que é informado do procedimento e dos prazos; não em emergências devidamente justificadas.
clock-remove = Supressão ou bloqueio
    .help = Uma hora a contar da receção; após impossibilidade, erros ou falta de informações, a hora recomeça com a clarificação ou quando cessar o motivo.
clock-host-scrutiny = Exame por iniciativa da autoridade do Estado-Membro de estabelecimento
    .help = Setenta e duas horas a contar da receção da cópia.
clock-scrutiny-request = Pedido de exame
    .help = Quarenta e oito horas: para o prestador, a contar da receção da decisão; para o fornecedor de conteúdos, a contar da informação sobre a supressão, que pode chegar depois do prazo próprio da autoridade do Estado-Membro de estabelecimento.
clock-scrutiny-on-request = Exame a pedido
    .help = Setenta e duas horas a contar da receção do pedido, com uma decisão fundamentada.
clock-preserve = Conservação do conteúdo suprimido
    .help = Seis meses a contar da supressão ou do bloqueio; mais tempo, apenas a pedido, para uma reapreciação em curso.
clock-secrecy = Sigilo perante o fornecedor de conteúdos
    .help = No máximo seis semanas a contar da decisão de não divulgação.
clock-secrecy-extended = Sigilo, prorrogado uma vez
    .help = Mais seis semanas, uma só vez, a contar do termo do primeiro prazo.
clock-complaint-outcome = Resultado de uma reclamação
    .help = Duas semanas a contar da receção da reclamação pelo prestador.
clock-exposure-report = Relatório sobre medidas específicas
    .help = Três meses a contar da receção da decisão de que o prestador está exposto.
clock-transparency-report = Relatório de transparência
    .help = Antes de 1 de março, relativo ao ano anterior.

## Duties without a number

duty-inform-content-provider = Informar o fornecedor de conteúdos da supressão
duty-reinstate = Repor o conteúdo logo que a decisão deixe de produzir efeitos
duty-threat-to-life = Informar uma autoridade sobre conteúdo que mostre uma ameaça iminente à vida

## Grounds

ground-3-7 = Força maior ou impossibilidade de facto
    .help = Não imputável ao prestador; comunicada com o anexo III, e a hora recomeça quando cessar.
ground-3-8 = Erros manifestos ou informações insuficientes
    .help = Comunicado com o anexo III; a hora recomeça com a clarificação.
ground-4-3 = Violação grave ou manifesta, por exame próprio da autoridade do Estado-Membro de estabelecimento
    .help = Do Regulamento ou de direitos fundamentais; a decisão deixa de produzir efeitos e o conteúdo é reposto.
ground-4-4 = Violação grave ou manifesta, a pedido
    .help = Constatada no prazo de setenta e duas horas a contar de um pedido do prestador ou do fornecedor de conteúdos.

## Statistics

stat-7-3-b = Medidas contra conteúdos que reaparecem
stat-7-3-c = Elementos suprimidos ou bloqueados, e decisões a que não foi dado cumprimento
stat-7-3-d = Reclamações e o seu resultado
stat-7-3-e = Recursos administrativos ou judiciais e o seu resultado
stat-7-3-f = Conteúdos repostos após um recurso
stat-7-3-g = Conteúdos repostos após uma reclamação
stat-8-1-a = Decisões de supressão emitidas e decisões examinadas
stat-8-1-b = Decisões sobre prestadores expostos
stat-8-1-c = Decisões objeto de recurso e o resultado
stat-8-1-d = Sanções aplicadas

# By what they are told apart.
dimension-outcome = Resultado
dimension-outcome-open = Em aberto
dimension-outcome-granted = Deferido
dimension-outcome-granted-in-part = Deferido em parte
dimension-outcome-rejected = Indeferido

# The figures of the counters.
figure-measures-against-reappearance = Medidas contra conteúdos que reaparecem
figure-items-removed = Elementos suprimidos
figure-items-disabled = Elementos bloqueados
figure-orders-with-removal = Decisões após as quais foram suprimidos elementos
figure-orders-with-disabling = Decisões após as quais foram bloqueados elementos
figure-orders-impossible = Decisões a que não pôde ser dado cumprimento: força maior ou impossibilidade de facto
figure-orders-unclear = Decisões a que não pôde ser dado cumprimento: erros manifestos ou informações insuficientes
figure-complaints = Reclamações
figure-reinstated-on-complaint = Repostos após uma reclamação
figure-reviews = Recursos
figure-reinstated-on-review = Repostos após um recurso
figure-removal-orders-issued = Decisões de supressão emitidas
figure-items-removed-after-orders = Elementos suprimidos ou bloqueados na sua sequência
figure-orders-performed = Decisões a que foi dado cumprimento
figure-scrutinies = Decisões examinadas
figure-infringements-found = Violações constatadas
figure-scrutinies-without-finding = Decisões examinadas sem constatação de violação
figure-exposure-decisions = Decisões sobre prestadores expostos
figure-orders-reviewed = Decisões objeto de recurso
figure-penalties = Sanções aplicadas
