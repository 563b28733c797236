// What scripts add. Every page works without any of this.
import { initAll } from './govuk-frontend.js'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
initAll()

/** Waits until typing rests. */
function rested (wait, run) {
  let timer
  return () => { clearTimeout(timer); timer = setTimeout(run, wait) }
}

/** Who deals with it, while the subject is typed. The server sends the words; this only lists them. */
function suggest (field) {
  const place = document.getElementById(field.dataset.suggest)
  if (!place) return
  let asked = ''
  const ask = async () => {
    const words = field.value.trim()
    if (words.length < 3 || words === asked) return
    asked = words
    const answer = await fetch('/who-does-what/suggest?q=' + encodeURIComponent(words.slice(0, 400)))
    if (!answer.ok || asked !== words) return
    place.innerHTML = await answer.text()
  }
  field.addEventListener('input', rested(350, ask))
  ask()
}

/** Keeps a draft on the server while it is typed, so that a lost signal costs nothing. */
function keep (form) {
  const status = form.querySelector('.app-saved')
  if (!status) return
  let sent = false
  const save = async () => {
    if (sent) return
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.append('draft-of', form.dataset.draft)
    try {
      const answer = await fetch('/drafts', { method: 'POST', body, headers: { accept: 'text/plain' } })
      status.textContent = answer.ok ? 'Draft kept. Only you can see it.' : 'The draft could not be kept just now.'
    } catch {
      status.textContent = 'No connection. Your words are still on this page.'
    }
  }
  const later = rested(1500, save)
  form.addEventListener('input', later)
  form.addEventListener('submit', () => { sent = true })
}

/** A second press while the first is on its way does nothing. The server would count it once anyway. */
function once (form) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
  })
  addEventListener('pageshow', () => { delete form.dataset.sent })
}

/** How far long work is, told without losing one's place; at its end, the page that it comes to. */
function lookAgain (place) {
  const later = () => setTimeout(look, 2000)
  const look = async () => {
    try {
      const answer = await fetch(location.href)
      const seen = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-look-again]')
      if (!seen) return location.reload()
      for (const part of ['[role=status]', 'progress']) {
        const [now, then] = [place.querySelector(part), seen.querySelector(part)]
        if (now.textContent !== then.textContent) now.textContent = then.textContent
        for (const { name, value } of then.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value)
      }
    } catch {
      // The next look may find the server again.
    }
    later()
  }
  later()
}

for (const field of document.querySelectorAll('[data-suggest]')) suggest(field)
for (const place of document.querySelectorAll('[data-look-again]')) lookAgain(place)
for (const form of document.querySelectorAll('form[data-draft]')) keep(form)
for (const form of document.querySelectorAll('form[method="post"]')) once(form)

/** Choices that a filter offers take effect at once; without scripts there is the button. */
for (const form of document.querySelectorAll('form[data-at-once]')) {
  form.addEventListener('change', () => form.requestSubmit())
}
