# Commands: the palette, and the list of shortcuts.

palette-title = Comandos
palette-field = O que você quer fazer?
palette-hint = Comando, MAC, Pi ou configuração
palette-camera = Câmera { $mac }, { $state }
palette-is-camera = Câmera
palette-is-pi = Pi
palette-is-setting = Configuração
palette-nothing = Nada encontrado
shortcuts-search = Procurar um atalho
shortcuts-search-hint = Digite uma tecla ou uma ação
shortcuts-go-to = Ir para
shortcuts-window = Janela e controles
shortcuts-session = Sessão e câmeras permitidas
shortcuts-cameras = Na lista de câmeras
shortcuts-close = Fechar

command-palette = Procurar um comando…
command-shortcuts = Atalhos do teclado
# $tab is the name of a tab, as "Monitor".
command-show = Ir para { $tab }
command-new-session = Nova sessão
command-provision-all = Provisionar todas as câmeras
command-provision-selected = Provisionar as câmeras selecionadas
command-retry-failed = Repetir todas as câmeras com falha
command-pause = Pausar a sessão
command-resume = Retomar a sessão
command-stop = Encerrar a sessão…
command-glance = Mostrar o lote em letras grandes
command-search = Buscar nesta aba
command-next-area = Ir para a próxima área
command-undo = Desfazer a alteração das permitidas
command-import = Importar câmeras permitidas
command-export = Exportar o que esta aba mostra
command-events = Mostrar ou ocultar os eventos
command-reconnect = Reconectar agora
command-connect = Conectar a outro Pi
command-enter-key = Digitar a chave de API
command-support-bundle = Criar um pacote de suporte
command-performance = Mostrar ou ocultar o desempenho
command-full-screen = Alternar tela cheia
command-larger = Aumentar o zoom
command-smaller = Diminuir o zoom
command-usual-size = Zoom normal
command-close = Fechar o pidash

shortcut-space = Acionar o botão em foco, ou marcar uma câmera
shortcut-arrows = Ir de câmera em câmera
shortcut-pages = Avançar ou voltar uma página de câmeras
shortcut-ends = Ir para a primeira ou a última câmera
shortcut-tab = Ir para o próximo controle; com Shift, para o anterior
shortcut-esc = Fechar o que está por cima

## Keys for the camera under the cursor

camera-key-details = Abrir os detalhes da câmera
camera-key-main-action = Provisionar ou repetir a câmera
camera-key-skip = Pular a câmera
camera-key-allow = Permitir a câmera
camera-key-select = Selecionar a câmera, ou desfazer a seleção
