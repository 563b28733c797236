// What the browser tests share: the demo on a free port, a real Chromium, signing in, and axe.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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

/** The demo in a folder of its own: its address, and how it is ended. One that runs already may be named, under its own protocol. */
export async function demo (enquiries = 160, pack = undefined) {
  if (process.env.WARDROOM_ADDRESS && !pack) return { base: process.env.WARDROOM_ADDRESS, async end () {} }
  const folder = mkdtempSync(join(tmpdir(), 'wardroom-browser-'))
  const server = spawn(program(), ['demo', '--listen', '127.0.0.1:0', '--data', folder, '--enquiries', String(enquiries), ...(pack ? ['--pack', pack] : [])])
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
