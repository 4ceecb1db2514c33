# An order that came in: at the provider, and at the enforcing authority.

order-title = Ordem
order-genuine = É autêntica?
order-must = Tenho de responder?
order-when = Até quando?
order-refuse = O que posso recusar?
order-asked = O que é pedido
order-evidence = Provas reunidas
order-hand-over = Entregar
uploads-heading = A caminho
uploads-of = de
uploads-until = abandonado se ninguém prosseguir antes
uploads-wrong = não é o que foi anunciado; não será selado
uploads-again = Verificar novamente
order-whole = A cópia, palavra por palavra
order-received-at = Recebida
order-notice = Informação do utilizador

genuine-yes = Sim
genuine-yes-body = A assinatura está correta, e a chave pertencia a esta função quando assinou.
genuine-no = Não
genuine-no-body = Não atue com base nisto. Pergunte ao remetente por outra via.
genuine-signed-by = Assinado por
genuine-signed-at = Assinado em
genuine-key = Chave
genuine-roster = segundo a versão { $version } do diretório dos membros
genuine-digest = SHA-256 da carta
genuine-leaf = No nosso livro de registos
genuine-ledger = No livro de registos do remetente
genuine-ledger-yes = sim, o envio consta dele
genuine-ledger-no = não, o livro de registos do remetente não o mostra
genuine-ledger-unknown = ainda não verificado

must-yes = Sim. A ordem é vinculativa desde o instante em que a recebeu.
must-done = Já respondeu. Guarde o registo.
must-no = Não, já não.

refuse-lead = Não pode recusar por entender que decidiria de outro modo. Pode opor-se com estes motivos:
refuse-own-lead = Pode recusar com estes motivos e nenhuns outros, no todo, em parte ou sob condições:
refuse-how = Algo impossível, uma ordem com erros ou um conflito com a lei de um país terceiro não é uma recusa. Comunica-se à autoridade emissora com uma das cartas abaixo:
refuse-heading = Recusar
ground-lead-refuse = A autoridade emissora lê o motivo e o seu alcance. Não poderá retirar isto.
ground-button-refuse = Enviar: recusa

evidence-file = Ficheiro
evidence-file-hint = O nó lê cada byte uma vez, indica os dois resumos criptográficos e guarda o ficheiro cifrado. Compare o resumo com o seu. Se se interromper, escolha de novo o mesmo ficheiro e o envio prossegue.
evidence-button = Receber o ficheiro
bringing-heading = Envio dos ficheiros para o nó
bringing-sealed = SHA-256 do que foi recebido, tal como o nó e este navegador o calcularam:
bringing-again = Não é possível contactar o nó. Nova tentativa em curso; nada do que ele já tem se perde.
bringing-done = Está tudo recebido.
bringing-reading = Nova leitura do que o nó já tem:
bringing-sealing = Comparação do resumo criptográfico e selagem:
bringing-sending = A enviar:
bringing-stopped = Parado. Escolha de novo o mesmo ficheiro e o envio prossegue onde estava. O nó indica:
bringing-unread = Já não é possível ler o ficheiro. Escolha-o de novo e o envio prossegue onde estava.

hand-over-lead = As peças saem seladas e cifradas para { $member }. A custódia transmite-se quando o outro lado tiver verificado cada resumo criptográfico e assinado a receção.
hand-over-button = Entregar estas peças
hand-over-nothing = Ainda nada foi reunido. Receba primeiro os ficheiros.

release-allowed = Os dados podem sair
    .help = Nada se opõe.
release-due = Os dados são devidos agora
    .help = Podem sair, e a lei exige-o.
release-forbidden = Os dados ainda não podem sair
    .help = A autoridade de execução ainda tem tempo para examinar.
release-stopped = Os dados têm de ficar
    .help = Isto é definitivo para esta medida.
release-suspended = Por agora, os dados têm de ficar
    .help = Algo tem de ser resolvido primeiro.
release-contested = Tem de decidir uma pessoa
    .help = A lei dá aqui duas respostas, ou falta um facto. Peça uma declaração a ambas as autoridades.
release-delete_or_restrict = Os dados que saíram têm de ser apagados ou a sua utilização restringida
    .help = Foi invocado um motivo depois de terem saído.
release-escalate = Tem de decidir uma pessoa sobre dados que saíram
    .help = Foi invocado um motivo depois de terem saído.
release-conditions = Condições que acompanham os dados

finding-channel_not_current = O outro lado pode ter enviado algo que não vimos.
finding-declined = Um agente não lhe reconheceu efeitos.
finding-ground_late = Foi invocado um motivo depois de o direito ter caducado.
finding-ineffective = Chegou quando nada havia para prorrogar.
finding-not_asked = Ninguém o pediu.
finding-not_theirs = Não lhe cabia fazê-lo.
finding-too_late = Chegou demasiado tarde para alterar algo.
finding-unknown_ground = A lei não conhece esse motivo.

notified-title = Ordem notificada
notified-answer = A sua resposta
notified-not-yours = A sua função não responde a isto.

clear-heading = Não invocar nenhum motivo
clear-lead = O prestador pode entregar assim que tiver conhecimento. Não poderá retirar isto.
clear-button = Enviar: nenhum motivo
clear-letter = uma carta assinada a declarar que não é invocado nenhum motivo
object-heading = Invocar um motivo
ground-lead-object = Um motivo invocado dentro do prazo impede a saída dos dados. A lei exige que contacte primeiro a autoridade emissora.
object-ground = Motivo
object-extent = O seu alcance
object-extent-all = Toda a medida
object-extent-part = Apenas algumas categorias de dados
object-extent-conditions = Nada é impedido, mas os dados só podem ser utilizados sob condições
object-data = Categorias
object-data-hint = Apenas para uma parte.
object-reasons = Fundamentação
ground-reasons-object = Para a autoridade emissora; o prestador fica a saber qual é o motivo, mas não a fundamentação.
ground-reasons-refuse = Para a autoridade que pede. Em palavras que possa verificar.
object-contacted_at = Autoridade emissora contactada em
object-contacted_at-hint = Por qualquer meio adequado, antes de o motivo ser invocado. Escreva, por exemplo, 2027-03-08T10:00:00+01:00, com a diferença horária.
act-contacted-at = Fomos contactados em
object-conditions = Condições
object-conditions-hint = Apenas para condições. Acompanham os dados.
ground-button-object = Enviar: este motivo
object-letter = uma carta assinada com o motivo e o seu alcance
object-letter-why = uma carta assinada com o motivo, o seu alcance e a fundamentação
order-recalls = Cópias cuja recolha foi pedida
