# The allowlist: the table of approved cameras, the ways to change it, and the import of many at once.

## The fields that add a camera. The first three are headings of the table, too.

allowlist-mac-address = Endereço MAC
allowlist-description = Descrição
allowlist-container = Contêiner
# In the empty fields.
allowlist-description-hint = Porta esquerda (opcional)
allowlist-container-hint = Id do contêiner (opcional)
allowlist-add = Adicionar
# The button that opens, and the one that closes, the optional fields; and its name for screen readers.
allowlist-add-more = Detalhes
allowlist-add-less = Menos
allowlist-add-more-name = Mais sobre a câmera
allowlist-add-already = { $mac } já está na lista
# $reason: one of the reasons below.
allowlist-add-rejected = Não adicionado: { $reason }
# $texts: what was scanned or typed, with commas.
allowlist-add-rejected-texts = Não adicionado, não é endereço MAC: { $texts }
allowlist-add-rejected-dismiss = Dispensar o que não foi adicionado

## Why a text is not a MAC address: alone, or after a colon

allowlist-mac-bad-character = “{ $found }” na posição { $position } não é um dígito hexadecimal
allowlist-mac-wrong-length = um endereço MAC tem 12 dígitos hexadecimais, este tem { $count }
allowlist-mac-no-single-device = um endereço de broadcast, de multicast ou só com zeros não é de uma câmera
allowlist-mac-odd-grouping = escreva como AA:BB:CC:DD:EE:FF, AA-BB-CC-DD-EE-FF, AABB.CCDD.EEFF ou AABBCCDDEEFF

## The filter and the search

allowlist-filter-all = Todas
allowlist-filter-available = Disponíveis
allowlist-filter-used = Usadas
allowlist-show-all = Mostrar todas
allowlist-show-available = Mostrar disponíveis
allowlist-show-used = Mostrar usadas
allowlist-search = Buscar
allowlist-search-name = Buscar na lista de permissões

## The actions for the whole list

allowlist-refresh = Atualizar
allowlist-reading-now = Lendo…
# $age: 12 s, 3 min.
allowlist-read-ago = Lida há { $age }
allowlist-more = Mais…
allowlist-import = Importar…
allowlist-export = Exportar…
allowlist-export-shown = Exportar { $count }…
allowlist-clear = Limpar tudo…

## The table: the headings that are not above, and their names for screen readers

allowlist-added = Adicionada
allowlist-status = Estado
allowlist-sort-mac = Ordenar por endereço MAC
allowlist-sort-description = Ordenar por descrição
allowlist-sort-container = Ordenar por contêiner
allowlist-sort-added = Ordenar por data de adição
allowlist-sort-status = Ordenar por estado
allowlist-sort = Ordenar

## The name of a row for screen readers

allowlist-entry-available = { $mac }, disponível
allowlist-entry-used = { $mac }, usada
allowlist-entry-adding = { $mac }, sendo adicionada
allowlist-entry-saving = { $mac }, sendo salva
allowlist-entry-removing = { $mac }, sendo removida
allowlist-entry-edited = { $mac }, sendo editada
allowlist-entry-add-failed = { $mac }, falha ao adicionar
allowlist-entry-save-failed = { $mac }, falha ao salvar
allowlist-entry-remove-failed = { $mac }, falha ao remover

## The status of a camera in its row

allowlist-status-available = Disponível
allowlist-status-used = Usada
# $date: a day, or the time of day if that was today.
allowlist-status-used-at = Usada: { $date }
allowlist-status-adding = Adicionando…
allowlist-status-saving = Salvando…
allowlist-status-removing = Removendo…
# Two sentences follow: what went wrong, and what to do.
allowlist-status-not-added = Não adicionada: { $reason } · { $advice }
allowlist-status-not-saved = Não salva: { $reason } · { $advice }
allowlist-status-cannot-edit = Não salva: este Pi não altera uma entrada.
allowlist-status-not-removed = Não removida: { $reason } · { $advice }
# A day: 07 Mar 2026.
allowlist-date =
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
    } { $year }

## The actions for a camera: names for screen readers, and hints

allowlist-dismiss-mac = Dispensar { $mac }
allowlist-stop-retrying-mac = Parar de tentar { $mac }
allowlist-retry-now-mac = Tentar agora { $mac }
allowlist-try-again-mac = Tentar de novo { $mac }
allowlist-remove-mac = Remover { $mac }
allowlist-edit-mac = Editar { $mac }
allowlist-copy-mac = Copiar { $mac }
allowlist-mac-copied = Endereço MAC copiado

## A row that is edited

allowlist-save = Salvar
allowlist-save-mac = Salvar { $mac }
allowlist-cancel-mac = Cancelar { $mac }
allowlist-description-of = Descrição de { $mac }
allowlist-container-of = Contêiner de { $mac }

## Instead of the table, or above it after a failure

allowlist-unavailable = Este Pi não tem lista de permissões: ele provisiona toda câmera que aparece. Atualize o software do Pi para ter uma.
allowlist-reading = Lendo a lista de permissões…
allowlist-empty = Nenhuma câmera ainda. Leia o código ou digite o endereço MAC da etiqueta da câmera: só as câmeras desta lista são provisionadas.
allowlist-none-matches = Nenhuma câmera corresponde ao filtro e à busca.
allowlist-try-again = Tentar de novo
allowlist-replace = Remover e adicionar
allowlist-replace-mac = Remover e adicionar de novo { $mac }
allowlist-dismiss = Dispensar

## Undoing a removal

# $time: the seconds left to undo it: 7 s.
allowlist-undo-removing = Removendo { $mac } em { $time }
allowlist-undo-removing-many = Removendo { $count } câmeras em { $time }
allowlist-undo-describing =
    { $count ->
        [1] 1 câmera recebe a descrição em { $time }
       *[other] { $count } câmeras recebem a descrição em { $time }
    }
allowlist-undo-earlier = mais { $count }
allowlist-undo = Desfazer

## Clearing the list: the question, and its answers

allowlist-clear-question = Limpar a lista de permissões?
allowlist-clear-consequence =
    { $count ->
        [1] 1 câmera será removida
       *[other] { $count } câmeras serão removidas
    } da lista de permissões. Isso não pode ser desfeito. As câmeras já provisionadas continuam funcionando; as outras só podem ser provisionadas depois de adicionadas de novo.
allowlist-clear-number = Digite o número de câmeras para confirmar
allowlist-clear-keep = Manter a lista
allowlist-clear-do = Limpar tudo
# For screen readers: the button that answers the question.
allowlist-clear-confirm = Confirmar limpeza

## In the list of events

allowlist-event-added = { $mac } adicionada à lista de permissões
allowlist-event-removed = { $mac } removida da lista de permissões
allowlist-event-cleared = A lista de permissões foi limpa
# These three are actions: what went wrong follows after a colon.
allowlist-tried-changing = Lista de permissões, { $mac }
allowlist-tried-clearing = Limpar a lista de permissões
allowlist-tried-reading = Leitura da lista de permissões

## The import page: the sources of a list

import-title = Importar câmeras
import-back = Voltar
import-about = Qualquer lista com endereços MAC: CSV ou outra tabela, com ou sem títulos, JSON, ou a saída de arp, ip neigh, de um switch ou de um servidor DHCP. Você confere tudo antes de adicionar.
import-list = Lista para importar
import-list-hint = Cole a lista aqui ou solte um arquivo na janela
import-preview = Pré-visualizar
import-open-file = Abrir arquivo…
import-path = Caminho de um arquivo
import-path-example = ~/Downloads/cameras.csv
import-read-file = Ler este arquivo

## Why a list cannot be read

import-too-large = Tem mais de { $megabytes } MB: divida a lista.
import-too-many-rows = Há mais de { $max } linhas: divida a lista.
import-no-row = Não há linhas.
import-not-plain-text = Não é um arquivo de texto simples: salve a lista como CSV.
import-no-address = Não há nenhum endereço MAC.

## Why a row cannot be read: follows import-line, "Line 3: "

import-no-mac = não há endereço MAC
import-spreadsheet-number = uma planilha transformou isto em número: formate a coluna como texto
import-too-many-cells = há mais de { $max } células: ponha entre aspas o texto com separador
# $cell, these two: which cell of the row.
import-cell-too-long = { $cell ->
    [mac] o endereço MAC
    [description] a descrição
   *[container] o contêiner
} tem mais de { $max } caracteres: faltam aspas?
import-cell-several-rows = { $cell ->
    [mac] o endereço MAC
    [description] a descrição
   *[container] o contêiner
} ocupa várias linhas: faltam aspas?

## The preview of the list

# All of them rows of the list.
import-counts =
    { $add } a adicionar · { $there } já na lista de permissões · { $twice ->
        [1] 1 repetida
       *[other] { $twice } repetidas
    } · { $invalid ->
        [1] 1 inválida
       *[other] { $invalid } inválidas
    }
import-add =
    { $count ->
        [1] Adicionar 1 câmera
       *[other] Adicionar { $count } câmeras
    }
import-add-name = Adicionar estas câmeras
import-nothing-to-add = Nenhuma linha tem uma câmera que ainda não esteja na lista de permissões
# $what: Description. $column: the heading of a column of the list, or its number.
import-column = { $what }: { $column }
import-column-number = coluna { $number }
import-column-none = nenhuma
import-copy-refused = Copiar linhas recusadas
import-another-list = Outra lista
import-only-problems = Só problemas
import-show-only-problems = Mostrar só problemas
# $outcome: one of the three below, or why the row cannot be read.
import-line = Linha { $number }: { $outcome }
import-will-be-added = será adicionada
import-already-there = já está na lista de permissões
import-same-camera = a mesma câmera da linha { $number }

## The progress and the result

import-adding = Adicionando: { $answered } de { $all }
import-stopping = Parando…
import-all-added =
    { $count ->
        [1] A câmera está na lista.
       *[other] Todas as { $count } câmeras estão na lista.
    }
import-some-added =
    { $added ->
        [1] 1 de { $all } adicionada, { $left } não.
       *[other] { $added } de { $all } adicionadas, { $left } não.
    }
import-done = Pronto
import-copy-left-over = Copiar o que não foi adicionado
import-list-copied = Lista copiada
import-cancel = Cancelar
import-cancel-name = Cancelar a importação
# The result for one camera.
import-on-the-list = na lista
import-not-sent = não enviada
# The reason in the list that is copied.
import-row-not-sent = Não enviada.
import-row-cancelled = Não enviada: cancelada.
import-waits = aguardando

## Several entries

allowlist-select-mac = Selecionar { $mac }
allowlist-selected = { $count ->
    [one] 1 selecionada
   *[other] { $count } selecionadas
}
allowlist-select-all = Selecionar todas
allowlist-select-none = Desmarcar todas
allowlist-remove-selected = Remover
allowlist-describe = Descrever…
allowlist-describe-title = { $count ->
    [one] Descrever 1 câmera
   *[other] Descrever { $count } câmeras
}
allowlist-describe-body = Cada uma mantém o seu contêiner.
allowlist-describe-field = Descrição de todas elas
allowlist-describe-save = Salvar
allowlist-describe-cancel = Cancelar
