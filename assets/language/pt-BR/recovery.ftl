# Sessions that are not open: the offer to resume one that a restart of the Pi interrupted, discarding one, and the page of past ones.

## The offer

recovery-open-session = O Pi reiniciou. Sua sessão pode ser retomada.
recovery-a-session = Uma sessão foi interrompida e pode ser retomada.
recovery-interrupted = Interrompida
# Beside recovery-interrupted.
recovery-cameras =
    { $found ->
        [0] nenhuma câmera
        [1] { $verified } de 1 câmera verificada
       *[other] { $verified } de { $found } câmeras verificadas
    }
# The button in the offer; its accessible name is recovery-resume.
recovery-resume-short = Retomar
# The button that opens a menu with the next two and discard-open, and its name for screen readers.
recovery-menu = …
recovery-menu-name = Mais ações para esta sessão
recovery-dismiss = Dispensar
recovery-all = Todas as sessões que podem ser retomadas
# For screen readers. $network: its name, or recovery-unknown-network.
recovery-session = Sessão que pode ser retomada: { $network }
recovery-resume = Retomar sessão
recovery-resuming = Retomando…

## What is known of a session, in a row with its state

recovery-unknown-network = rede desconhecida
# All of them cameras.
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
# A day and a time: 07 Mar 2026, 14:02.
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

## Beside the start form: the last networks, and the newest past sessions

recent-networks = Últimas redes
# For screen readers. $network: its name.
recent-use-network = Usar a rede { $network }
# Goes to the page of past sessions.
recent-all = Todas as sessões anteriores

## A session that could not be resumed or discarded: what to do instead

recovery-show-running = Mostrar a sessão em andamento
recovery-new-session = Nova sessão para { $network }
recovery-new-session-name = Nova sessão para a mesma rede
recovery-dismiss-problem = Dispensar
recovery-dismiss-problem-name = Dispensar este problema

## In the list of events

recovery-resumed = Sessão { $id } retomada
# What failed, these two: a colon and the reason follow.
recovery-tried-resuming = Retomar sessão
recovery-tried-reading = Leitura das sessões que podem ser retomadas

## On the page of past sessions: those that can be resumed

recovery-title = Podem ser retomadas
recovery-none = Nenhuma sessão pode ser retomada.
recovery-reading = Lendo as sessões que podem ser retomadas…
recovery-unread = Não se sabe se há uma sessão para retomar: o Pi não informa agora.
recovery-unavailable = Este Pi não consegue retomar sessões. Atualize o software dele para retomar sessões.

## Discarding a session: the button, its dialog, and the result

discard-open = Descartar…
discard-session = Descartar sessão
discard-discarding = Descartando…
discard-question = Descartar a sessão?
# $network: its name, or recovery-unknown-network. $open: cameras that are not verified.
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
# For screen readers: the button that confirms.
discard-confirm = Confirmar descarte
# In the list of events, these two. After the second, a colon and the reason follow.
discard-done-id = Sessão { $id } descartada
discard-tried = Descartar sessão

## The page of past sessions

past-title = Sessões anteriores
past-back = Voltar
past-refresh = Atualizar sessões anteriores
past-reading = Lendo…
# Where they come from.
past-kept-by-pi = Guardadas por este Pi.
past-seen-by-console = Vistas por este console: este Pi não guarda sessões anteriores.
past-none = Nenhuma sessão terminou ainda.
# The headings of the columns. Duration: from the start to the end.
past-network = Rede
past-started = Início
past-duration = Duração
past-cameras = Câmeras
past-state = Estado
# For screen readers. $facts: the texts of the columns, separated by commas.
past-session = Sessão { $facts }
# In the list of events: a colon and the reason follow.
past-tried-reading = Leitura das sessões anteriores
# The page of one past session: the headings of its columns.
past-camera = Câmera
past-result = Resultado
past-tries = Tentativas
past-container = Contêiner
past-reason = Motivo
past-no-cameras = Este console não guardou as câmeras desta sessão.
