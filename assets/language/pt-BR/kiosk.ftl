# The kiosk, the on-screen keyboard, and desktop notifications.

## The lock

kiosk-hold-logo = Segure por 3 segundos para desbloquear
kiosk-is-open = Quiosque desbloqueado
kiosk-is-open-body = Ele bloqueia de novo após 2 minutos sem toque.
kiosk-other-pi = Conectar a outro Pi
kiosk-change-key = Trocar a chave de API
kiosk-new-pin = Definir um PIN…
kiosk-remove-pin = Remover o PIN
kiosk-close = Fechar o pidash
kiosk-lock = Bloquear agora
kiosk-locked = Bloqueado: primeiro segure o logotipo por 3 segundos.

## Its PIN

kiosk-pin-title = O quiosque está bloqueado
kiosk-pin-body = Digite o PIN para desbloquear.
kiosk-pin = PIN
# For screen readers: the button that shows what is typed.
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

## The page that is shown while the kiosk searches for its Pi

kiosk-waiting = Aguardando o PiOrchestrator…
kiosk-waiting-where = Procurando neste computador, nas portas 8082 e 8081 ({ $waited }).
kiosk-waiting-help = Se isso não mudar, o PiOrchestrator não está rodando. Reinicie este Pi ou chame o suporte. Para conectar a outro Pi, segure o logotipo por 3 segundos.

## The on-screen keyboard

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

## Desktop notifications

notify-failed =
    { $count ->
        [1] Uma câmera falhou
       *[other] { $count } câmeras falharam
    }
notify-failed-text = O cartão mostra o motivo e o que fazer.
notify-ended = O lote terminou
notify-verified =
    { $verified ->
        [1] 1 de { $wanted } verificada
       *[other] { $verified } de { $wanted } verificadas
    }
notify-verified-failed =
    { $verified ->
        [1] 1 de { $wanted } verificada, { $failed } com falha
       *[other] { $verified } de { $wanted } verificadas, { $failed } com falha
    }

## What a screen reader announces

counts-with-unconfirmed =
    { $verified ->
        [1] 1 de { $wanted } verificada
       *[other] { $verified } de { $wanted } verificadas
    }, { $failed } com falha, { $unconfirmed ->
        [1] 1 não confirmada
       *[other] { $unconfirmed } não confirmadas
    }
announcement =
    { $verified ->
        [1] 1 de { $wanted } verificada, { $failed } com falha
       *[other] { $verified } de { $wanted } verificadas, { $failed } com falha
    }
