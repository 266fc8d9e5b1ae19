# A tela na parede, o teclado na tela e o que é avisado à área de trabalho.

## O bloqueio

kiosk-hold-logo = Segure por 3 segundos para abrir o bloqueio do quiosque
kiosk-is-open = O quiosque está aberto
kiosk-is-open-body = Ele se bloqueia sozinho dois minutos depois do último toque.
kiosk-other-pi = Conectar a outro Pi
kiosk-change-key = Trocar a chave de API
kiosk-new-pin = Definir um PIN…
kiosk-remove-pin = Remover o PIN
kiosk-close = Fechar o pidash
kiosk-lock = Bloquear agora
kiosk-locked = Bloqueado: primeiro segure o logotipo por 3 segundos.

## O PIN

kiosk-pin-title = O quiosque está bloqueado
kiosk-pin-body = O PIN abre o bloqueio.
kiosk-pin = PIN
# Para leitores de tela: o botão que mostra o que foi digitado.
kiosk-show-pin = Segure para mostrar o PIN
kiosk-open = Abrir
kiosk-pin-wrong = Não era o PIN.
kiosk-pin-wait = Não era o PIN. O próximo pode ser tentado em { $wait }.
kiosk-pin-checking = Conferindo…
kiosk-new-pin-title = Um PIN para o bloqueio
kiosk-new-pin-body = De 4 a 12 dígitos. Sem ele não se sai do quiosque.
kiosk-new-pin-field = Novo PIN
kiosk-save-pin = Salvar PIN
kiosk-pin-set = A partir de agora o bloqueio tem este PIN
kiosk-pin-removed = O bloqueio não tem mais PIN

## A página que espera

kiosk-waiting = Esperando o PiOrchestrator…
kiosk-waiting-where = Ele é procurado neste computador, nas portas 8082 e 8081, há { $waited }.
kiosk-waiting-help = Se continuar assim, o serviço PiOrchestrator não está rodando: reinicie este Pi ou chame o suporte. Para conectar a outro Pi, segure o logotipo por 3 segundos.

## O teclado na tela

keyboard-key = Tecla { $key }
keyboard-space = Espaço
keyboard-shift = Shift
keyboard-caps = CAPS
keyboard-delete = Apagar
keyboard-left = Cursor para a esquerda
keyboard-right = Cursor para a direita
keyboard-enter = Enter
keyboard-hide = Ocultar
keyboard-hide-name = Ocultar teclado
keyboard-digits = Números
keyboard-signs = Mais sinais
keyboard-letters = Letras
keyboard-hex = Dígitos hexadecimais

## Avisos da área de trabalho

notify-failed =
    { $count ->
        [1] Uma câmera falhou
       *[other] { $count } câmeras falharam
    }
notify-failed-text = O cartão diz por quê e o que fazer.
notify-ended = O lote terminou
notify-verified = { $verified } de { $wanted } verificadas
notify-verified-failed = { $verified } de { $wanted } verificadas, { $failed } com falha

## O que um leitor de tela diz sozinho

announcement = { $verified } de { $wanted } verificadas, { $failed } com falha
