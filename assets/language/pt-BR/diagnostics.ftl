# The diagnostics page: the requests to the Pi, the Pi's own log, and the bundle of files for support.

## The two pages, and their names for screen readers

diagnostics-requests = Requisições
diagnostics-show-requests = Mostrar requisições
diagnostics-log = Log do Pi
diagnostics-show-log = Mostrar log do Pi
diagnostics-export = Exportar…
diagnostics-export-name = Exportar requisições

## The filter and the search of the requests

request-search = Buscar requisições
request-search-hint = Caminho, código ou id de correlação
request-all = Todas
request-show-all = Mostrar todos os resultados
request-clear = Limpar
request-clear-name = Limpar requisições
request-none = Nenhuma requisição ainda.
request-dropped =
    { $count ->
        [one] 1 requisição não está
       *[other] { $count } requisições não estão
    } na lista: chegaram mais rápido do que a janela conseguia registrar.
request-none-match = Nenhuma requisição corresponde ao filtro e à busca.

## The outcome of a request: done, refused by the Pi, or no answer. An event was sent by the Pi.

# On chips, and in a narrow column where there is no HTTP status.
request-done = Concluída
request-refused = Recusada
request-failed = Com falha
request-event = Evento
# For screen readers, at the end of a row: “GET /health, 200, done”.
request-spoken-done = concluída
request-spoken-refused = recusada
request-spoken-failed = com falha
request-spoken-event = evento
# For screen readers: the chips.
request-show-done = Mostrar concluídas
request-show-refused = Mostrar recusadas
request-show-failed = Mostrar com falha
request-show-event = Mostrar eventos

## The headings of the columns

request-column-time = Hora
request-column-method = Método
request-column-path = Caminho
request-column-status = Status
request-column-duration = Duração
request-column-size = Tamanho

## The details of one request

# On a small display: back to the list.
request-back = Voltar
# $time: how long it took until the answer was there, for example 85 ms.
request-took = levou { $time }
request-correlation-id = Id de correlação
# What is copied: these two follow “Copy”.
request-endpoint = endpoint
request-this-correlation-id = id de correlação
request-copied = Texto copiado
# Searches for the other requests of the same path.
request-only-endpoint = Só este endpoint

## The filter and the search of the log of the Pi

log-search = Buscar no log
log-search-hint = Componente, mensagem ou id
log-all = Todas
log-show-all = Mostrar todas as linhas
log-info = Info
log-show-info = Mostrar info e acima
log-warnings = Avisos
log-show-warnings = Mostrar avisos e acima
log-errors = Erros
log-show-errors = Mostrar só erros
log-pause = Pausar
log-pause-name = Pausar o log
log-pause-hint = Para de atualizar a lista; a gravação continua
log-resume = Retomar
log-resume-name = Retomar o log
log-resume-hint = Mostra o que chegou desde então
log-clear = Limpar
log-clear-name = Limpar o log
log-none = Nenhuma linha ainda.
log-none-match = Nenhuma linha corresponde ao filtro e à busca.

## The connection of the log

log-off = Log desligado
log-connecting = Conectando ao log…
log-live = Log ao vivo
# $wait: the time until the next attempt, for example 7 s.
log-retrying = Reconectando ao log em { $wait }
log-refused = Log recusado
log-try-again = Tentar de novo

## The bundle of files for support

bundle-open = Pacote de suporte…
bundle-open-name = Pacote de suporte
bundle-title = Pacote de suporte
bundle-explanation = Um arquivo zip com estes arquivos para o suporte. Não contém a chave de API nem senhas de rede.
bundle-save = Salvar
bundle-save-name = Salvar pacote de suporte
bundle-cancel = Cancelar
bundle-where = Será salvo na pasta Downloads.
