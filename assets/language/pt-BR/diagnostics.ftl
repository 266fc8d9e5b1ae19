# A página de diagnóstico: as requisições ao Pi, o log do próprio Pi e o pacote de arquivos para o suporte.

## As duas páginas, e seus nomes para leitores de tela

diagnostics-requests = Requisições
diagnostics-show-requests = Mostrar requisições
diagnostics-log = Log do Pi
diagnostics-show-log = Mostrar log do Pi
diagnostics-export = Exportar…
diagnostics-export-name = Exportar requisições

## Quais requisições e eventos são mostrados

exchange-search = Buscar requisições
exchange-search-hint = Caminho, código ou id de correlação
exchange-all = Todos
exchange-show-all = Mostrar todos os resultados
exchange-clear = Limpar
exchange-clear-name = Limpar requisições
exchange-none = Nada foi pedido ao Pi ainda.
exchange-dropped =
    { $count ->
        [one] 1 requisição não está
       *[other] { $count } requisições não estão
    } na lista: chegaram mais rápido do que a janela conseguia registrar.
exchange-none-match = Nenhuma requisição corresponde ao filtro e à busca.

## Como foi uma requisição: o Pi a fez, disse não, ou não houve resposta. Um evento é o que o Pi contou por conta própria.

# Em botões de filtro, e em uma coluna estreita onde não há status HTTP.
exchange-done = Concluída
exchange-refused = Recusada
exchange-failed = Com falha
exchange-event = Evento
# Para leitores de tela, no fim de uma linha: “GET /health, 200, concluída”.
exchange-spoken-done = concluída
exchange-spoken-refused = recusada
exchange-spoken-failed = com falha
exchange-spoken-event = evento
# Para leitores de tela: os botões de filtro.
exchange-show-done = Mostrar concluídas
exchange-show-refused = Mostrar recusadas
exchange-show-failed = Mostrar com falha
exchange-show-event = Mostrar eventos

## Tudo o que se sabe de uma requisição

# Em uma tela pequena: de volta à lista.
exchange-back = Voltar
# $time: quanto tempo passou até a resposta chegar, por exemplo 85 ms.
exchange-took = levou { $time }
exchange-correlation-id = Id de correlação
# O que é copiado, estes dois: cada um vem depois de “Copiar”.
exchange-endpoint = endpoint
exchange-this-correlation-id = id de correlação
exchange-copied = Texto copiado
# Busca as outras requisições do mesmo caminho.
exchange-only-endpoint = Só este endpoint

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
log-pause-hint = Mantém as linhas paradas; a coleta continua
log-resume = Retomar
log-resume-name = Retomar o log
log-resume-hint = Mostra o que chegou desde então
log-clear = Limpar
log-clear-name = Limpar o log
log-none = Nenhuma linha chegou ainda.
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
bundle-explanation = Um arquivo zip com estes arquivos, para o suporte. Nem a chave de API nem senhas de rede estão neles.
bundle-save = Salvar
bundle-save-name = Salvar pacote de suporte
bundle-cancel = Cancelar
bundle-where = Vai para os seus downloads.
