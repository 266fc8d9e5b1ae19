# Comandos: a paleta e a lista de atalhos.

palette-title = Comandos
palette-field = O que você quer fazer?
palette-hint = Algumas letras do nome
palette-nothing = Nada que se possa fazer agora tem esse nome.
shortcuts-close = Fechar

command-palette = Procurar um comando…
command-shortcuts = Atalhos do teclado
# $tab é o nome de uma aba, como "Monitor".
command-show = Ir para { $tab }
command-new-session = Nova sessão
command-provision-all = Provisionar todas as câmeras
command-provision-selected = Provisionar as câmeras selecionadas
command-retry-failed = Tentar de novo todas as que falharam
command-pause = Pausar a sessão
command-resume = Retomar a sessão
command-stop = Encerrar a sessão…
command-search = Buscar nesta aba
command-undo = Desfazer a remoção
command-export = Exportar o que esta aba mostra
command-events = Mostrar ou ocultar a lista de eventos
command-reconnect = Reconectar agora
command-connect = Conectar a outro Pi
command-enter-key = Digitar a chave de API
command-support-bundle = Preparar um pacote de suporte
command-full-screen = Ligar ou desligar a tela cheia
command-larger = Desenhar tudo maior
command-smaller = Desenhar tudo menor
command-usual-size = Desenhar tudo no tamanho normal
command-close = Fechar o pidash

shortcut-space = Pressionar o botão que tem o anel, ou marcar uma câmera
shortcut-tab = Ir para o próximo controle; com Shift, para o anterior
shortcut-esc = Fechar o que está por cima
