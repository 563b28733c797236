// A resident’s complaint from the enquiry that it was to its answer, and a member’s request for a confidential
// paper from the question to the opened file, on a phone’s width and a desk’s, without scripts; with what those
// outside are told at each step.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, faultsOf, main, press, said, visitor } from './house.mjs'

let house, chrome
before(async () => { house = await demo(40); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

const found = (page, prefix) => page.url().match(new RegExp(`${prefix}-[0-9A-Z]{4}-[0-9A-Z]{3}`))[0]

const faults = (page, persona, width) => faultsOf(chrome, house.base, page, persona, width)

/** The same answer for what is kept from somebody as for what was never there. */
async function hidden (page, address, prefix) {
  const absent = await (await page.goto(address.replace(new RegExp(`${prefix}-.{8}`), `${prefix}-0000-000`))).text()
  const answer = await page.goto(address)
  assert.equal(answer.status(), 404, address)
  assert.equal(await answer.text(), absent, 'absent and forbidden are the same to the byte')
}

for (const width of [390, 1280]) {
  const visit = personas => Promise.all(personas.map(persona =>
    visitor(chrome, house.base, persona, { width, scripts: false })))

  test(`a complaint that was an enquiry is given, answered and followed as far as the resident permits, at ${width}`, async () => {
    const [member, officer, team, outside] = await visit(['member', 'officer', 'complaints', 'other-member'])
    await member.goto('/enquiries/new')
    await member.getByLabel('What is it about?').fill(`Nobody came three times ${width}`)
    await member.getByLabel('What do you ask?').fill('The tenant waited at home each time.')
    await member.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
    await press(member, 'Continue')
    await press(member, 'Send the enquiry')
    const enquiry = (await member.locator('.govuk-panel__body strong').innerText()).trim()
    await officer.goto(`/enquiries/${enquiry}/acts/hand-to-complaints`)
    await officer.getByLabel('That it is decided, and when').check()
    await officer.locator('main textarea').first().fill('It is looked at as a complaint.')
    await main(officer).locator('form button[type=submit]').first().click()

    await team.goto('/complaints')
    await team.getByRole('link', { name: new RegExp(`Nobody came three times ${width}`) }).first().click()
    const complaint = found(team, 'CMP')
    assert.match(await said(team), new RegExp(enquiry))
    assert.deepEqual(await faults(team, 'complaints', width), [])

    await team.goto(`/complaints/${complaint}/acts/allocate`)
    await press(team, 'Give it to an officer')
    assert.match(await said(team), /There is a problem/, 'somebody is named')
    assert.deepEqual(await faults(team, 'complaints', width), [])
    const handler = team.getByLabel('Who deals with it?')
    const name = (await officer.locator('header').innerText()).split('\n').map(line => line.trim())
    const options = await handler.locator('option').allInnerTexts()
    const own = options.find(option => name.some(part => part.length > 3 && option.includes(part)))
    await handler.selectOption({ label: own ?? options[1] })
    await team.getByLabel('By letter').check()
    await press(team, 'Give it to an officer')
    assert.match(await said(team), /Was told who deals with it/)

    await team.goto(`/complaints/${complaint}/acts/answer`)
    await team.getByLabel('Upheld', { exact: true }).check()
    await team.getByLabel('The answer to the resident').fill('The visits were booked for another house.')
    await team.getByLabel('What is put right?').fill('The crew comes on Monday.')
    await team.getByLabel('By letter').check()
    await press(team, 'Answer the resident')
    assert.match(await said(team), /booked for another house/)

    await member.goto(`/complaints/${complaint}`)
    const seen = await said(member)
    assert.match(seen, /Answered|answered the resident/)
    assert.doesNotMatch(seen, /another house|The crew comes|Upheld/, 'only where it stands')
    assert.deepEqual(await faults(member, 'member', width), [])
    await hidden(outside, `/complaints/${complaint}`, 'CMP')

    await team.goto('/complaints-report')
    assert.match(await said(team), /are not counted/)
    assert.equal((await outside.goto('/complaints-report')).status(), 200)
    assert.doesNotMatch(await said(outside), /Waits to be released/)
  })

  test(`a confidential paper is asked for, found needed, released for a purpose and opened, at ${width}`, async () => {
    const [member, manager, chief, outside, office] = await visit(
      ['member', 'manager', 'chief-officer', 'other-member', 'monitoring-officer'])
    await member.goto('/information/new')
    assert.match(await said(member), /is to be reasonable/)
    await member.getByLabel('What is it about?').fill(`Valuation of the garages ${width}`)
    await member.getByLabel('What do you ask for?').fill('The valuation report of last year.')
    await member.getByLabel('One or more documents').check()
    await member.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
    await member.getByLabel('I show my need to know').check()
    await member.getByLabel('As a ward member').check()
    await member.getByLabel('It is about my own case').check()
    await main(member).locator('form button[type=submit]').first().click()
    assert.match(await said(member), /There is a problem/, 'one’s own case has its own door')
    await member.getByLabel('It is about my own case').uncheck()
    await main(member).locator('form button[type=submit]').first().click()
    const request = found(member, 'INF')
    const address = `/information/${request}`
    await hidden(outside, address, 'INF')
    await hidden(office, address, 'INF')

    await manager.goto(`${address}/acts/add-document`)
    const text = { name: 'valuation.txt', mimeType: 'text/plain', buffer: Buffer.from('The garages are worth 1.2 million.') }
    await manager.getByLabel('Which file?').setInputFiles({ ...text, buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]) })
    await manager.getByLabel('What is it called?').fill('Valuation report')
    await manager.getByLabel('Confidential', { exact: true }).check()
    await press(manager, 'Add a document')
    assert.match(await said(manager), /of a kind that is not taken/, 'a file whose type lies')
    await manager.getByLabel('Which file?').setInputFiles(text)
    await press(manager, 'Add a document')
    await manager.goto(`${address}/acts/find-need`)
    assert.match(await said(manager), /was not done/, 'the Chief Officer is to be satisfied')
    assert.deepEqual(await faults(manager, 'manager', width), [])
    await chief.goto(`${address}/acts/find-need`)
    await chief.getByLabel('Yes', { exact: true }).check()
    await chief.getByLabel('Why?').fill('They speak for the tenants.')
    await press(chief, 'Record whether need to know is shown')
    await manager.goto(`${address}/acts/release`)
    await manager.getByLabel('Valuation report').check()
    await press(manager, 'Release a document to the member')
    assert.match(await said(manager), /There is a problem/, 'a purpose is said')
    await manager.getByLabel('For which purpose?').fill('Speaking for the tenants at Cabinet.')
    await press(manager, 'Release a document to the member')

    await member.goto(address)
    assert.equal(await main(member).getByRole('link', { name: 'Valuation report' }).count(), 0, 'not before the purpose is accepted')
    await member.goto(`${address}/acts/accept-purpose`)
    assert.match(await said(member), /Only for: Speaking for the tenants at Cabinet/)
    await press(member, 'Accept the purpose of a document')
    assert.match(await said(member), /There is a problem/, 'accepting is said')
    await member.getByLabel(/Valuation report/).check()
    await member.getByLabel(/I use it for this purpose only/).check()
    await press(member, 'Accept the purpose of a document')
    const link = await main(member).getByRole('link', { name: 'Valuation report' }).getAttribute('href')
    const file = await member.context().request.get(house.base + link)
    assert.equal(file.status(), 200)
    assert.match(await file.text(), /worth 1\.2 million/)
    assert.equal(file.headers()['cache-control'], 'no-store')
    assert.equal((await outside.context().request.get(house.base + link)).status(), 404)
    await outside.goto('/search?q=valuation+garages')
    assert.doesNotMatch(await said(outside), /Valuation of the garages/)
    assert.deepEqual(await faults(member, 'member', width), [])
  })

  test(`who has been briefed is for those who watch it, at ${width}`, async () => {
    const [clerk, member] = await visit(['democratic-services', 'member'])
    await clerk.goto('/briefings')
    await clerk.getByRole('link', { name: 'Who has been briefed' }).click()
    assert.match(await said(clerk), /briefed/)
    assert.deepEqual(await faults(clerk, 'democratic-services', width), [])
    assert.equal((await member.goto('/briefings/regular')).status(), 404)
  })
}
