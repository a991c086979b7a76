import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Context, Next } from 'koa'

/** The documentation page: RapiDoc from our own node_modules over our own document; nothing comes from outside. */
const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>城基 CityBase · 接口文档 API</title>
<link rel="icon" href="data:,">
<script type="module" src="/api/docs/rapidoc.js"></script>
</head>
<body style="margin:0">
<rapi-doc spec-url="/api/openapi.json" render-style="focused" show-header="false" load-fonts="false" theme="light"
 primary-color="#1f6feb" regular-font="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui" allow-authentication="false"
 schema-style="table" use-path-in-nav-bar="false" nav-item-spacing="compact" allow-try="true"></rapi-doc>
</body>
</html>`

export async function docsPage(context: Context, next: Next): Promise<void> {
  if (context.method !== 'GET') return next()
  if (context.path === '/api/docs' || context.path === '/api/docs/') {
    context.type = 'text/html; charset=utf-8'
    context.body = page
  } else if (context.path === '/api/docs/rapidoc.js') {
    context.type = 'text/javascript; charset=utf-8'
    context.body = await readFile(createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js'))
  } else {
    await next()
  }
}
