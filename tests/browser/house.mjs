// What the browser tests share: the demo on a free port, a real Chromium, signing in, and axe.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')

/** The program: the one that is named, else one that was built, else it is built now. */
function program () {
  const named = process.env.WARDROOM_BIN
  const found = [named, join(target, 'debug/wardroom'), join(target, 'release/wardroom')].find(path => path && existsSync(path))
  if (found) return found
  execFileSync('cargo', ['build', '--quiet', '--package', 'service', '--bin', 'wardroom'], { cwd: root, stdio: 'inherit' })
  return join(target, 'debug/wardroom')
}

/** Every route, as the program itself lists them. */
export function routes () {
  return JSON.parse(execFileSync(program(), ['routes', '--json'], { encoding: 'utf8', maxBuffer: 1 << 24 }))
}

/** The words by which a demo is made. */
const plan = (folder, enquiries, pack) => ['demo', '--data', folder, '--enquiries', String(enquiries), ...(pack ? ['--pack', pack] : [])]

/** A demo as it is made, once for each build of the program: every file of tests begins with a copy of it. */
function made (enquiries, pack = 'cambridge-updated') {
  const built = statSync(program())
  const kept = join(target, 'tmp', 'demos')
  const build = `${built.mtimeMs}-${built.size}`
  const folder = join(kept, build, `${pack}-${enquiries}`)
  if (existsSync(folder)) return folder
  mkdirSync(join(kept, build), { recursive: true })
  for (const old of readdirSync(kept)) if (old !== build) rmSync(join(kept, old), { recursive: true, force: true })
  const begun = mkdtempSync(join(kept, build, 'begun-'))
  execFileSync(program(), [...plan(begun, enquiries, pack), '--build-only'], { stdio: ['ignore', 'ignore', 'pipe'] })
  renameSync(begun, folder)
  return folder
}

/** The demo in a folder of its own: its address, and how it is ended. One that runs already may be named, under its own protocol. */
export async function demo (enquiries = 160, pack = undefined) {
  if (process.env.WARDROOM_ADDRESS && !pack) return { base: process.env.WARDROOM_ADDRESS, async end () {} }
  const folder = mkdtempSync(join(tmpdir(), 'wardroom-browser-'))
  cpSync(made(enquiries, pack), folder, { recursive: true })
  const server = spawn(program(), [...plan(folder, enquiries, pack), '--listen', '127.0.0.1:0'])
  const ended = new Promise(resolve => server.on('exit', resolve))
  let said = ''
  const base = await new Promise((resolve, reject) => {
    server.stdout.on('data', text => {
      said += text
      const open = said.match(/http:\/\/[0-9.:]+/)
      if (open) resolve(open[0])
    })
    server.stderr.on('data', text => { said += text })
    server.on('exit', code => reject(new Error(`the demo ended with ${code}: ${said}`)))
  })
  return {
    base,
    /** Hands a message over as a mail server that pipes does, the one whose results the council believes. */
    ingest (message) {
      const env = { ...process.env, WARDROOM_MAIL_IN_RESULTS_OF: 'mx.council.example' }
      return execFileSync(program(), ['mail', 'ingest', '--data', folder], { input: message, encoding: 'utf8', env })
    },
    async end () {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** A Chromium that asks nothing of the network. */
export function browser () {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'
    ]
  })
}

/** A page in a profile of its own, signed in as a persona, or as nobody. Faults of scripts are kept. */
export async function visitor (chrome, base, persona, options = {}) {
  const { width = 1280, scripts = true, scheme = 'light' } = options
  const context = await chrome.newContext({
    baseURL: base, viewport: { width, height: 900 }, javaScriptEnabled: scripts, colorScheme: scheme
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.faults = []
  page.on('pageerror', error => page.faults.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) page.faults.push(message.text())
  })
  if (persona) {
    await page.goto('/sign-in')
    await page.locator(`button[data-persona="${persona}"]`).click()
    await page.waitForURL(url => url.pathname !== '/sign-in')
  }
  return page
}

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with the page as it stands, each as one line. */
export async function violations (page) {
  await page.evaluate(axe)
  const found = await page.evaluate(values => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), rules)
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))
}

/** What whoever hears the page would stumble over, each as one line: what axe does not look for. */
export function stumbles (page) {
  return page.evaluate(() => {
    const found = []
    const all = (what, within = document) => [...within.querySelectorAll(what)].filter(one => one.checkVisibility())
    const said = one => (one?.getAttribute('aria-label') ?? one?.textContent ?? '').replace(/\s+/g, ' ').trim()
    const main = document.querySelector('main')
    if (document.documentElement.lang !== 'en-GB') found.push('the page does not say its language')
    if (!/^.+ – .+$/.test(document.title)) found.push(`the title is “${document.title}”`)
    for (const [noun, wanted] of [['main', 1], ['body > header', 1], ['body > footer', 1], ['h1', 1]]) {
      const is = document.querySelectorAll(noun).length
      if (is !== wanted) found.push(`${is} of ${noun}`)
    }
    const navs = all('nav').map(said)
    for (const nav of all('nav')) if (!nav.hasAttribute('aria-label')) found.push(`a nav without a name: ${said(nav)}`)
    navs.filter((name, at) => navs.indexOf(name) !== at).forEach(name => found.push(`two navs “${name}”`))
    let before = 0
    for (const heading of all('h1, h2, h3, h4, h5, h6', main)) {
      // What was done and what is wrong stand before the page's own heading, as those who hear it expect.
      if (heading.closest('.govuk-error-summary, .govuk-notification-banner')) continue
      const level = Number(heading.tagName[1])
      if (!said(heading)) found.push(`an empty ${heading.tagName}`)
      if (level > before + 1) found.push(`from level ${before} to ${level}: ${said(heading)}`)
      before = level
    }
    // A link says where it leads by its own words, or with those of its list item, its row or its paragraph.
    const leads = new Map()
    for (const link of all('a[href]', main)) {
      const around = link.closest('li, tr, dd, p, dt, figcaption')
      const row = link.closest('td') ? `${said(link.closest('table')?.caption)} column ${link.closest('td').cellIndex}` : ''
      const name = [said(link), said(around), row].join(' | ')
      const to = link.getAttribute('href')
      if (!said(link)) found.push(`a link without words to ${to}`)
      if (leads.has(name) && leads.get(name) !== to) found.push(`“${said(link)}” leads to ${leads.get(name)} and to ${to}`)
      leads.set(name, to)
    }
    for (const table of all('table')) {
      if (!said(table.caption)) found.push(`a table without a caption: ${said(table).slice(0, 60)}`)
      for (const head of all('th', table)) if (!head.scope) found.push(`a head without its scope: ${said(head)}`)
      if (!table.querySelector('th')) found.push(`a table without heads: ${said(table.caption)}`)
    }
    const ids = [...document.querySelectorAll('[id]')].map(one => one.id)
    ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => found.push(`two of id ${id}`))
    const described = new Set()
    for (const one of document.querySelectorAll('[aria-describedby], [aria-labelledby], [aria-controls]')) {
      for (const how of ['aria-describedby', 'aria-labelledby', 'aria-controls']) {
        for (const id of (one.getAttribute(how) ?? '').split(' ').filter(Boolean)) {
          if (!ids.includes(id)) found.push(`${how} names ${id}, which is nowhere`)
          described.add(id)
        }
      }
    }
    for (const hint of document.querySelectorAll('form .govuk-hint, form .govuk-error-message')) {
      // How much may still be typed is spoken by the script that counts it.
      if (!described.has(hint.id) && !hint.matches('.govuk-character-count__status, [aria-hidden=true]')) found.push(`tied to no field: ${said(hint)}`)
    }
    for (const field of all('input:not([type=hidden]), select, textarea')) {
      if (!field.labels?.length && !field.hasAttribute('aria-label')) found.push(`a field without a label: ${field.name}`)
    }
    return found
  })
}

/** What a page is about, without its head and foot. */
export const main = page => page.locator('main')
/** Its words. */
export const said = page => main(page).innerText()
/** Presses one of its buttons. */
export const press = (page, name) => main(page).getByRole('button', { name, exact: true }).click()

/** What axe finds on a page as somebody sees it with scripts: without them axe cannot run. */
export async function faultsOf (chrome, base, page, persona, width) {
  const other = await visitor(chrome, base, persona, { width })
  await other.goto(page.url())
  const all = await violations(other)
  await other.context().close()
  return all
}

/** Fills the three parts of a date. */
export async function fillDay (page, label, [day, month, year]) {
  const group = page.getByRole('group', { name: label })
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Month').fill(month)
  await group.getByLabel('Year').fill(year)
}
