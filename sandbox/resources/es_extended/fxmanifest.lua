fx_version 'cerulean'
game 'gta5'

name 'es_extended'
version '1.16.0'
description 'Stand-in for ESX Legacy in the sandbox: same exports, events, groups, accounts and saves'

node_version '22'
sandbox_lua 'yes'

server_script 'server.js'
client_script 'client.js'

dependency 'oxmysql'
