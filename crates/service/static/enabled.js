// Says that scripts run, before the page is drawn. A file, because the pages allow no inline script.
document.documentElement.classList.add('app-scripted')
