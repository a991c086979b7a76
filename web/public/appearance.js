// Sets theme, density and language before the first paint. The keys are those of web/stores/preferences.ts.
;(function () {
  var root = document.documentElement
  function read(key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  var theme = read('citybase.theme') || 'system'
  var dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.classList.toggle('dark', dark)
  root.dataset.density = read('citybase.density') || 'compact'
  var language = read('citybase.language') || (/^zh/i.test(navigator.language) ? 'zh' : 'en')
  root.lang = language === 'en' ? 'en' : 'zh-CN'
})()
