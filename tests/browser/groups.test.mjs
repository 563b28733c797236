// A political group’s request to the offer that the other group takes up, and a confidential briefing that
// is shared only with both consents, as member, Chief Officer, officer, group leader and Monitoring Officer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, faultsOf, fillDay, press, said, visitor } from './house.mjs'

let house, chrome
before(async () => { house = await demo(40); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

const faults = (page, persona, width) => faultsOf(chrome, house.base, page, persona, width)

const reference = page => page.url().match(/(GRP|BRF)-[0-9A-Z]{4}-[0-9A-Z]{3}/)[0]

for (const width of [390, 1280]) {
  test(`a group asks, an officer attends, the other group is offered the same, at ${width}`, async () => {
    const as = persona => visitor(chrome, house.base, persona, { width, scripts: false })
    const [member, chief, manager, leader, watcher] = await Promise.all(
      ['member', 'chief-officer', 'manager', 'other-member', 'monitoring-officer'].map(as))

    await member.goto('/groups/new')
    assert.match(await said(member), /offered to the other groups/)
    await member.getByLabel('An officer at a meeting of the group').check()
    await member.getByLabel('Which item of the Council’s business?').fill(`Lifts in tower blocks, Cabinet ${width}`)
    await member.getByLabel('What do you ask?').fill('Which lifts come first?')
    await member.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
    await fillDay(member, /When does the group meet/, ['11', '6', '2026'])
    await press(member, 'Ask for an officer or for advice')
    const request = reference(member)
    assert.match(await said(member), /waits for the approval/)
    assert.deepEqual(await faults(member, 'member', width), [])

    const hidden = await manager.goto(`/groups/${request}`)
    assert.equal(hidden.status(), 404, 'no officer reads it before it is approved')
    await chief.goto(`/groups/${request}/acts/approve`)
    await press(chief, 'Approve the attendance')
    await manager.goto(`/groups/${request}/acts/attend`)
    await fillDay(manager, /When did you attend/, ['11', '6', '2026'])
    await manager.getByLabel('What is it about?').fill(`Order of lift renewals ${width}`)
    await manager.getByLabel('The facts and the advice').fill('Age, faults and use decide the order.')
    await manager.getByLabel(/It is factual and professional/).check()
    await press(manager, 'Record the attendance')
    assert.match(await said(manager), /There is a problem/, 'having left is said, or why not')
    await manager.getByLabel('I left before the group deliberated').check()
    await press(manager, 'Record the attendance')
    assert.match(await said(manager), /left before the group deliberated/)
    assert.deepEqual(await faults(manager, 'manager', width), [])

    assert.equal((await leader.goto(`/groups/${request}`)).status(), 404, 'the request stays with its group')
    await leader.goto('/groups')
    await leader.getByRole('link', { name: new RegExp(`Order of lift renewals ${width}`) }).first().click()
    assert.doesNotMatch(await said(leader), /Civic Group|Age, faults/)
    await leader.goto(`${new URL(leader.url()).pathname}/acts/take-up`)
    await press(leader, 'Take up the information')
    assert.match(await said(leader), /Age, faults and use decide the order/)

    await watcher.goto('/groups/ledger')
    assert.match(await said(watcher), new RegExp(`Order of lift renewals ${width}`))
    assert.deepEqual(await faults(watcher, 'monitoring-officer', width), [])
    assert.equal((await member.goto('/groups/ledger')).status(), 404)
  })

  test(`a briefing stays between two until both permit more, at ${width}`, async () => {
    const as = persona => visitor(chrome, house.base, persona, { width, scripts: false })
    const [member, manager, leader] = await Promise.all(['member', 'manager', 'other-member'].map(as))
    await member.goto('/briefings/new')
    await member.getByLabel('Which policy matter?').fill('Rent policy')
    await member.getByLabel(/Where has it been discussed/).fill('It comes to the Council.')
    await member.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
    await press(member, 'Ask for or arrange a briefing')
    const briefing = reference(member)
    await manager.goto(`/briefings/${briefing}/acts/brief`)
    await fillDay(manager, /When was it given/, ['11', '6', '2026'])
    await manager.getByLabel('What was said?').fill('Three ways to set rents.')
    await press(manager, 'Record the briefing')
    assert.deepEqual(await faults(manager, 'manager', width), [])
    await member.goto(`/briefings/${briefing}`)
    assert.match(await said(member), /Three ways to set rents/)
    assert.equal((await leader.goto(`/briefings/${briefing}`)).status(), 404)
    assert.deepEqual(await faults(member, 'member', width), [])
  })
}
