// What came by mail and no rule placed, on pages: messages of residents that say nearly the same are raised as one,
// enquiries of members that do are taken as a campaign, a table is taken over; on a phone's width and on a desk's,
// and axe finds nothing wrong with any page on the way.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, said, violations, visitor } from './house.mjs'

let house, chrome
before(async () => { house = await demo(40); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

const looks = [{ width: 390, scheme: 'light' }, { width: 1280, scheme: 'dark' }]

const lamps = `Please mend the lamps in Mill Road before the winter. The path to the school is dark from four o'clock
on, the children walk there alone, and nobody has come since we rang in the spring. Every neighbour of ours has asked
for it, and the council has answered none of us.`

/** A message as the council's mail server hands it over. */
function message (id, from, subject, text) {
  return ['From: ' + from, 'To: wardroom@council.example', 'Subject: ' + subject, `Message-ID: <${id}@x.example>`,
    'Date: Thu, 02 Apr 2026 09:00:00 +0100', '', text].join('\r\n')
}

/** The page is sound: one heading, nothing wider than the window, nothing that axe finds. */
async function sound (page) {
  assert.deepEqual(await violations(page), [], page.url())
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${page.url()} is ${over} pixels wider than the window`)
  assert.equal(await page.locator('h1').count(), 1, page.url())
}

for (const look of looks) {
  test(`what residents send is raised once, with every message beside it, at ${look.width}`, async () => {
    const mark = `at ${look.width}`
    for (let n = 0; n < 3; n++) {
      house.ingest(message(`${look.width}-${n}`, `Resident ${n} <r${n}@home.example>`, `Lamps ${mark}`, `${lamps}\r\n\r\nResident ${n}, ${mark}`))
    }
    const page = await visitor(chrome, house.base, 'democratic-services', look)
    await page.goto('/pen')
    assert.match(await page.locator('main').innerText(), /3 messages say nearly the same/)
    await sound(page)
    await page.getByRole('link', { name: `Lamps ${mark}` }).first().click()
    await sound(page)
    await page.getByRole('button', { name: 'Raise it' }).click()
    assert.match(await page.title(), /^Error/)
    await sound(page)
    const members = page.getByLabel('For which member?')
    await members.selectOption({ index: 1 })
    await page.getByLabel('Take the 2 other messages that say nearly the same along').check()
    await page.getByRole('button', { name: 'Raise it' }).click()
    await page.waitForURL(/\/pen\?done=raised/)
    assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(`Lamps ${mark}`))
    await sound(page)
    assert.deepEqual(page.faults, [])
  })

  test(`what members send is taken as a campaign by whoever has the enquiries, at ${look.width}`, async () => {
    const [one, two] = look.width === 390 ? ['huw.gowerthwaite', 'greta.cattermoss'] : ['greta.cattermoss', 'huw.gowerthwaite']
    const damp = `There is damp in the council flats of Abbey House again. Tenants on every floor have asked for the repairs
since the winter, and the walls of the bedrooms are black with mould. Lift ${look.width} does not run either.`
    for (const [n, who] of [one, two].entries()) {
      const results = 'Authentication-Results: mx.council.example; dmarc=pass header.from=thornmere.example\r\n'
      const mail = message(`campaign-${look.width}-${n}`, `${who}@thornmere.example`, `Damp in council flats ${look.width}`, `${damp}\r\n\r\nYours, ${who}`)
      house.ingest(results + mail)
    }
    const page = await visitor(chrome, house.base, 'manager', look)
    await page.goto('/pen/campaigns')
    assert.match(await said(page), /enquiries say nearly the same/)
    await sound(page)
    await page.getByRole('button', { name: /Take them as a campaign/ }).click()
    await sound(page)
    await page.locator('main form').getByRole('button').last().click()
    assert.match(await said(page), /2 of 2 done/)
    await sound(page)
    await page.goto('/pen/campaigns')
    assert.doesNotMatch(await said(page), new RegExp(`flats ${look.width}`))
    await sound(page)
    assert.deepEqual(page.faults, [])
  })

  test(`a table is looked at and taken over, at ${look.width}`, async () => {
    const page = await visitor(chrome, house.base, 'democratic-services', look)
    await page.goto('/enquiries/take-over')
    await sound(page)
    const table = 'Case No,Councillor,Date received,Subject\nA1,Zaphod,15/2/26,A dark lamp\n'
    await page.setInputFiles('input[type=file]', { name: 'open.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
    await page.getByRole('button', { name: 'Go on' }).click()
    assert.match(await page.locator('main').innerText(), /A dark lamp|Case No/)
    await sound(page)
    await page.locator('main form').getByRole('button').last().click()
    assert.match(await page.locator('main').innerText(), /nobody’s name/)
    await sound(page)
    assert.deepEqual(page.faults, [])
  })

  test(`an address inside the council’s network is not asked, and the page says what to do, at ${look.width}`, async () => {
    const page = await visitor(chrome, house.base, 'democratic-services', look)
    await page.goto('/directory/import')
    await page.getByLabel('Or the address of ModernGov').fill('https://localhost/')
    await page.getByRole('button', { name: 'See what it would do' }).click()
    assert.match(await page.locator('main').innerText(), /inside the council’s network/)
    await sound(page)
    assert.deepEqual(page.faults, [])
  })
}
