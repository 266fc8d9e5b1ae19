# Sessões que não estão abertas: a oferta de retomar uma que o Pi interrompeu ao reiniciar, descartar uma, e a página das anteriores.

## A oferta

recovery-open-session = O Pi reiniciou. Sua sessão pode ser retomada.
recovery-a-session = Uma sessão foi interrompida e pode ser retomada.
recovery-dismiss = Dispensar
recovery-more = mais { $count }…
recovery-more-name = Todas as sessões que podem ser retomadas
# Para leitores de tela. $network: o nome dela, ou recovery-unknown-network.
recovery-session = Sessão que pode ser retomada { $network }
recovery-resume = Retomar sessão
recovery-resuming = Retomando…

## O que se sabe de uma sessão, em fila com o estado dela

recovery-unknown-network = rede desconhecida
# Todas são câmeras.
recovery-counts =
    { $found ->
        [1] 1 encontrada
       *[other] { $found } encontradas
    }, { $provisioned ->
        [1] 1 provisionada
       *[other] { $provisioned } provisionadas
    }, { $verified ->
        [1] 1 verificada
       *[other] { $verified } verificadas
    }, { $failed } com falha
# Um dia e uma hora: 07 mar 2026, 14:02.
recovery-when =
    { $day } { $month ->
        [1] jan
        [2] fev
        [3] mar
        [4] abr
        [5] mai
        [6] jun
        [7] jul
        [8] ago
        [9] set
        [10] out
        [11] nov
       *[12] dez
    } { $year }, { $time }

## Uma sessão que não pôde ser retomada ou descartada: o que se pode fazer

recovery-show-running = Mostrar a sessão em andamento
recovery-new-session = Nova sessão para { $network }
recovery-new-session-name = Nova sessão para a mesma rede
recovery-dismiss-problem = Dispensar
recovery-dismiss-problem-name = Dispensar este problema

## Na lista de eventos

recovery-resumed = Sessão { $id } retomada
# O que se tentou, estes dois: o que deu errado vem depois de dois-pontos.
recovery-tried-resuming = Retomar sessão
recovery-tried-reading = Leitura das sessões que podem ser retomadas

## Na página de sessões anteriores: as que podem ser retomadas

recovery-title = Podem ser retomadas
recovery-none = Nenhuma sessão pode ser retomada.
recovery-unavailable = Este Pi não consegue retomar sessões. Atualize o software dele para retomar sessões.

## Descartar uma sessão: o botão, o diálogo e o resultado

discard-open = Descartar…
discard-session = Descartar sessão
discard-discarding = Descartando…
discard-question = Descartar a sessão?
# $network: o nome dela, ou recovery-unknown-network. $open: câmeras que não estão verificadas.
discard-consequence =
    A sessão para { $network }: { $verified ->
        [1] 1 câmera verificada
       *[other] { $verified } câmeras verificadas
    } e { $open ->
        [1] 1 não verificada
       *[other] { $open } não verificadas
    }. As câmeras verificadas mantêm a rede. As outras precisam ser provisionadas em uma nova sessão. Uma sessão descartada não pode ser retomada.
discard-keep = Manter
discard-do = Descartar
# Para leitores de tela: o botão que responde à pergunta.
discard-confirm = Confirmar descarte
discard-done = Sessão descartada
# Na lista de eventos, estes dois; depois do segundo vêm dois-pontos e o que deu errado.
discard-done-id = Sessão { $id } descartada
discard-tried = Descartar sessão

## A página de sessões anteriores

past-title = Sessões anteriores
past-back = Voltar
past-refresh = Atualizar sessões anteriores
past-reading = Lendo…
# De onde elas vêm.
past-kept-by-pi = Guardadas por este Pi.
past-seen-by-console = Vistas por este console: este Pi não guarda sessões anteriores.
past-none = Nenhuma sessão terminou ainda.
# Os títulos das colunas. Duração: do começo ao fim.
past-network = Rede
past-started = Início
past-duration = Duração
past-cameras = Câmeras
past-state = Estado
# Para leitores de tela. $facts: o que está nas colunas, com vírgulas.
past-session = Sessão { $facts }
# Na lista de eventos: o que deu errado vem depois de dois-pontos.
past-tried-reading = Ler sessões anteriores
