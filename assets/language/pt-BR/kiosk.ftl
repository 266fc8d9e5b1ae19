# O quiosque, o teclado na tela e as notificações da área de trabalho.

## O bloqueio

kiosk-hold-logo = Segure por 3 segundos para desbloquear
kiosk-is-open = Quiosque desbloqueado
kiosk-is-open-body = Ele se bloqueia de novo após 2 minutos sem toque.
kiosk-other-pi = Conectar a outro Pi
kiosk-change-key = Trocar a chave de API
kiosk-new-pin = Definir um PIN…
kiosk-remove-pin = Remover o PIN
kiosk-close = Fechar o pidash
kiosk-lock = Bloquear agora
kiosk-locked = Bloqueado: primeiro segure o logotipo por 3 segundos.

## O PIN

kiosk-pin-title = O quiosque está bloqueado
kiosk-pin-body = Digite o PIN para desbloquear.
kiosk-pin = PIN
# Para leitores de tela: o botão que mostra o que foi digitado.
kiosk-show-pin = Segure para mostrar o PIN
kiosk-open = Desbloquear
kiosk-pin-wrong = PIN incorreto.
kiosk-pin-wait = PIN incorreto. Tente de novo em { $wait }.
kiosk-pin-checking = Verificando…
kiosk-new-pin-title = PIN de desbloqueio
kiosk-new-pin-body = De 4 a 12 dígitos. Você precisa dele para sair do quiosque.
kiosk-new-pin-field = Novo PIN
kiosk-save-pin = Salvar PIN
kiosk-pin-set = PIN definido
kiosk-pin-removed = PIN removido

## A página mostrada enquanto o quiosque procura o seu Pi

kiosk-waiting = Esperando o PiOrchestrator…
kiosk-waiting-where = Procurando neste computador, nas portas 8082 e 8081 ({ $waited }).
kiosk-waiting-help = Se isso não mudar, o PiOrchestrator não está rodando. Reinicie este Pi ou chame o suporte. Para conectar a outro Pi, segure o logotipo por 3 segundos.

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

## Notificações da área de trabalho

notify-failed =
    { $count ->
        [1] Uma câmera falhou
       *[other] { $count } câmeras falharam
    }
notify-failed-text = O cartão diz por quê e o que fazer.
notify-ended = O lote terminou
notify-verified = { $verified } de { $wanted } verificadas
notify-verified-failed = { $verified } de { $wanted } verificadas, { $failed } com falha

## O que um leitor de tela anuncia

announcement = { $verified } de { $wanted } verificadas, { $failed } com falha
