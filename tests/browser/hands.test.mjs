// Even hands under another council’s protocol: people from outside, the agenda in parts, the same advice to whoever
// asks, and who has been briefed. Then what only the Monitoring Officer reads: a breach; what two must permit: the
// sharing of a briefing; what an assistant may see; and where a released document goes. As member, assistant,
// Chief Officer, officer, group leader, democratic services and Monitoring Officer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, faultsOf, fillDay, main, press, said, visitor } from './house.mjs'

let house, bradford, chrome
before(async () => { [house, bradford, chrome] = await Promise.all([demo(20), demo(20, 'bradford-4c'), browser()]) })
after(async () => { await chrome?.close(); await Promise.all([house?.end(), bradford?.end()]) })

const found = (page, prefix) => page.url().match(new RegExp(`${prefix}-[0-9A-Z]{4}-[0-9A-Z]{3}`))[0]
const send = page => main(page).locator('form button[type=submit]').first().click()

async function hidden (page, address) {
  assert.equal((await page.goto(address)).status(), 404, address)
}

for (const width of [390, 1280]) {
  const at = base => personas => Promise.all(personas.map(persona => visitor(chrome, base, persona, { width, scripts: false })))
  const faults = (page, persona, base = house.base) => faultsOf(chrome, base, page, persona, width)

  test(`people from outside are listed, and each group that asks gets the same advice, at ${width}`, async () => {
    const [member, manager, leader, office] = await at(bradford.base)(['member', 'manager', 'other-member', 'monitoring-officer'])
    const ask = async (page, business) => {
      await page.goto('/groups/new')
      await page.getByLabel('An officer at a meeting of the group').check()
      await page.getByLabel('Which item of the Council’s business?').fill(business)
      await page.getByLabel('What do you ask?').fill('Please explain the options.')
      await page.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
      await fillDay(page, /When does the group meet/, ['11', '6', '2026'])
    }
    await ask(member, `Lifts, Executive ${width}`)
    assert.match(await said(member), /Members’ Code does not bind them/)
    await member.getByLabel('Who comes from outside the Council?').fill('The secretary of the branch\nA candidate for Bolton')
    await press(member, 'Ask for an officer or for advice')
    const first = found(member, 'GRP')
    const page = await said(member)
    assert.match(page, /The secretary of the branch/)
    assert.match(page, /1\. Council business: facts and advice.*\(with the officer\)/)
    assert.match(page, /2\. Political business/)
    assert.deepEqual(await faults(member, 'member', bradford.base), [])

    await manager.goto(`/groups/${first}/acts/agree`)
    await send(manager)
    await manager.goto(`/groups/${first}/acts/attend`)
    assert.match(await manager.getByLabel('Who came from outside the Council?').inputValue(), /A candidate for Bolton/, 'as announced')
    await fillDay(manager, /When did you attend/, ['11', '6', '2026'])
    await manager.getByLabel(/I was not there while political business/).check()
    await manager.getByLabel('What is it about?').fill(`Order of lift renewals ${width}`)
    await manager.getByLabel('The facts and the advice').fill('Age, faults and use decide the order.')
    await manager.getByLabel(/It is factual and professional/).check()
    await press(manager, 'Record the attendance')
    assert.match(await said(manager), /There is a problem/, 'what was said before them was limited, or why not')
    await manager.getByLabel('What I said was limited because of them').check()
    await press(manager, 'Record the attendance')
    assert.match(await said(manager), /with people from outside the Council, and limited what was said/)
    assert.deepEqual(await faults(manager, 'manager', bradford.base), [])

    await ask(leader, `The same lifts ${width}`)
    await press(leader, 'Ask for an officer or for advice')
    const second = found(leader, 'GRP')
    await hidden(leader, `/groups/${first}`)
    await manager.goto(`/groups/${second}/acts/same-matter`)
    await manager.getByLabel('The reference of the other request').fill('nonsense')
    await send(manager)
    assert.match(await said(manager), /it looks like GRP-7K3F-2QM/)
    await manager.getByLabel('The reference of the other request').fill(first)
    await send(manager)
    assert.match(await said(manager), new RegExp(`On the same matter another group was given: Order of lift renewals ${width}`))
    await manager.goto(`/groups/${second}/acts/agree`)
    await send(manager)
    await manager.goto(`/groups/${second}/acts/attend`)
    assert.equal(await manager.getByLabel('The facts and the advice').inputValue(), 'Age, faults and use decide the order.')
    await office.goto('/groups/ledger')
    assert.match(await said(office), new RegExp(`Order of lift renewals ${width}`))
    assert.deepEqual(await faults(office, 'monitoring-officer', bradford.base), [])
  })

  test(`who has been briefed, by office, group and member, at ${width}`, async () => {
    const [clerk, member] = await at(bradford.base)(['democratic-services', 'member'])
    await clerk.goto('/briefings/regular')
    assert.match(await said(clerk), /Group leaders and the Chief Executive/)
    assert.match(await said(clerk), /Offices that are briefed/)
    const groups = clerk.getByRole('table', { name: /Political groups/ })
    assert.match(await groups.innerText(), /The same/, 'somebody was briefed this quarter')
    await clerk.goto('/settings/briefings-by-member')
    await clerk.getByLabel('Yes').check()
    await clerk.getByLabel('Who decided it?').fill('Council, 26 March 2026')
    await press(clerk, 'Save')
    await clerk.goto('/briefings/regular')
    assert.match(await clerk.getByRole('table', { name: /Members/ }).innerText(), /\n/)
    // On a telephone a row stands by itself: nothing is to be pushed aside, and a table is still a table.
    for (const table of await clerk.getByRole('table').all()) {
      assert.ok(await table.evaluate(it => it.scrollWidth <= it.clientWidth && it.getBoundingClientRect().right <= innerWidth))
      assert.ok(await table.getByRole('rowheader').count() > 0 && await table.getByRole('columnheader').count() === 5)
    }
    assert.deepEqual(await faults(clerk, 'democratic-services', bradford.base), [])
    await hidden(member, '/briefings/regular')
  })

  test(`a breach that belongs to no request is between its author and the Monitoring Officer, at ${width}`, async () => {
    const [chief, office, member, leader] = await at(house.base)(['chief-officer', 'monitoring-officer', 'member', 'other-member'])
    await chief.goto('/groups')
    await chief.getByRole('link', { name: 'Report a breach of the rules on groups' }).click()
    await send(chief)
    assert.match(await said(chief), /There is a problem/)
    assert.deepEqual(await faults(chief, 'chief-officer'), [])
    await chief.getByLabel('What is it about?').fill(`Told of a group’s talk ${width}`)
    await chief.getByLabel('What happened?').fill('What one group discussed was told to another.')
    await chief.getByLabel('Which service’s officers does it concern?').selectOption({ label: 'Housing repairs' })
    await send(chief)
    const breach = found(chief, 'GRP')
    for (const page of [member, leader]) await hidden(page, `/groups/${breach}`)
    await office.goto('/notices')
    assert.match(await said(office), /A breach of the rules on political groups was brought to you/)
    await office.goto(`/groups/${breach}/acts/settle-breach`)
    await office.getByLabel('What was done?').fill('Both were reminded of section 8.')
    await send(office)
    assert.match(await said(office), /has recorded what was done about it/)
    assert.deepEqual(await faults(office, 'monitoring-officer'), [])
    await chief.goto(`/groups/${breach}`)
    assert.match(await said(chief), /Both were reminded of section 8/)
  })

  test(`a briefing is shared once both permit it, and no longer when one takes that back, at ${width}`, async () => {
    const [member, assistant, manager, chief, leader, office] = await at(house.base)(
      ['member', 'assistant', 'manager', 'chief-officer', 'other-member', 'monitoring-officer'])
    await member.goto('/briefings/new')
    await member.getByLabel('Which policy matter?').fill(`Rents ${width}`)
    await member.getByLabel(/Where has it been discussed/).fill('It comes to the Council.')
    await member.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
    await press(member, 'Ask for or arrange a briefing')
    const briefing = found(member, 'BRF')
    const address = `/briefings/${briefing}`
    await chief.goto(`${address}/acts/put-off`)
    await chief.getByLabel('Why is it put off?').fill('The service is busy with the flood.')
    await press(chief, 'Put it off')
    assert.match(await said(chief), /It is put off/)
    await manager.goto(`${address}/acts/brief`)
    await fillDay(manager, /When was it given/, ['11', '6', '2026'])
    await manager.getByLabel('What was said?').fill('Three ways to set rents.')
    await press(manager, 'Record the briefing')
    await hidden(office, address)
    await hidden(leader, address)
    await assistant.goto(address)
    assert.match(await said(assistant), /recorded the briefing/)
    assert.doesNotMatch(await said(assistant), /Three ways/, 'an assistant reads that it was given, and not what was said')
    await chief.goto(address)
    assert.doesNotMatch(await said(chief), /Three ways/)

    await member.goto(`${address}/acts/propose-sharing`)
    const other = await visitor(chrome, house.base, undefined, { scripts: false })
    await other.goto('/sign-in')
    const name = (await other.locator('button[data-persona="other-member"]').innerText()).replace(/^Be (Councillor )?/, '')
    const seats = await member.getByLabel('With which member?').locator('option').allInnerTexts()
    await member.getByLabel('With which member?').selectOption({ label: seats.find(seat => seat.startsWith(name)) })
    await press(member, 'Propose to share it')
    assert.match(await said(member), /waits for the officer’s permission/)
    await hidden(leader, address)
    await assistant.goto(address)
    assert.doesNotMatch(await said(assistant), /permission/)
    await manager.goto(`${address}/acts/permit-sharing`)
    await main(manager).getByLabel('With whom?').selectOption({ index: 1 })
    await press(manager, 'Permit the sharing')
    await leader.goto(address)
    assert.match(await said(leader), /Three ways to set rents/)
    assert.deepEqual(await faults(leader, 'other-member'), [])
    await member.goto(`${address}/acts/refuse-sharing`)
    await main(member).getByLabel('With whom?').selectOption({ index: 1 })
    await send(member)
    await hidden(leader, address)
  })
}
