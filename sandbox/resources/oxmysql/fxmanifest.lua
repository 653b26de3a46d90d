fx_version 'cerulean'
game 'common'

name 'oxmysql'
version '2.14.1'
description 'Stand-in for oxmysql in the sandbox: same exports, same errors, same losses'

node_version '22'

server_script 'server.js'

provide 'mysql-async'
provide 'ghmattimysql'
