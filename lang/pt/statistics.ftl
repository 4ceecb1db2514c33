# The yearly figures.

statistics-title = Estatísticas de { $year }
statistics-lead = Contado a partir do que aconteceu às medidas deste membro, e do que os seus agentes anotaram, por ano civil do acontecimento. No total, uma medida conta uma só vez; uma que pede várias categorias de dados consta da linha de cada uma.
statistics-years = Outros anos
statistics-empty = Não há nada a contar: este membro não tem nenhuma medida nem anotação ao abrigo de um ato jurídico que exija estatísticas.
statistics-figure = Indicador
statistics-number = Número
statistics-mean = Tempo médio
statistics-median = Tempo mediano
statistics-all = no total
statistics-not-said = não guardado em lado nenhum
dimension-addressee = Destinatário
dimension-data_type = Dados
dimension-emergency = Emergência
dimension-ground = Motivo
dimension-issuing_state = Estado emissor
dimension-kind = Medida

# What officers note for them.

statistics-to-notes = O que foi anotado para estas estatísticas, e nova anotação

notes-title = Anotado para { $year }
notes-step = Anotações
notes-lead = O que nenhuma medida diz, anotam-no os agentes: recursos, custos, reclamações, sanções. As estatísticas contam-no no ano em que aconteceu. Uma anotação nunca é alterada; quem errou risca-a e anota de novo.
notes-noted = O que aconteceu
notes-pages = Páginas desta lista
notes-later = Posteriores
notes-earlier = Anteriores
notes-empty = Nada está anotado para este ano.
notes-figures = Anotar algo
notes-figures-lead = Estes indicadores são anotados. Todos os outros são contados pelo próprio nó, a partir do que aconteceu às suas medidas.

note-counter = Contado em
note-took = Quanto tempo demorou
note-noted = Anotado
note-struck = Riscado
note-struck-at = Riscado

occurrence-title = Anotar: { $figure } ({ $cite })
occurrence-lead = Anote apenas o que consta dos autos, e cada coisa uma só vez. O que anotar continua legível aqui, mesmo que venha a ser riscado.
occurrence-n = Quantos
occurrence-n-hint = Um número inteiro, no máximo { $n }. Tudo o que é anotado em conjunto tem de ser igual em cada resposta abaixo.
occurrence-happened-on = Dia em que aconteceu
occurrence-happened-on-hint = As estatísticas contam-no no ano deste dia.
occurrence-happened-at = Quando aconteceu
occurrence-happened-at-hint = O fim do tempo que é contado, com a diferença horária: 2027-03-08T16:30:00+01:00. As estatísticas contam-no no ano deste instante.
occurrence-began-at = Quando começou
occurrence-began-at-hint = O início do tempo que é contado, com a diferença horária: 2027-03-01T10:00:00+01:00.
occurrence-told-apart = Distinguido por
occurrence-amount = Montante
occurrence-amount-hint = Com a sua moeda: 120.50 EUR.
occurrence-on-file = Onde consta dos autos
occurrence-on-file-hint = O tribunal ou o serviço, e o seu número de processo. Nunca o nome de uma pessoa.
occurrence-button = Anotar

unfit-amount = o montante tem de ser superior a zero
unfit-began-at = não pode começar depois de ter acontecido
unfit-happened-at = isto ainda não aconteceu
unfit-n = este número não pode ser anotado
unfit-told-apart = a lei distingue-o com outras palavras

strike-heading = Riscar esta anotação
strike-lead = As estatísticas deixam de imediato de a contar. A anotação continua legível aqui, com a sua razão. Não pode ser recuperada: anote de novo se estava certa.
strike-why = Porque é riscada
strike-why-hint = O que nela estava errado. Nunca o nome de uma pessoa.
strike-button = Riscar a anotação

statistics-recalls = Cópias cuja recolha foi pedida
statistics-recalls-asked = Destinatários a quem se pediu que destruíssem uma cópia
statistics-recalls-confirmed = Confirmadas dentro do prazo
statistics-recalls-unconfirmed = Não confirmadas dentro do prazo
statistics-recalls-failed = Não destruídas: sob retenção, guardadas, ou carta não recebida
statistics-recalls-late = Destas duas últimas, confirmadas mais tarde
statistics-recalls-open = Ainda em aberto
