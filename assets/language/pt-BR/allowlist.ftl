# A lista de permissões: a tabela de câmeras permitidas, as maneiras de mudá-la e a importação de muitas de uma vez.

## Os campos que adicionam uma câmera. Os três primeiros também são títulos da tabela.

allowlist-mac-address = Endereço MAC
allowlist-description = Descrição
allowlist-container = Contêiner
# Nos campos vazios.
allowlist-description-hint = Entrada, porta esquerda (opcional)
allowlist-container-hint = Id do contêiner (opcional)
allowlist-add = Adicionar
# O botão que abre e o que fecha os campos opcionais, e o nome dele para leitores de tela.
allowlist-add-more = Detalhes
allowlist-add-less = Menos
allowlist-add-more-name = Mais sobre a câmera
allowlist-add-already = { $mac } já está na lista
# $reason: um dos motivos abaixo.
allowlist-add-rejected = Não adicionado: { $reason }
# $texts: o que foi lido ou digitado, com vírgulas.
allowlist-add-rejected-texts = Não adicionado, não é endereço MAC: { $texts }
allowlist-add-rejected-dismiss = Dispensar o que não foi adicionado

## Por que um texto não é um endereço MAC: sozinho ou depois de dois-pontos

allowlist-mac-bad-character = “{ $found }” na posição { $position } não é um dígito hexadecimal
allowlist-mac-wrong-length = um endereço MAC tem 12 dígitos hexadecimais, este tem { $count }
allowlist-mac-odd-grouping = escreva como AA:BB:CC:DD:EE:FF, AA-BB-CC-DD-EE-FF, AABB.CCDD.EEFF ou AABBCCDDEEFF

## O que decide quais câmeras aparecem

allowlist-filter-all = Todas
allowlist-filter-available = Disponíveis
allowlist-filter-used = Usadas
allowlist-show-all = Mostrar todas
allowlist-show-available = Mostrar disponíveis
allowlist-show-used = Mostrar usadas
allowlist-search = Buscar
allowlist-search-name = Buscar na lista de permissões

## O que diz respeito à lista inteira

allowlist-refresh = Atualizar
allowlist-reading-now = Lendo…
# $age: 12 s, 3 min.
allowlist-read-ago = Lida há { $age }
allowlist-more = Mais…
allowlist-import = Importar…
allowlist-export = Exportar…
allowlist-clear = Limpar tudo…

## A tabela: os títulos que não estão acima e o que o leitor de tela diz de cada um

allowlist-added = Adicionada
allowlist-status = Situação
allowlist-sort-mac = Ordenar por endereço MAC
allowlist-sort-description = Ordenar por descrição
allowlist-sort-container = Ordenar por contêiner
allowlist-sort-added = Ordenar por data de adição
allowlist-sort-status = Ordenar por situação

## Uma linha, como o leitor de tela diz

allowlist-entry-available = { $mac }, disponível
allowlist-entry-used = { $mac }, usada
allowlist-entry-adding = { $mac }, sendo adicionada
allowlist-entry-saving = { $mac }, sendo salva
allowlist-entry-removing = { $mac }, sendo removida
allowlist-entry-edited = { $mac }, sendo editada
allowlist-entry-add-failed = { $mac }, falha ao adicionar
allowlist-entry-save-failed = { $mac }, falha ao salvar
allowlist-entry-remove-failed = { $mac }, falha ao remover

## O que há com uma câmera, na linha dela

allowlist-status-available = Disponível
allowlist-status-used = Usada
# $date: um dia, ou a hora se foi hoje.
allowlist-status-used-at = Usada: { $date }
allowlist-status-adding = Adicionando…
allowlist-status-saving = Salvando…
allowlist-status-removing = Removendo…
# Vêm duas frases: o que deu errado e o que fazer.
allowlist-status-not-added = Não adicionada: { $reason } { $advice }
allowlist-status-not-saved = Não salva: { $reason } { $advice }
allowlist-status-not-removed = Não removida: { $reason } { $advice }
# Um dia: 07 mar 2026.
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

## O que se pode fazer com uma câmera: para leitores de tela e para quem para o ponteiro em cima

allowlist-dismiss-mac = Dispensar { $mac }
allowlist-try-again-mac = Tentar de novo { $mac }
allowlist-remove-mac = Remover { $mac }
allowlist-edit-mac = Editar { $mac }
allowlist-copy-mac = Copiar { $mac }
allowlist-mac-copied = Endereço MAC copiado

## Uma linha enquanto é editada

allowlist-save = Salvar
allowlist-save-mac = Salvar { $mac }
allowlist-cancel-mac = Cancelar { $mac }
allowlist-description-of = Descrição de { $mac }
allowlist-container-of = Contêiner de { $mac }

## Onde não há tabela, ou algo falhou

allowlist-unavailable = Este Pi não tem lista de permissões: ele provisiona toda câmera que aparece. Atualize o software do Pi para ter uma.
allowlist-reading = Lendo a lista de permissões…
allowlist-empty = Nenhuma câmera ainda. Leia o código ou digite o endereço MAC da etiqueta da câmera: só as câmeras desta lista são provisionadas.
allowlist-none-matches = Nenhuma câmera corresponde ao filtro e à busca.
allowlist-try-again = Tentar de novo
allowlist-dismiss = Dispensar

## Desfazer uma remoção

# $time: os segundos que restam para isso, por exemplo 7 s.
allowlist-undo-removing = Removendo { $mac } em { $time }
allowlist-undo = Desfazer

## Limpar a lista: a pergunta e as respostas

allowlist-clear-question = Limpar a lista de permissões?
allowlist-clear-consequence =
    { $count ->
        [1] 1 câmera será removida
       *[other] { $count } câmeras serão removidas
    } da lista de permissões. Isso não pode ser desfeito. As câmeras já provisionadas continuam funcionando; as outras só podem ser provisionadas depois de adicionadas de novo.
allowlist-clear-number = Digite o número de câmeras para confirmar
allowlist-clear-keep = Manter a lista
allowlist-clear-do = Limpar tudo
# Para leitores de tela: o botão que responde à pergunta.
allowlist-clear-confirm = Confirmar limpeza

## Na lista de eventos

allowlist-event-added = { $mac } adicionada à lista de permissões
allowlist-event-removed = { $mac } removida da lista de permissões
allowlist-event-cleared = A lista de permissões foi limpa
# O que se tentou, estes três: o que deu errado vem depois de dois-pontos.
allowlist-tried-changing = Lista de permissões, { $mac }
allowlist-tried-clearing = Limpar a lista de permissões
allowlist-tried-reading = Ler a lista de permissões

## A página que adiciona muitas câmeras de uma vez: de onde vem a lista

import-title = Importar câmeras
import-back = Voltar
import-about = Uma câmera por linha: o endereço MAC e, se quiser, uma descrição e um contêiner, separados por vírgula, ponto e vírgula ou tabulação. A primeira linha pode ter títulos. Você confere tudo antes de adicionar.
import-list = Lista para importar
import-list-hint = Cole a lista aqui ou solte um arquivo na janela
import-preview = Pré-visualizar
import-open-file = Abrir arquivo…
import-path = Caminho de um arquivo
import-path-example = ~/Downloads/cameras.csv
import-read-file = Ler este arquivo

## Por que uma lista não pode ser lida

import-too-large = Tem mais de { $megabytes } MB: divida a lista.
import-too-many-rows = Há mais de { $max } linhas: divida a lista.
import-no-row = Não há linhas.
import-not-plain-text = Não é um arquivo de texto simples, ou é texto em UTF-16: salve como CSV em UTF-8.

## Por que uma linha não pode ser lida: vem depois de import-line, “Linha 3: ”

import-no-mac = não há endereço MAC
import-too-many-cells = há mais de { $max } células: ponha entre aspas um texto que contém um separador
# $cell, estes três: qual célula da linha.
import-cell-not-text = { $cell ->
    [mac] o endereço MAC
    [description] a descrição
   *[container] o contêiner
} não é texto em UTF-8
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

## O que resultaria da lista

# Todas são linhas da lista.
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
import-another-list = Outra lista
import-only-problems = Só problemas
import-show-only-problems = Mostrar só problemas
# $outcome: um dos três abaixo, ou por que a linha não pode ser lida.
import-line = Linha { $number }: { $outcome }
import-will-be-added = será adicionada
import-already-there = já está na lista de permissões
import-same-camera = a mesma câmera da linha { $number }

## O que resulta dela

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
# O que resultou de uma câmera.
import-on-the-list = na lista
import-not-sent = não enviada
# O motivo na lista que é copiada.
import-row-not-sent = Não enviada.
import-row-cancelled = Não enviada: cancelada.
import-waits = aguardando
