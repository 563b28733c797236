// Every route of the router, as the program lists them: each page is opened as somebody who uses it, on a
// phone's width in light colours and on a desk's in dark ones, and neither axe finds anything wrong with it nor
// would whoever hears it stumble.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, routes, stumbles, violations, visitor } from './house.mjs'

let house, chrome
before(async () => { house = await demo(600); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

/** One visitor for each persona and look: signing in for every page would only take time. */
const visitors = new Map()
function as (persona, look) {
  const key = `${persona} ${look.width}`
  if (!visitors.has(key)) visitors.set(key, visitor(chrome, house.base, persona, look))
  return visitors.get(key)
}

/** The route of each title: nobody finds a page again by a title that another has. */
const titles = new Map()

const looks = [{ width: 390, scheme: 'light' }, { width: 1280, scheme: 'dark' }]

/** A path with parameters as a pattern of addresses. */
const pattern = path => new RegExp('^' + path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/?#]+') + '([?#]|$)')

/** Addresses that are routes themselves, as `/enquiries/several` is, and not one of another's. */
const own = new Set(routes().map(route => route.path))

/** Where a route is found: at its address, or by the first link of its form on another page. */
async function address (page, route) {
  const { open, address, from, then } = route.fixture
  if (open === 'at') return address
  const parts = route.path.split('/').length - (then.match(/\//g) ?? []).length
  const form = pattern(route.path.split('/').slice(0, parts).join('/'))
  await page.goto(from)
  const links = await page.locator('main a[href]').evaluateAll(all => all.map(a => a.getAttribute('href')))
  const link = links.find(href => form.test(href) && !own.has(href.split(/[?#]/)[0]))
  assert.ok(link, `${from} has no link to ${form}`)
  return link.split('#')[0] + then
}

for (const route of routes().filter(route => route.fixture.open !== 'not-a-page')) {
  for (const look of looks) {
    test(`${route.path} at ${look.width}, ${look.scheme}`, async () => {
      const page = await as(route.fixture.persona, look)
      page.faults.length = 0
      const where = await address(page, route)
      const answer = await page.goto(where)
      assert.equal(answer.status(), 200, where)
      const found = await violations(page)
      assert.deepEqual(found, [], `${where}\n${found.join('\n')}`)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.ok(over <= 0, `${where} is ${over} pixels wider than the window`)
      assert.deepEqual(await stumbles(page), [], where)
      const title = await page.title()
      const other = titles.get(title) ?? route.path
      assert.equal(other, route.path, `two routes have the title “${title}”`)
      titles.set(title, route.path)
      assert.deepEqual(page.faults, [], where)
    })
  }
}

test('pages that say no are as sound as the others', async () => {
  const page = await visitor(chrome, house.base, 'member', looks[0])
  for (const [where, status] of [['/nothing', 404], ['/enquiries/ENQ-0000-001', 404], ['/audit', 403], ['/enquiries?from=x', 400]]) {
    const answer = await page.goto(where)
    assert.equal(answer.status(), status, where)
    assert.deepEqual(await violations(page), [], where)
    assert.deepEqual(await stumbles(page), [], where)
    assert.ok(await page.getByRole('heading', { name: 'What you can do' }).isVisible(), where)
  }
  await page.context().close()
})

test('every answer that is no page comes as what it is', async () => {
  for (const route of routes().filter(route => route.fixture.open === 'not-a-page' && route.methods.includes('GET'))) {
    const page = await visitor(chrome, house.base, route.fixture.persona)
    const answer = await page.context().request.get(house.base + route.fixture.address)
    assert.ok(answer.status() < 500, `${route.path} answers ${answer.status()}`)
    assert.equal(answer.headers()['x-content-type-options'], 'nosniff', route.path)
    await page.context().close()
  }
})

test('what is wrong with a form is said first, and leads to its field', async () => {
  const page = await as('member', looks[0])
  for (const [where, button] of [['/enquiries/new', 'Continue'], ['/interpretations/new', undefined], ['/amendments/new', undefined]]) {
    await page.goto(where)
    const send = page.locator('main form[method=post]').getByRole('button', button ? { name: button } : {}).first()
    await send.click()
    assert.match(await page.title(), /^Error: /, where)
    const summary = page.locator('.govuk-error-summary')
    assert.ok(await summary.evaluate(one => one === document.activeElement), `${where}: the summary has no focus`)
    assert.equal(await summary.getByRole('alert').count(), 1, where)
    assert.deepEqual(await stumbles(page), [], where)
    await summary.getByRole('link').first().click()
    const told = await page.evaluate(() => {
      const field = document.activeElement.closest('[aria-describedby]') ?? document.activeElement
      const ids = (field.getAttribute('aria-describedby') ?? '').split(' ')
      return ids.map(id => document.getElementById(id)?.textContent ?? '').join(' ')
    })
    assert.match(told, /Error:/, `${where}: the field that the summary leads to tells no error`)
  }
})
