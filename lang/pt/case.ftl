# Cases: the list, one case, opening one, and what happened in it.

cases-title = Processos
cases-caption = { $n ->
    [one] { $n } processo
   *[other] { $n } processos
  }
cases-empty = Não participa em nenhum processo.
case-title = Processo
case-codename = Nome
case-docket = Número
case-state = Estado
case-purpose = Finalidade
case-n-measures = Medidas
case-registered = Registado
case-focus = Assunto
case-participants = Quem participa
case-measures = Medidas
case-new-measure = Redigir uma medida
case-exhibits = Peças de prova
case-keeping = O que se guarda, retém e destrói neste processo
case-packages = Pacotes
case-export = Exportar o processo
case-export-again = Exportar novamente o processo
case-export-hint = Tudo o que no processo está selado vai para um único ficheiro, que um tribunal verifica sem este nó. O ficheiro fica aqui até que alguém o descarregue.
case-timeline = O que aconteceu
case-timeline-hint = Do mais recente para o mais antigo. Cada entrada tem o seu lugar no livro de registos, e uma prova disso.
measures-caption = { $n ->
    [one] { $n } medida
   *[other] { $n } medidas
  }
measures-empty = Ainda não há medidas.
packages-empty = Ainda não há pacotes.

new-case-title = Abrir um processo
new-case-lead = Participa nele, tal como as pessoas do seu membro que assinalar abaixo.
new-case-codename = Nome de código
new-case-codename-hint = Como lhe chamam entre si. Nunca o nome de uma pessoa.
new-case-focus = De que trata
new-case-focus-hint = Algumas palavras. Ficam neste nó.
new-case-participant = Quem mais participa
new-case-participant-hint = Só quem participa lê o processo. O juiz que deva emitir as suas ordens e quem exporte as suas provas têm de estar entre os participantes.
new-case-colleague = { $office }: { $unit }
new-case-button = Abrir o processo

exhibit-no = Número
exhibit-name = Nome
exhibit-size = Tamanho
exhibit-digests = Resumos criptográficos
exhibit-state = Estado
exhibit-made-from = feita a partir de
exhibit-root = { $no } no membro de origem
exhibit-not-fixed = ainda não fixada
exhibits-caption = { $n ->
    [one] { $n } peça
   *[other] { $n } peças
  }
exhibits-empty = Ainda não há peças.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = Ainda nada.
timeline-recorded = registado
timeline-permalink = ligação
timeline-leaf = folha { $index }
timeline-arguments = { $n ->
    [one] { $n } valor
   *[other] { $n } valores
  }

# Who did it.
actor-clock = Um prazo da lei
actor-node = Este nó
actor-officer = Agente
actor-peer = Outro membro
actor-rule = Uma regra da lei

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = Aberto
event-registered = Registado
event-case-registered = O processo foi registado
event-case-opened = O processo foi aberto para trabalho
event-measure-opened = Foi aberto um rascunho
event-amended = O rascunho foi alterado
event-validated = O rascunho foi validado
event-countersigned = Mais um agente assinou o rascunho
event-issued = A medida foi emitida
event-receipt-recorded = Chegou o recibo de um destinatário
event-received = A ordem foi recebida
event-acknowledged = A receção foi confirmada
event-cleared = A autoridade de execução não invoca nenhum motivo
event-objected = Foi invocado um motivo
event-refused = A ordem não é cumprida
event-said = Foi enviada uma carta
event-timed = Uma carta alterou os prazos
event-withdrawn = A medida foi retirada
event-peer-act-staged = Chegou um ato de outro membro
event-peer-act-taken = Um ato de outro membro produz efeitos
event-peer-act-declined = Um ato de outro membro não produz efeitos
event-handed-over = Os dados foram entregues
event-produced = Os dados chegaram
event-completed = A medida está concluída
event-gate-opened = Chegou o primeiro instante em que os dados podem sair
event-overdue = Um prazo foi ultrapassado
event-right-lapsed = Um direito caducou
event-exempted = Uma obrigação cessou por força da lei
event-ceased = A guarda cessou por força da lei
event-lapsed = Caducou
event-notice-owed = A pessoa tem de ser informada
event-notice-delay-asked = Foi pedido o adiamento do aviso à pessoa
event-notice-delay-declined = O adiamento do aviso não obteve concordância
event-notice-deferred = O aviso à pessoa está adiado
event-notice-given = A pessoa foi informada
event-review-owed = É devida a validação posterior
event-offered = Foram oferecidas peças
event-accepted = As peças foram aceites
event-contested = As peças são contestadas
event-started = Foi pedido um pacote
event-approved = O pacote obteve concordância
event-sealed = Selado
event-package-sealed = O pacote foi selado
event-exhibit-collect = A peça foi recolhida
event-exhibit-seal = A peça foi selada
event-exhibit-hand_over = A peça foi entregue
event-exhibit-take_over = A peça foi assumida em custódia
event-exhibit-verify = A peça foi verificada
event-exhibit-pack = A peça foi empacotada
event-exhibit-open = A peça foi aberta
event-exhibit-hold = Foi imposta uma retenção à peça
event-exhibit-lift_hold = Foi posto termo a uma retenção da peça
event-exhibit-convert = A peça foi passada para outro formato
event-exhibit-derive = Foi feita uma peça a partir de outras
event-exhibit-examine = A peça foi examinada com uma ferramenta
event-exhibit-redact = Foi feita uma peça com partes ocultadas
event-exhibit-retain = O termo do tempo da peça foi fixado ou atingido
event-exhibit-scrub_fail = Detetaram-se danos nos bytes armazenados da peça
event-exhibit-translate = A peça foi traduzida
event-exhibit-destroy = Destruição do conteúdo da peça
event-erasure-proposed = Foi proposta a destruição de conteúdo
event-erasure-approved = Um segundo agente concordou com a destruição
event-erasure-rejected = Um segundo agente não concordou com a destruição
event-erasure-certified = O conteúdo está destruído e o respetivo certificado foi feito
event-access-read = Foi lido conteúdo
event-read = Foi lido conteúdo

## One exhibit

exhibit-title = Peça de prova
exhibit-root-no = Número no membro de origem
exhibit-record = O seu registo
gaps = O que se perguntará sobre ela
gaps-lead = Nada disto impede, por si só, um pacote. Resolva-o ou explique-o antes que um tribunal pergunte.
gaps-none = Nada do que esta lista procura.
gap-entry = Entrada { $n }
gap-ambiguous-zone = O fuso horário das horas da própria fonte não está indicado, ou não é um único.
gap-clock-uncertain = Um relógio é menos certo do que o intervalo que tem de ordenar.
gap-derivation-without-parent = Diz-se que provém de outro elemento, e este não está no processo.
gap-digest-mismatch = Os resumos criptográficos não coincidiram.
gap-hold-expired = A última retenção tinha terminado antes de o conteúdo ser produzido.
gap-missing-interval = Durante algum tempo, nada diz o que se fez com o conteúdo: não foi fixado no prazo de um dia, ou não antes de sair.
gap-missing-tail = O livro ainda não declarou qual é a última entrada. Fá-lo uma vez por dia.
gap-tool-without-version = A ferramenta não está indicada, ou a sua versão não está.
gap-unsigned-handover = À transmissão falta a carta de quem entregou, ou a parte do outro lado não chegou.
package-gaps = O que se perguntará sobre as suas peças
record-caption = { $n ->
    [one] { $n } entrada
   *[other] { $n } entradas
  }
record-n = Entrada
record-what = O quê
record-when = Quando
record-leaf = No livro de registos
record-disclose = Divulgar
record-none = Ainda não há entradas.

## Disclosing single fields

disclose-title = Divulgar campos isolados
disclose-entry = Campos da entrada { $n }
disclose-lead = Quem recebe o ficheiro vê os campos que escolher, que os outros existem, e uma prova de que a entrada constava do livro. A divulgação é registada antes de o ficheiro ser feito.
disclose-field = Campos a abrir
disclose-field-hint = O esquema, a categoria, o tipo e a hora da entrada estão sempre abertos.
disclose-to = A quem
disclose-to-hint = Fica no registo. Escreva o serviço ou o cargo, não um endereço privado.
disclose-purpose = Finalidade
disclose-purpose-none = Escolha uma
disclose-why = Com que fundamento
disclose-why-hint = A disposição ou a decisão, por palavras. Fica no registo e não no ficheiro.
disclose-leaves = Um ficheiro com os campos que escolher. Recebe-o e é quem o transmite.
disclose-button = Registar e descarregar
disclose-check = Quem recebe o ficheiro verifica-o com o comity-verify e a política da rede.
custody-field-exhibit = Identificador da peça
custody-field-exhibit-no = Número
custody-field-root-no = Número no membro de origem
custody-field-case = Processo
custody-field-status = Como terminou
custody-field-until = Quando terminou
custody-field-actor = Quem o fez
custody-field-counterparty = O outro lado
custody-field-location = Onde
custody-field-basis = Base jurídica
custody-field-purpose = Finalidade
custody-field-tool = Ferramenta
custody-field-object = Registo anterior
custody-field-result = Registo posterior
custody-field-data = Tamanho e resumos criptográficos
custody-field-source = Fonte
custody-field-check = Resumos criptográficos comparados
custody-field-change = Alteração que não pôde ser evitada
custody-field-seal = Selos e estado
custody-field-countersigns = Segundas assinaturas
custody-field-signatures = Carta e recibo
custody-field-informed-by = Entrada anterior a esta
