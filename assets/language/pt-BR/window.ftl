# O que toda página tem: a barra lateral, o cabeçalho, os eventos e as palavras que várias páginas usam.

## As abas

tab-provisioning = Provisionamento
tab-allowlist = Lista de permissões
tab-monitor = Monitor
tab-diagnostics = Diagnóstico
tab-settings = Configurações

## Em que ponto está uma câmera

camera-discovered = descoberta
camera-provisioning = provisionando
camera-provisioned = provisionada
camera-verifying = verificando
camera-verified = verificada
camera-failed = falhou
camera-skipped = pulada

## Em que ponto está uma sessão

session-discovering = procurando
session-active = ativa
session-paused = pausada
session-closing = encerrando
session-closed = encerrada
