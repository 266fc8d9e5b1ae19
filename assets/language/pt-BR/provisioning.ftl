# A página de provisionamento: o formulário de início, a sessão e o que se pode fazer com ela, suas perguntas e o caminho para a lista de permissões.

# “Rede de configuração” (onboarding): a que o Pi abre para câmeras novas. “Rede de destino”: a do local, em que as câmeras devem entrar.

## O formulário de início

start-title = Iniciar uma sessão
# $network: o nome da rede de configuração.
start-explanation-network = As câmeras que aparecem em { $network } recebem estas credenciais da rede do local.
start-explanation = As câmeras que aparecem na rede de configuração recebem estas credenciais da rede do local.
start-ssid = Nome da rede (SSID)
# Um exemplo, mostrado no campo vazio.
start-ssid-example = RedeLoja-24
start-ssid-outer-space = O nome começa ou termina com um espaço. Confira se o espaço faz parte do nome.
start-passphrase = Senha da rede
# Para leitores de tela: o botão que mostra o que foi digitado.
start-show-passphrase = Segure para mostrar a senha
start-open-network = Rede aberta (sem senha)
start-session = Iniciar sessão
# $time: há quanto tempo se espera a resposta, por exemplo 0:12.
start-starting = Iniciando… { $time }
start-past-sessions = Sessões anteriores

## O que há de errado no que foi digitado

start-ssid-missing = Digite o nome da rede
start-ssid-too-long = Um nome de rede tem no máximo 32 bytes, este tem { $bytes }
# As palavras entre aspas são as de start-open-network.
start-passphrase-missing = Digite a senha da rede ou marque “Rede aberta”
start-passphrase-too-short = Uma senha WPA tem no mínimo 8 caracteres
start-passphrase-too-long = Uma senha WPA tem no máximo 63 caracteres (ou 64 dígitos hexadecimais)
start-passphrase-not-plain = Uma senha WPA só tem letras sem acento, dígitos, espaços e pontuação

## Os tempos limite de uma sessão

start-timeouts = Tempos limite
start-timeout-discovery = Até aparecerem câmeras
start-timeout-provisioning = Para receber as credenciais
start-timeout-verification = Para entrar na rede
start-timeouts-reset = Usar os valores padrão

## Outra sessão em andamento no Pi

start-other-session = Há uma sessão em andamento neste Pi
# $network: o nome da rede de destino.
start-other-session-network = Rede de destino: { $network }. Um Pi executa uma sessão por vez.
start-other-session-one-at-a-time = Um Pi executa uma sessão por vez.
start-other-session-show = Mostrar a sessão em andamento

## A sessão em resumo

batch-interrupted = Interrompida
batch-interrupted-explained = O Pi não executa mais esta sessão. Você vê o último estado conhecido.
batch-dismiss-problem = Dispensar
# Vem depois de uma palavra para copiar: “Copiar id da sessão”.
batch-session-id = id da sessão
batch-session-id-copied = Id da sessão copiado
batch-verified-of =
    { $verified ->
        [1] 1 de { $wanted } verificada
       *[other] { $verified } de { $wanted } verificadas
    }
batch-failed = { $count } com falha
# Para leitores de tela: a barra do lote em uma frase.
batch-summary =
    { $verified ->
        [1] Lote: 1 de { $wanted } verificada, { $failed } com falha
       *[other] Lote: { $verified } de { $wanted } verificadas, { $failed } com falha
    }

## A rede de configuração, ao lado do título. batch-network fica no lugar de um nome que não se conhece.

batch-network = Rede de configuração
batch-network-up = { $network } ativa
batch-network-down = { $network } inativa
batch-network-devices =
    { $count ->
        [1] 1 dispositivo nela
       *[other] { $count } dispositivos nela
    }

## As câmeras nem verificadas nem com falha, em fila: “3 provisionando · 2 prontas”

batch-provisioning = { $count } provisionando
batch-provisioned =
    { $count ->
        [1] 1 provisionada
       *[other] { $count } provisionadas
    }
batch-verifying = { $count } verificando
batch-ready =
    { $count ->
        [1] 1 pronta
       *[other] { $count } prontas
    }
batch-not-allowed = { $count } fora da lista de permissões
batch-skipped =
    { $count ->
        [1] 1 pulada
       *[other] { $count } puladas
    }
batch-in-another-state = { $count } em outro estado

## Os tempos da sessão, em fila: “4:10 decorridos · cerca de 1:20 para terminar · a sessão se encerra em 27 min”. O curto fica sozinho.

batch-elapsed = { $time } decorridos
batch-left = cerca de { $time } para terminar
batch-any-moment = a qualquer momento
batch-ends-in = a sessão se encerra em { $time }
batch-ends-in-short = encerra em { $time }

## O que se pode fazer com a sessão. Os nomes sem número são para leitores de tela, os curtos para a tela pequena.

batch-provision-all = Provisionar todas
batch-provision-all-count = Provisionar todas ({ $count })
batch-provision-all-explained = Envia as credenciais a todas as câmeras da lista de permissões
batch-provision-all-resume-first = Retome a sessão primeiro
batch-provision-selected = Provisionar selecionadas
batch-provision-selected-count = Provisionar selecionadas ({ $count })
batch-provision-selected-short = Selecionadas ({ $count })
batch-retry-failed = Tentar de novo as que falharam
batch-retry-failed-count = Tentar de novo as que falharam ({ $count })
batch-retry-failed-short = Tentar de novo ({ $count })
batch-pause = Pausar
batch-resume = Retomar
batch-new-session = Nova sessão

## O que se pediu ao Pi e ele ainda não respondeu

batch-stopping = Encerrando…
batch-pausing = Pausando…
batch-resuming = Retomando…
batch-starting = Iniciando…

## Uma sessão que está sendo lida, e uma que ainda não tem câmera

batch-reading = Lendo a sessão…
batch-leave = Ir para o formulário de início
# $network: o nome da rede de configuração, ou palavras para ela se não se conhece o nome.
batch-waiting = Esperando câmeras em { $network }…
batch-waiting-power = Ligue cada câmera: ela aparece aqui sozinha.
batch-waiting-none = Nenhuma câmera depois de um minuto? Aproxime a câmera do Pi e confira se a rede de configuração está ativa.

## Encerrar a sessão: o botão e a pergunta que ele faz. “Em andamento”: o Pi está trabalhando na câmera.

stop-open = Encerrar sessão…
stop-open-short = Encerrar…
stop-session = Encerrar sessão
stop-question = Encerrar a sessão?
stop-consequence = As câmeras verificadas continuam verificadas. As que estão em andamento podem não terminar.
stop-keep-going = Continuar
# Para leitores de tela: o botão que responde à pergunta.
stop-confirm = Confirmar encerramento
stop-none-in-flight = Nenhuma câmera está em andamento.
# Acima de uma lista de endereços.
stop-in-flight =
    { $count ->
        [one] { $count } câmera em andamento:
       *[other] { $count } câmeras em andamento:
    }
# Termina essa lista.
stop-more = e mais { $count }

## Fechar a janela enquanto há uma sessão

quit-question = Fechar o pidash?
quit-consequence = A sessão continua no Pi sem esta janela. Abra o pidash de novo para vê-la.
# O mesmo durante a importação de câmeras para a lista de permissões. $count: câmeras que ainda não têm resposta.
quit-import-consequence = A importação termina junto com a janela. Importe a lista de novo depois: as câmeras que já estão na lista de permissões são ignoradas.
quit-import =
    { $count ->
        [one] Uma câmera ainda precisa ser adicionada à lista de permissões.
       *[other] { $count } câmeras ainda precisam ser adicionadas à lista de permissões.
    }
quit-stay = Ficar
quit-stop-and-close = Encerrar sessão e fechar
quit-close = Fechar a janela

## Uma câmera que não está na lista de permissões

approval-missing = Fora da lista de permissões.
approval-missing-advice = Adicione a câmera à lista para provisioná-la.
approval-adding = Adicionando à lista de permissões…
# No lugar do botão que a adiciona.
approval-adding-short = Adicionando…
approval-listed = Já está na lista de permissões.
approval-listed-advice = Aguardando o Pi aplicar isso.
# $reason: uma frase, o que deu errado.
approval-failed = Não foi adicionada à lista de permissões: { $reason }
