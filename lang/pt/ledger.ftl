# The ledger, its proofs, packages, oversight.

ledger-title = Livro de registos
ledger-title-range = Livro de registos, folhas { $from } a { $to }
ledger-lead = Cada ato deste nó tem aqui uma folha, numa única ordem que não pode ser alterada sem que se veja. Testemunhas de outros membros coassinam o estado.
ledger-origin = Livro de registos
ledger-size = Folhas
ledger-root = Raiz
ledger-at = Em
ledger-cosigned = Coassinado por
ledger-n-cosigned = { $n } de { $k } testemunhas
ledger-not-cosigned = Ainda nenhuma testemunha coassinou.
ledger-behind = { $n ->
    [one] { $n } folha de atraso
   *[other] { $n } folhas de atraso
  }
ledger-witness = Testemunha
ledger-note = O ponto de verificação assinado, byte a byte
ledger-leaves = Últimas folhas
ledger-leaves-caption = { $n ->
    [one] { $n } folha
   *[other] { $n } folhas
  }
ledger-empty = O livro de registos está vazio.
ledger-leaf = Folha
ledger-event = O quê
ledger-recorded = Registado
ledger-hash = Hash
ledger-newer = Folhas mais recentes
ledger-older = Folhas mais antigas
pages-label = Mais folhas
ledger-stamps = Selos temporais
ledger-stamps-lead = Uma vez por dia, uma autoridade de selos temporais sela o ponto de verificação publicado e, com ele, todas as folhas anteriores. Este nó não responde pela autoridade; o comando abaixo verifica a assinatura dela com certificados em que confia.
ledger-stamps-caption = { $n ->
    [one] { $n } dia
   *[other] Os últimos { $n } dias
  }
ledger-stamp-day = Dia
ledger-stamp-time = Hora no selo
ledger-stamp-signature = Assinatura
ledger-stamp-checked = Verificada aqui
ledger-stamp-unchecked = Não verificada aqui
ledger-stamp-files = Ficheiros
ledger-stamp-note = Ponto de verificação
ledger-stamp-token = Selo

category-act = Um ato
category-access = Uma leitura de conteúdo
category-custody = Um passo da custódia
category-send = Foi enviada uma carta
category-recv = Foi recebida uma carta
category-ack = Chegou um recibo
category-seal = Foi selado um pacote

proof-title = Folha { $index }
proof-under = Provada sob o ponto de verificação com { $size ->
    [one] { $size } folha
   *[other] { $size } folhas
  }
proof-under-body = A prova abaixo conduz desta folha a uma raiz que o nó assinou e as testemunhas coassinaram.
proof-not-yet = Ainda não publicada
proof-not-yet-body = A folha está registada. O próximo ponto de verificação abrange-a; carregue novamente esta página dentro de momentos.
proof-opened = O que a folha diz
proof-closed = Nada desta folha lhe é aberto aqui. O seu compromisso criptográfico pode ser verificado do mesmo modo.
proof-opening = A abertura, para o verificador
proof-text = Prova de inclusão
proof-text-label = A prova, byte a byte
proof-command = Verificar noutro local
proof-command-lead = A mesma verificação com uma ferramenta que não confia em nada deste nó:
command-label = Linha de comandos

package-title = Pacote
package-id = O seu identificador
package-download = Descarregar o pacote
package-wait = O pacote está a ser selado. Carregue novamente esta página dentro de momentos.
package-waits = Ainda não está pronto
package-waits-published = As testemunhas não confirmaram as nossas últimas entradas. Em regra, isso demora um minuto; carregue novamente esta página. Se continuar assim, informe quem gere o nó.
package-waits-receipt = A confirmação do que mudou de mãos ainda não está aqui, com a prova do outro lado. Se não vier, pergunte ao outro lado.
package-waits-custody = { $node } não mostrou a sua parte do registo de custódia. É enviada automaticamente logo que seja testemunhada lá; pergunte-lhes se não vier.
package-waits-timestamp = A autoridade de selos temporais não emite de momento nenhum selo. O pedido é repetido automaticamente; se faltar durante horas, o pacote sai sem selo e di-lo.
package-failed = Este pacote não pode ser feito
package-failed-contested = Uma peça não é o que foi selado. Está agora marcada como contestada; peça novamente um pacote para a deixar de fora e averigue a causa antes que alguém se baseie nela.
package-failed-erased = O conteúdo de uma peça incluída foi destruído, ou vai sê-lo, por ordem de dois agentes. Peça novamente um pacote: deixa a peça de fora e di-lo.
package-failed-restricted = A lei proíbe a utilização de uma peça incluída: deve ser apagada ou a sua utilização restringida. Nada foi entregue. Peça novamente um pacote para a deixar de fora.
package-failed-letter = Falta neste nó uma cópia da ordem; por isso, o pacote ficaria incompleto. Informe quem gere o nó.
package-failed-unrepeatable = O que foi selado já não pode ser reunido: algo foi destruído ou alterado. Peça um novo pacote.
package-failed-unproved = O nó verificou-o como um tribunal o fará, e o que as partes registaram não é coerente. Nada foi entregue. Mostre a linha abaixo à parte que ela indica. Peça novamente um pacote: as peças que nada provam são então deixadas de fora, e o pacote di-lo.
package-failed-seal = Entre a elaboração da lista e a selagem, o diretório mudou. Nada foi entregue; peça um novo pacote.
package-failed-time = Não se pode mostrar quando o registo foi feito: ninguém testemunha os livros, ou uma entrada indica uma hora posterior à das suas testemunhas. Nada foi entregue. Informe quem gere o nó.
package-failed-other = Comunique o código abaixo a quem gere o nó; peça depois um novo pacote.
package-failed-code = Código
package-failed-detail = O que não é coerente
package-awaits = { $n ->
    [one] Aguarda mais { $n } pessoa
   *[other] Aguarda mais { $n } pessoas
  }
package-awaits-body = Outra pessoa que participe no processo tem de concordar que o pacote saia: abre esta página e prime «Concordar com o pacote». Até lá, nada é selado. Podem fazê-lo:
package-awaits-nobody = Ninguém que possa concordar participa no processo. Faça incluir um depositário, um responsável pelo processo ou uma segunda autoridade emissora.
package-stamp = Selo temporal
package-stamp-awaited = Pedido desde
package-stamp-checked = da autoridade de selos temporais; este nó verificou a sua assinatura
package-stamp-unchecked = da autoridade de selos temporais; a sua assinatura não foi verificada aqui
package-stamp-late = Nenhum
package-stamp-late-since = A autoridade não emitiu nenhum desde
package-ends = Fim do nosso registo
package-ends-none = Nenhum mapa do nosso livro de registos abrange ainda estas peças: é feito um depois de cada meia-noite (UTC), do dia anterior. O pacote mostra que o nosso registo não tem lacunas, mas não que nada se seguiu à sua última entrada; ele próprio o diz. Um pacote pedido amanhã poderá mostrar mais.
package-ends-some = Segundo o mapa do nosso livro de registos de { $day }, o pacote declara, para { $n } de { $all } peças, que até então não falta nenhuma entrada nossa. As restantes são mais recentes do que esse mapa. Do que veio depois, como o próprio empacotamento, nada diz.
package-ends-all = Segundo o mapa do nosso livro de registos de { $day }, o pacote declara, para cada peça, que até então não falta nenhuma entrada nossa. Do que veio depois, como o próprio empacotamento, nada diz.
package-forum = Feito para
package-n-exhibits = Peças de prova
package-sealed-at = Selado
package-manifest = SHA-256 do manifesto
package-approvals = Concordância ainda necessária
package-file = Ficheiro
package-leaf = Selagem no livro de registos
package-verify = Como verificá-lo
package-verify-lead = Um tribunal precisa deste ficheiro, da política da rede e do programa comity-verify. Não precisa de rede e não confia em nada deste nó:
package-verify-exit-0 = Código de saída 0: tudo o que afirma está provado. O programa também diz o que não está.
package-verify-exit-5 = Código de saída 5: algo foi alterado. É indicado o primeiro elo quebrado.
package-policy = A política diz em que chaves se confia:
package-policy-hint = Compare esta impressão digital com uma que tenha de outra fonte.
package-members = O que contém
package-members-caption = { $n ->
    [one] { $n } componente
   *[other] { $n } componentes
  }
package-members-none = Nada pode ser listado antes de estar selado.
copy-title = Fazer uma cópia com menos peças
copy-lead = A cópia é um pacote próprio. Prova que é uma parte deste e enumera cada peça que é retida, com o motivo.
copy-letters = O que uma cópia não pode ocultar
copy-letters-body = Uma carta que transmitiu várias peças é assinada como um todo. Fica na cópia se uma delas ficar, e indica as outras por número, tamanho e resumo criptográfico.
copy-reader = Quem a recebe
copy-reader-court = Um tribunal ou outra autoridade
copy-reader-court-hint = Recebe aquilo de que precisa; o que é omitido está fora do âmbito.
copy-reader-defence = A defesa
copy-reader-defence-hint = O suspeito ou arguido, ou o seu advogado. Se algo for retido, tem de concordar um juiz.
copy-forum = Para quem, por palavras
copy-forum-hint = Fica no pacote e no livro de registos. Escreva o serviço, não um endereço privado.
copy-exhibits = As suas peças
copy-exhibits-lead = Uma peça é incluída, salvo se indicar um motivo para a reter.
copy-exhibit = Peça { $no }
copy-goes-in = É incluída
copy-button = Pedir a cópia
copy-ground-national-security = Retida: prejudica gravemente a segurança nacional
copy-ground-ongoing-investigation = Retida: compromete uma investigação em curso
copy-ground-out-of-scope = Retida: não é necessária para esta cópia
copy-ground-public-interest = Retida: estritamente necessário para outro interesse público importante
copy-ground-threat-to-person = Retida: ameaça a vida ou os direitos fundamentais de outra pessoa
copy-of = Uma parte de
copy-withheld = Retidas
copy-withheld-caption = { $n ->
    [one] { $n } peça é retida
   *[other] { $n } peças são retidas
  }
copy-withheld-no = Peça de prova
copy-withheld-ground = Motivo
copy-withheld-cite = Onde a lei o permite
copy-withheld-none = Nada é retido.
package-path = Caminho
package-bytes = Bytes

oversight-title = Livros de registos dos membros
oversight-lead = Para cada livro: a última cabeça que foi verificada, e se continua todas as cabeças vistas antes.
oversight-caption = { $n ->
    [one] { $n } livro de registos
   *[other] { $n } livros de registos
  }
oversight-empty = Ainda não foi examinado nenhum livro.
oversight-member = Membro
oversight-state = Coerente
oversight-cosigned = Coassinado por
oversight-looked = Examinado pela última vez
oversight-consistent = Sim
oversight-inconsistent = Não
oversight-unknown = Ainda não se sabe
oversight-broken = O livro de registos de { $member } não continua o que foi visto antes
oversight-broken-body = Duas cabeças assinadas contradizem-se. Ambas estão guardadas como prova. Não se baseie em entradas deste livro até que a causa seja conhecida.

category-submit = Uma carta foi posta na fila
category-admin = O próprio nó
category-cover = Uma folha de cobertura
category-lost = Perdeu-se o que dizia
approval-lead = Outra pessoa pediu este pacote. Se concordar, tudo o que está listado vai para um único ficheiro destinado ao tribunal.
approval-button = Concordar com o pacote

# What two officers decide about a log: that it is given up, that its register is made again, that work goes on.
successor-title = Um livro que é abandonado
successor-lead = Foi reposta uma cópia mais antiga da base de dados. { $n ->
    [one] { $n } folha, a número { $from }, foi assinada e não está aqui.
   *[other] { $n } folhas, a partir da número { $from }, foram assinadas e não estão aqui.
  } O que foi assinado nunca é assinado de outro modo. Se a cópia mais recente estiver perdida, o livro é abandonado tal como está e outro prossegue, cuja primeira folha o diz.
successor-lead-forked = O livro contém algo diferente do que este nó assinou. Nada mais é assinado nele. Mantenha a máquina como está, porque é prova. O livro pode ser abandonado tal como está; outro prossegue então, cuja primeira folha o diz.
successor-lead-log-unknown = Foi reposta uma cópia mais antiga da base de dados: o livro seguinte foi iniciado, e aqui não é conhecido. Se a cópia mais recente estiver perdida, este livro é abandonado tal como está e prossegue um que vem depois daquele que não é conhecido.
successor-lead-register-missing = A memória de até onde este nó assinou está num ficheiro próprio, e este falta. Se não puder ser reposta, é refeita para o que a base de dados contém. Antes, pergunta-se às testemunhas e aos outros nós: se um deles puder mostrar mais, nada é feito. A primeira folha que for assinada di-lo então.
successor-lead-gap = { $n ->
    [one] { $n } entrada do livro, a número { $from }, está novamente presente, mas o que diz não está. Ninguém pode ver a que processos e ordens pertencia.
   *[other] { $n } entradas do livro, a partir da número { $from }, estão novamente presentes, mas o que dizem não está. Ninguém pode ver a que processos e ordens pertenciam.
  } Pergunte às outras casas o que se passou entre vós, e procure em papel, antes que prossiga o trabalho nos registos anteriores.
successor-title-gap = Trabalho depois de algo se ter perdido
successor-title-register-missing = Uma memória que é refeita
successor-propose-gap = Propor que o trabalho prossiga
successor-propose-register-missing = Propor que seja refeita
successor-agree-gap = Permitir que o trabalho prossiga
successor-agree-register-missing = Refazer
successor-agree-lead-gap = Isto não pode ser retirado. O que foi decidido e esquecido pode então ser decidido de outro modo.
successor-agree-lead-register-missing = Isto não pode ser retirado. Se este nó tiver assinado mais do que está armazenado aqui, assinará agora algo diferente, e quem tiver ambos pode prová-lo.
successor-link = O que dois agentes podem decidir
successor-stored = Folhas na base de dados
successor-known = Folhas que foram assinadas
successor-next = O livro que prosseguiria
successor-none = Nenhum livro pode suceder
successor-incident = Número do incidente
successor-why = O que aconteceu
successor-why-hint = Uma linha; fica na folha que diz o que foi decidido, e em nenhuma carta.
successor-propose = Propor que o livro seja abandonado
successor-propose-lead = Uma regra da casa: quem gere o nó propõe, e outra pessoa que o gere ou supervisiona concorda.
successor-proposed = Proposto
successor-proposed-at = Proposto em
successor-agree = Abandonar o livro
successor-agree-lead = Isto não pode ser retirado. Os outros nós e as testemunhas veem o novo livro pelo seu nome.
successor-waits = Outra pessoa tem de concordar.
successor-refused-field = O número do incidente e as palavras têm de ser indicados, cada um numa linha.
successor-refused-no-reserve = O diretório dos membros não indica nenhum livro deste nó que possa suceder. Inclua um e instale essa versão.
successor-refused-outside = Alguém de fora pode mostrar o que não está armazenado aqui. Carregue novamente a página: é isso que tem de ser decidido em vez disto.
successor-refused-nothing-proposed = Ninguém propôs isto para o livro tal como está.
successor-refused-office = A sua função não decide isto. É uma regra da casa.
successor-refused-same-person = Quem o propôs não pode concordar com isso.
successor-refused-stale = O que está proposto já não é o que leu. Leia o que aqui está agora; nada foi feito.

# The keys of the log, and their turns.
log-keys-title = As chaves do livro
log-keys-lead = Cada cabeça do livro é assinada pelas chaves em vigor. As novas chaves assinam primeiro ao lado das antigas, para que todos os que verificam possam também mudar; depois cessam as antigas. As chaves que outra pessoa possa ter são revogadas de imediato.
log-keys-in-force = Chaves em vigor
log-keys-next = Chaves que se seguem
log-keys-propose = Propor um passo
log-keys-step = O que se faz
log-keys-step-begin = As chaves seguintes assinam ao lado das que estão em vigor
log-keys-step-end = As chaves mais antigas deixam de assinar
log-keys-step-revoke = As chaves mais antigas são revogadas
log-keys-from = Revogadas a partir de
log-keys-from-hint = Apenas para chaves revogadas: um instante como 2027-03-01T00:00:00Z, não posterior ao momento atual. O que as testemunhas viram antes continua válido.
log-keys-why = Razão
log-keys-why-hint = Uma linha; fica numa folha do livro.
log-keys-agree = Concordar com o passo
log-keys-agree-lead = Isto não pode ser retirado. Uma folha do livro di-lo.
log-keys-refused-field = As palavras têm de ser indicadas, numa linha; e, se houver chaves revogadas, o instante, que não pode ser futuro.
log-keys-refused-no-next-keys = O diretório dos membros não indica chaves seguintes para este livro. Crie algumas, inclua-as e instale essa versão.
log-keys-refused-not-now = Este passo não se ajusta às chaves que estão em vigor.
log-keys-refused-nothing-proposed = Ninguém propôs isto para as chaves tal como estão.
log-keys-refused-office = A sua função não decide isto. É uma regra da casa.
log-keys-refused-same-person = Quem o propôs não pode concordar com isso.
log-keys-refused-stale = O que está proposto ou em vigor já não é o que leu. Leia o que aqui está agora; nada foi feito.
