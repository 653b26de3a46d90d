fx_version 'cerulean'
game 'gta5'

name 'Atelier'
author 'Atelier contributors'
description 'An in-game studio for ESX Legacy: clients order services and follow the work, in a tablet.'
version '0.1.0'

-- Artifacts 12913 to 25987 need this line to run Node 22; later ones ignore it.
node_version '22'
-- Only this resource's own page may call the client script.
nui_callback_strict_mode 'true'

dependencies {
    '/server:12913',
    '/onesync',
    'es_extended',
    'oxmysql',
}

ui_page 'dist/nui/index.html'

files {
    'dist/nui/index.html',
    'dist/nui/assets/*',
    'locales/*.json',
    'config.json',
}

client_script 'dist/client.js'
server_script 'dist/server.js'
