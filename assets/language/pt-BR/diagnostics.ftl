# A página de diagnóstico: as requisições ao Pi, o log do próprio Pi e o pacote de arquivos para o suporte.

## As duas páginas, e seus nomes para leitores de tela

diagnostics-requests = Requisições
diagnostics-show-requests = Mostrar requisições
diagnostics-log = Log do Pi
diagnostics-show-log = Mostrar log do Pi
diagnostics-export = Exportar…
diagnostics-export-name = Exportar requisições

## Quais requisições e eventos são mostrados

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

## Como foi uma requisição: o Pi a fez, disse não, ou não houve resposta. Um evento é o que o Pi contou por conta própria.

# Em botões de filtro, e em uma coluna estreita onde não há status HTTP.
request-done = Concluída
request-refused = Recusada
request-failed = Com falha
request-event = Evento
# Para leitores de tela, no fim de uma linha: “GET /health, 200, concluída”.
request-spoken-done = concluída
request-spoken-refused = recusada
request-spoken-failed = com falha
request-spoken-event = evento
# Para leitores de tela: os botões de filtro.
request-show-done = Mostrar concluídas
request-show-refused = Mostrar recusadas
request-show-failed = Mostrar com falha
request-show-event = Mostrar eventos

## Tudo o que se sabe de uma requisição

# Em uma tela pequena: de volta à lista.
request-back = Voltar
# $time: quanto tempo passou até a resposta chegar, por exemplo 85 ms.
request-took = levou { $time }
request-correlation-id = Id de correlação
# O que é copiado, estes dois: cada um vem depois de “Copiar”.
request-endpoint = endpoint
request-this-correlation-id = id de correlação
request-copied = Texto copiado
# Busca as outras requisições do mesmo caminho.
request-only-endpoint = Só este endpoint

## Quais linhas do log do Pi são mostradas

log-search = Buscar no log
log-search-hint = Componente, mensagem ou id de correlação
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

## A conexão que traz o log

log-off = Log desligado
log-connecting = Log conectando…
log-live = Log ao vivo
# $wait: o tempo até a próxima tentativa, por exemplo 7 s.
log-retrying = Log reconectando em { $wait }
log-refused = Log recusado
log-try-again = Tentar de novo

## O pacote de arquivos para o suporte

bundle-open = Pacote de suporte…
bundle-open-name = Pacote de suporte
bundle-title = Pacote de suporte
bundle-explanation = Um arquivo zip com estes arquivos para o suporte. Não contém a chave de API nem senhas de rede.
bundle-save = Salvar
bundle-save-name = Salvar pacote de suporte
bundle-cancel = Cancelar
bundle-where = Será salvo na pasta Downloads.
