import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Context, Next } from 'koa'

/** The documentation page: Swagger UI from our own node_modules over our own document; nothing comes from outside. */
const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>城基 CityBase · 接口文档 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body style="margin:0">
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>`

/** Folded up and filterable: some 190 operations, each in both languages. */
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', docExpansion: 'none', filter: true, deepLinking: true, validatorUrl: null, defaultModelsExpandDepth: 0 })`

const files: Record<string, string> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
}

export async function docsPage(context: Context, next: Next): Promise<void> {
  if (context.method !== 'GET' || !/^\/api\/docs(\/|$)/.test(context.path)) return next()
  const name = context.path.slice('/api/docs/'.length)
  if (name === '') {
    context.type = 'text/html; charset=utf-8'
    context.body = page
  } else if (name === 'start.js') {
    context.type = 'text/javascript; charset=utf-8'
    context.body = start
  } else if (files[name]) {
    context.type = `${files[name]}; charset=utf-8`
    context.body = await readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`))
  } else {
    await next()
  }
}
