// An officer leaves: democratic services end the post, and whoever answers for it finds what was left open, with the
// next step of each case; on a phone's width and on a desk's, and axe finds nothing wrong.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, press, said, violations, visitor } from './house.mjs'

let house, chrome
before(async () => { house = await demo(120); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

/** The page is sound: nothing wider than the window, nothing that axe finds. */
async function sound (page) {
  assert.deepEqual(await violations(page), [], page.url())
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${page.url()} is ${over} pixels wider than the window`)
}

test('what an officer left open stands with the manager until somebody has it', async () => {
  const manager = await visitor(chrome, house.base, 'manager', { width: 390, scheme: 'light' })
  await manager.goto('/left-open')
  assert.match(await said(manager), /Nothing/)
  const officer = await visitor(chrome, house.base, 'officer', { width: 1280, scheme: 'dark' })
  await officer.goto('/enquiries')
  const name = await officer.locator('header').innerText()
  const first = await officer.locator('main a[href^="/enquiries/ENQ-"]').first().getAttribute('href')

  const democratic = await visitor(chrome, house.base, 'democratic-services', { width: 1280, scheme: 'dark' })
  await democratic.goto('/directory/change/end?id=p3ca279e111fb')
  const post = democratic.getByLabel('Which appointment')
  await post.selectOption({ index: 1 })
  const who = (await post.locator('option').nth(1).innerText()).split(',')[0]
  assert.ok(name.includes(who), `${name} is not ${who}`)
  await democratic.getByLabel('Day').fill('10')
  await democratic.getByLabel('Resigned').check()
  await press(democratic, 'End it')
  await democratic.waitForURL(/done=/)

  await officer.goto('/enquiries')
  assert.match(officer.url(), /sign-in/, 'who has left is signed out')
  assert.ok(first)
  for (const look of [{ width: 390, scheme: 'light' }, { width: 1280, scheme: 'dark' }]) {
    const page = await visitor(chrome, house.base, 'manager', look)
    await page.goto('/left-open')
    const text = await said(page)
    assert.ok(text.includes(who), text)
    assert.match(text, /[A-Z]{3}-\w{4}-\w{3}/)
    await sound(page)
    await page.goto('/')
    assert.match(await said(page), /left open/i)
    await sound(page)
    assert.deepEqual(page.faults, [])
  }
})
