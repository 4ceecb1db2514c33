# Words of the pack coe-2ap in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Segundo Protocolo Adicional à Convenção sobre o Cibercrime

kind-domain-registration-request = Pedido de informações sobre o registo de nomes de domínio
kind-subscriber-order = Injunção de comunicação de informações relativas ao assinante
kind-give-effect-request = Pedido de execução de uma injunção estrangeira
kind-emergency-disclosure = Divulgação célere em caso de emergência
kind-emergency-mla = Auxílio mútuo de emergência
kind-disclosure-declined = Nada é divulgado
kind-information-complete = As informações estão completas
kind-provider-served = O prestador foi notificado

## Sections

section-domain-registration-request-A = Autoridade
    .help = Quem pede.
section-domain-registration-request-B = Nome de domínio
    .help = O que é pedido.
section-domain-registration-request-C = Declaração e resposta
    .help = Porquê, até quando e como.
section-subscriber-order-A = Autoridade
    .help = Quem ordena.
section-subscriber-order-B = Injunção
    .help = O que é ordenado e a quem.
section-subscriber-order-C = Informações suplementares
    .help = O que acompanha a injunção.
section-subscriber-order-D = Notificação da outra Parte
    .help = Apenas quando pediu para ser informada; não se destina ao prestador.
section-give-effect-request-A = Autoridade
    .help = Quem ordenou.
section-give-effect-request-B = Injunção
    .help = O que é ordenado e a quem.
section-give-effect-request-C = Informações de apoio
    .help = Não mostradas ao prestador sem consentimento.
section-emergency-disclosure-A = Autoridade
    .help = Quem pede.
section-emergency-disclosure-B = Dados
    .help = O que é pedido.
section-emergency-disclosure-C = Emergência
    .help = Porquê de imediato.
section-emergency-mla-A = Autoridade
    .help = Quem pede.
section-emergency-mla-B = Auxílio
    .help = O que é pedido.
section-emergency-mla-C = Emergência
    .help = Porquê de imediato.
section-disclosure-declined-A = O pedido
    .help = A que pedido diz respeito.
section-disclosure-declined-B = Nada é divulgado
    .help = O que esta carta diz.
section-disclosure-declined-Z = Assinatura
    .help = Quem responde por isto.
section-information-complete-A = O pedido
    .help = A que pedido diz respeito.
section-information-complete-B = As informações estão completas
    .help = O que esta carta diz.
section-information-complete-Z = Assinatura
    .help = Quem responde por isto.
section-provider-served-A = O pedido
    .help = A que pedido diz respeito.
section-provider-served-B = O prestador foi notificado
    .help = O que esta carta diz.
section-provider-served-Z = Assinatura
    .help = Quem responde por isto.

## Fields

field-issuing_authority = Autoridade emissora
    .help = A autoridade que emite.
field-issuing_state = Estado emissor
    .help = A Parte cuja autoridade emite.
field-issuing_date = Data de emissão
    .help = A data do pedido ou da injunção.
field-issuing_contact = Dados de contacto
    .help = Para onde se enviam respostas e perguntas.
field-pursuant_statement = Emitido ao abrigo do Protocolo
    .help = A declaração de que é emitido ao abrigo do Protocolo.
field-domain_name = Nomes de domínio
    .help = Um elemento por linha.
field-data_elements = Elementos de dados pretendidos
    .help = Uma lista do que é pedido.
field-relevance_statement = Relevância para uma investigação concreta
    .help = As informações são necessárias para uma investigação concreta e só são utilizadas para ela.
field-time_frame = Prazo pretendido
    .help = Até quando se pede uma resposta.
field-manner = Modo de divulgação
    .help = Como deve chegar a resposta.
field-instructions = Instruções especiais
    .help = Tudo o que a entidade deva observar.
field-provider = Prestador de serviços
    .help = A quem se dirige a injunção.
field-offences = Infrações
    .help = Uma por linha: a que diz respeito a injunção.
field-requesting_authority = Autoridade que pretende os dados, se for diferente
    .help = Apenas quando não é a autoridade emissora.
field-description = Descrição pormenorizada das informações pretendidas
    .help = Não mais do que o processo exige.
field-account = Nome de utilizador, dados de início de sessão ou conta
    .help = Um por linha, escrito como acct:NOME.
field-legal_grounds = Fundamentos no direito interno
    .help = O que habilita a autoridade a emitir.
field-provisions_penalties = Disposições e penas
    .help = Um elemento por linha.
field-return_contact = Contacto para a devolução
    .help = Para onde se enviam as informações.
field-time_frame_days = Prazo pretendido
    .help = O prazo corre trinta dias, ou tanto quanto aqui se indique quando for mais longo.
field-preservation_reference = Referência de uma conservação
    .help = Se os dados foram conservados.
field-special_procedure = Procedimento especial
    .help = O que a lei do lado emissor exige.
field-notification_statement = Notificação simultânea
    .help = Se a Parte do prestador foi informada.
code-notification_statement-notified = A Parte foi notificada ao mesmo tempo
code-notification_statement-not_required = Não é exigida nenhuma notificação
field-notified_authority = Autoridade notificada
    .help = Que autoridade foi informada.
field-facts_summary = Resumo dos factos
    .help = Apenas para a Parte notificada.
field-data_categories = Categorias de dados
    .help = Que tipos de dados são pedidos.
code-data_categories-subscriber = Informações relativas ao assinante
code-data_categories-traffic = Dados de tráfego
code-data_categories-content = Dados de conteúdo
field-why_provider = Porque tem o prestador os dados
    .help = Factos que mostram que os detém ou controla.
field-relevance = Relevância
    .help = Como ajudam os dados a investigação.
field-other_attempts = Outras tentativas
    .help = Se os dados foram procurados de outro modo.
field-emergency_facts = Factos da emergência
    .help = Um risco significativo e iminente para a vida ou a segurança de uma pessoa; os danos a sistemas ou a bens, por si só, não o são.
field-emergency_relation = Que relação têm os dados com ela
    .help = Porque ajudam estes dados a evitá-la.
field-measure_reference = Referência do pedido
    .help = Onde o outro lado o encontra.
field-asking_authority = Autoridade que pede
    .help = A autoridade que o enviou.
field-reasons = Fundamentação
    .help = Em palavras que o outro lado possa verificar.
field-signatory_name = Assinado por
    .help = Quem responde por esta carta.
field-done_at = Feito em
    .help = O instante, não o dia.

## Clocks

clock-subscriber-response = Resposta a uma injunção de comunicação de informações relativas ao assinante
    .help = Trinta dias, ou o prazo que a injunção indique quando for mais longo; só depois desse dia fica aberta a via através da outra Parte.
clock-serve-provider = Notificação do prestador
    .help = Quarenta e cinco dias, mais cedo se possível, a contar da receção das informações completas.
clock-return-subscriber = Devolução das informações relativas ao assinante
    .help = Vinte dias a contar da notificação do prestador.
clock-return-traffic = Devolução dos dados de tráfego
    .help = Quarenta e cinco dias a contar da notificação do prestador.

## Duties without a number

duty-emergency-disclosure = Divulgar em caso de emergência
duty-emergency-mla = Prestar auxílio em caso de emergência
duty-incident-notice = Informar a autoridade que transferiu os dados sobre um incidente de segurança

## Grounds

ground-8-8 = Um motivo da Convenção contra a execução
    .help = Os dos artigos 25.º, n.º 4, e 27.º, n.º 4, da Convenção; são possíveis condições e o adiamento.
ground-7-5-c = A Parte notificada dá instruções ao prestador para que não divulgue
    .help = Investigações próprias, ou um motivo dos artigos 25.º, n.º 4, e 27.º, n.º 4, da Convenção.
ground-10-1 = Um motivo da Convenção contra o auxílio de emergência
    .help = Os que se aplicam ao auxílio mútuo.
