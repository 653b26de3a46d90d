fx_version 'cerulean'
game 'gta5'
node_version '22'
server_script 'server.js'
