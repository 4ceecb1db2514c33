# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = Lei
law-lead = Estas são as regras pelas quais este nó se rege. Cada uma indica o seu artigo. Quando a redação ainda não foi verificada com a publicação, a regra assinala-o.
law-to-ways = Que via existe de um Estado para outro?
law-none = Nada.
law-instruments = Instrumentos
law-instrument = Instrumento
law-standing = Situação
law-kinds = Medidas
law-n-kinds = { $n ->
    [0] nenhum
    [one] { $n } tipo
   *[other] { $n } tipos
  }
law-pack = Versão aqui
law-lists = Listas de palavras
law-list = Lista
law-n-words = Palavras
law-mark = Redação
law-version = Versão aqui

standing-in_force = Em vigor
standing-not_in_force = Não está em vigor
standing-by_agreement = Entre aqueles que acordaram

law-official = Título oficial
law-from = De
law-until = Até
law-source = Publicação
law-known = Situação verificada pela última vez
law-digest = Resumo criptográfico do pacote de regras
law-otherwise = Onde não vincula

law-parties = Estados
law-parties-all = Estão listados todos os Estados vinculados. Um Estado que não esteja listado não está vinculado.
law-parties-some = Estão listados alguns Estados. De um Estado que não esteja listado nada se sabe aqui.
law-parties-none = Não está listado nenhum Estado. Não se sabe aqui se um Estado está vinculado.
law-parties-unknown = Nada se sabe aqui sobre:
law-n-parties = { $n ->
    [one] { $n } Estado
   *[other] { $n } Estados
  }
law-state = Estado
law-where = Artigo
law-declared = Reservas e declarações
law-says = O que diz

law-issuers = Quem pode emitir
law-kind = Medida
law-data = Dados
law-anybody = Qualquer um
law-alone = Emite sozinho
law-validated = Valida para outros
law-emergency = Em caso de emergência
law-emergency-yes = A validação pode seguir-se
law-all-kinds = Todas
law-any-data = Quaisquer dados

law-clocks = Prazos
law-clock = Prazo
law-period = Quanto tempo
law-starts = Começa com
law-end-does = O que faz o seu termo
law-duties = Obrigações sem número
law-duty = Obrigação
law-owed-by = Incumbe a
law-standard = Quando
duties-heading = Obrigações sem número
duties-standing = Em que ponto está
duty-standing-held = Ainda não deve ser feito
duty-standing-lasts = Dura desde
duty-standing-lies = Quando acontecer
duty-standing-met = Cumprida em
duty-standing-not-yet = Ainda não
duty-standing-over = Terminada
duty-standing-owed = Devida desde
duty-standing-unmet = Não cumprida; devida desde
duty-standing-waits = Não deve ser feito antes de
law-grounds = Motivos de recusa
law-ground = Motivo
law-raised-by = Invocado por
law-stage = Em que fase
law-does = O que faz
law-letters = Cartas
law-letter = Carta
law-by = De
law-to = Para

law-word = Palavra
law-blocks = Exige o consentimento de quem está na origem
law-blocks-disclose = Para divulgar
law-blocks-transmit = Para transmitir
law-blocks-use_in_evidence = Para utilizar como prova

law-list-admiralty = Avaliação: escala do Almirantado
law-list-data-categories = Categorias de dados
law-list-evaluation = Avaliação: Europol 4x4
law-list-handling = Códigos de tratamento
law-list-offences = Infrações
law-list-pap = Protocolo de ações permitidas (PAP)
law-list-tlp = Protocolo dos semáforos (TLP)
law-list-uk-3x5x2 = Avaliação: 3x5x2

scheme-alias = Também designado
scheme-annex_iv = Anexo IV (UE)
scheme-article_5_4 = Artigo 5.º, n.º 4 (UE)
scheme-coe_budapest = Convenção de Budapeste
scheme-eu_dsa = Regulamento dos Serviços Digitais
scheme-europol = Europol
scheme-interpol = INTERPOL
scheme-other_treaty = Outro tratado
scheme-un_cybercrime = Convenção das Nações Unidas

party-addressee = Destinatário
party-body = Organismo de resolução de litígios
party-commission = Comissão Europeia
party-content_provider = Fornecedor de conteúdos
party-controller = Responsável pelo tratamento
party-coordinator = Coordenador dos serviços digitais
party-EA = Autoridade de execução
party-IA = Autoridade emissora
party-MS = Estado-Membro
party-person = Pessoa em causa
party-processor = Subcontratante
party-recipient = Destinatário do serviço
party-requested = Estado requerido
party-requester = Quem pede o exame
party-requesting = Estado requerente
party-supervisor = Autoridade de controlo
party-team = Equipa conjunta

law-period-agreed = Até à data acordada ou pedida
law-period-elapsed-hours = { $n } horas, sem acréscimos
law-period-fixed-date = Uma data do ano
law-period-national-addressee = Segundo a lei do Estado do destinatário
law-period-national-issuing = Segundo a lei do Estado emissor
law-period-none = Nenhum número previsto na lei
law-period-plain-days = { $n } dias de calendário
law-period-plain-months = { $n ->
    [one] { $n } mês de calendário
   *[other] { $n } meses de calendário
  }
law-period-plain-weeks = { $n } semanas de calendário
law-period-r1182-days = { $n } dias (Regulamento 1182/71)
law-period-r1182-hours = { $n ->
    [one] { $n } hora (Regulamento 1182/71)
   *[other] { $n } horas (Regulamento 1182/71)
  }
law-period-r1182-months = { $n ->
    [one] { $n } mês (Regulamento 1182/71)
   *[other] { $n } meses (Regulamento 1182/71)
  }
law-period-r1182-weeks = { $n } semanas (Regulamento 1182/71)
law-period-r1182-working-days = { $n } dias úteis (Regulamento 1182/71)

law-when-at-latest-from-the-date-of-the-restriction = O mais tardar a partir da data da restrição
law-when-at-the-same-time = Ao mesmo tempo
law-when-at-the-time-of-effect-or-as-the-order-says = Quando for dado seguimento, ou conforme indicado na decisão
law-when-before-the-act = Antes do ato
law-when-expeditiously = Com celeridade
law-when-immediately = Imediatamente
law-when-promptly = Prontamente
law-when-rapidly-expedited = Rapidamente
law-when-until-ended = Até que termine
law-when-without-delay = Sem demora
law-when-without-undue-delay = Sem demora injustificada

stage-notification = Após a notificação
stage-execution = Na execução
stage-enforcement = Na execução coerciva
ground-effect-stop = Faz cessar a medida
ground-effect-partial = Faz cessar uma parte, ou fixa condições
ground-effect-suspend = Suspende a medida
ground-effect-inform = O outro lado é informado

declared-competent_authorities = Autoridades competentes
declared-contact_point = Ponto de contacto
declared-central_authority_signoff = Uma autoridade central assina primeiro
declared-dual_criminality_reserved = É exigida a dupla incriminação
declared-exclude_article = Um artigo não se aplica
declared-exclude_data_category = Estes dados não são fornecidos
declared-languages_accepted = Línguas aceites:
declared-require_authority_kind = Só algumas autoridades podem emitir
declared-require_followup_request = Tem de se seguir um pedido
declared-require_notification = Uma autoridade é informada ao mesmo tempo
declared-require_prior_use_of = Tenta-se primeiro outra via

ways-title = Que via existe?
ways-lead = Que medidas conduzem de um Estado a outro, com o que cada uma exige, e todas as razões pelas quais outra não o faz. A ordem é a do prazo legal mais curto; não é um conselho para um processo.
ways-from = Estado que pede
ways-from-wrong = Escolha o Estado que pede.
ways-to = Estado de quem recebe
ways-to-wrong = Escolha o Estado de quem recebe.
ways-for = Para quê
ways-for-wrong = Escolha para que fim é.
ways-data = Dados
ways-data-wrong = Estas categorias de dados não são conhecidas.
ways-on = Dia da emissão
ways-on-wrong = Escreva o dia como ano, mês e dia.
ways-emergency = Emergência
ways-emergency-yes = É uma emergência
ways-button = Mostrar as vias
ways-none = Nenhuma via carregada aqui pode ser seguida.
ways-admissible = Pode ser seguida
ways-undetermined = Não se sabe aqui
ways-excluded = Sem via
ways-goes-to = Dirige-se a
ways-issuers = Emitida por
ways-validated = Outros, com validação
ways-validated-later = Em caso de emergência, a validação pode seguir-se
ways-language = Língua
ways-form = Formulário
ways-answer = Resposta devida
ways-notified = Notificação
ways-notified-yes = Uma autoridade do Estado que recebe, ao mesmo tempo
ways-grounds = Pode ser recusada por
ways-conditions = Condições do Estado que recebe

aim-confiscation = Perda
aim-evidence = Provas obtidas de outro modo
aim-freezing = Apreensão de bens
aim-information = Informações que ninguém pediu
aim-joint_investigation = Investigação conjunta
aim-preservation = Conservação de dados
aim-production = Produção de dados
aim-removal = Supressão de conteúdos
aim-supervision = Informar uma autoridade de controlo

channel-authority = Uma autoridade do outro Estado
channel-central_authority = A autoridade central do outro Estado
channel-contact_point = O ponto de contacto que responde dia e noite
channel-provider = O próprio prestador
channel-supervisor = A autoridade de controlo da proteção de dados

language-accepted_or_translated = Uma que quem recebe aceite, ou com tradução para uma delas
language-as_agreed = Conforme acordado pelos dois lados
language-declared_by_provider = Uma que o prestador tenha declarado; na falta dela, uma língua oficial do seu Estado
language-declared_by_state = Uma que o Estado de execução aceite
language-of_requested_state = A do Estado requerido

obstacle-data_not_covered = Não para todos estes dados
obstacle-domestic = Os dois Estados são o mesmo
obstacle-emergency_only = Apenas para emergências
obstacle-instrument_not_in_force = Não está em vigor nesse dia
obstacle-not_to_this_state = Só conduz a outros Estados
obstacle-reservation_excludes = Uma reserva exclui-a
obstacle-state_not_bound = Um Estado não está vinculado
obstacle-status_not_loaded = Não se sabe aqui se vincula

trigger-arbitration-requested = É pedida a arbitragem conjunta
trigger-aware = A violação chega ao conhecimento
trigger-certified = O organismo é certificado
trigger-complaint-received = A reclamação é recebida
trigger-confirmation-received = A confirmação do pedido posterior é recebida
trigger-consultation-received = A consulta é recebida
trigger-copy-received = A cópia para a autoridade do Estado de estabelecimento é recebida
trigger-decided = O reconhecimento é decidido
trigger-enforcement-received = A ordem é recebida para execução
trigger-exposure-received = A decisão sobre a exposição é recebida
trigger-frozen = Os bens são apreendidos
trigger-impossibility-received = O formulário sobre a impossibilidade é recebido
trigger-information-complete = A última informação em falta é recebida
trigger-information-requested = Um pedido de informações é recebido
trigger-informed = A informação que o ato jurídico exige é prestada
trigger-issued = A medida foi emitida
trigger-ordered = É emitida uma ordem nacional
trigger-period-ended = O prazo anterior a este termina
trigger-preserved = Os dados são conservados
trigger-received = A medida é recebida
trigger-removed = O conteúdo é suprimido ou bloqueado
trigger-renewed = O pedido é renovado
trigger-requested = O pedido é feito
trigger-scrutiny-requested = É recebido um pedido de exame
trigger-secrecy-decided = É decidida a não divulgação
trigger-served = A ordem é notificada ao prestador
trigger-signed = O acordo é assinado
trigger-uploaded = São carregados dados
trigger-year-end = O ano civil termina
