// What the other two protocols have of their own, on a telephone, without scripts: under Bradford’s a misuse that is
// reported, a request for information from the question to the body that is asked, and a group that is briefed alone;
// under Cambridge’s existing one an officer at a group’s meeting, as group leader and Chief Officer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, faultsOf, fillDay, main, press, said, visitor } from './house.mjs'

let bradford, existing, chrome
before(async () => {
  [bradford, existing, chrome] = await Promise.all([demo(20, 'bradford-4c'), demo(20, 'cambridge-existing'), browser()])
})
after(async () => { await chrome?.close(); await Promise.all([bradford?.end(), existing?.end()]) })

const width = 390
const found = (page, prefix) => page.url().match(new RegExp(`${prefix}-[0-9A-Z]{4}-[0-9A-Z]{3}`))[0]
const send = page => main(page).locator('form button[type=submit]').first().click()
const at = (house, personas) => Promise.all(personas.map(persona => visitor(chrome, house.base, persona, { width, scripts: false })))
const faults = (house, page, persona) => faultsOf(chrome, house.base, page, persona, width)

async function hidden (page, address) {
  assert.equal((await page.goto(address)).status(), 404, address)
}

test('a misuse of information is between whoever reports it and the Monitoring Officer', async () => {
  const [officer, office, member, chief] = await at(bradford, ['officer', 'monitoring-officer', 'member', 'chief-executive'])
  await officer.goto('/information')
  await officer.getByRole('link', { name: 'Report a misuse of information' }).click()
  await send(officer)
  assert.match(await said(officer), /There is a problem/)
  assert.deepEqual(await faults(bradford, officer, 'officer'), [])
  await officer.getByLabel('What is it about?').fill('Read aloud at the club')
  await officer.getByLabel('What is alleged?').fill('He read from an exempt report.')
  await send(officer)
  const misuse = `/information/${found(officer, 'INF')}`
  for (const page of [member, chief]) await hidden(page, misuse)
  await office.goto('/notices')
  assert.match(await said(office), /A misuse of information was reported to you/)
  await office.goto(`${misuse}/acts/settle-misuse`)
  await office.getByLabel('What was done?').fill('He was reminded of section 12.')
  await send(office)
  assert.match(await said(office), /He was reminded of section 12/)
  assert.deepEqual(await faults(bradford, office, 'monitoring-officer'), [])
  await officer.goto(misuse)
  assert.match(await said(officer), /He was reminded of section 12/)
})

test('what is refused names its law, and a body may be asked and may decline', async () => {
  const [member, manager, clerk, outside] = await at(bradford, ['member', 'manager', 'democratic-services', 'other-member'])
  await member.goto('/information/new')
  assert.match(await said(member), /clause 12\.9/)
  await member.getByLabel('What is it about?').fill('Costs of the lifts')
  await member.getByLabel('What do you ask for?').fill('What each lift cost last year.')
  await member.getByLabel('One or more documents').check()
  await member.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
  await member.getByLabel('As a ward member').check()
  await member.getByLabel('I do not say').check()
  await send(member)
  const request = `/information/${found(member, 'INF')}`
  await hidden(outside, request)
  await hidden(clerk, request)

  await manager.goto(`${request}/acts/refuse`)
  await manager.getByLabel('The reason, for the member').fill('The contractors gave their prices in confidence.')
  await send(manager)
  assert.match(await said(manager), /clause 12\.1/, 'the law is named')
  assert.deepEqual(await faults(bradford, manager, 'manager'), [])
  await manager.getByLabel('On which law does it rest?').selectOption({ label: 'Schedule 12A, paragraph 3: financial or business affairs' })
  await send(manager)
  assert.match(await said(manager), /in confidence/)

  await member.goto(`${request}/acts/ask-body`)
  await main(member).locator('select').first().selectOption({ index: 1 })
  await main(member).locator('textarea').first().fill('Tenants pay for them.')
  await send(member)
  assert.deepEqual(await faults(bradford, member, 'member'), [])
  await clerk.goto(`${request}/acts/answer-body`)
  await clerk.getByLabel('It declined to take the question').check()
  await main(clerk).locator('textarea').first().fill('Minute 12: not taken.')
  await send(clerk)
  await hidden(clerk, request)
  await member.goto(request)
  assert.match(await said(member), /declined/i)
})

test('groups are briefed together, and a group that asks alone gets the same', async () => {
  const [manager, leader, office] = await at(bradford, ['manager', 'other-member', 'monitoring-officer'])
  await manager.goto('/briefings/new')
  assert.match(await said(manager), /Groups are normally briefed together/)
  await manager.getByLabel('Which policy matter?').fill('Lift renewals')
  await manager.getByLabel(/Where has it been discussed/).fill('It comes to the Executive.')
  await manager.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
  await manager.getByLabel('If nobody: why?').fill('The Chair is away.')
  await send(manager)
  const briefing = `/briefings/${found(manager, 'BRF')}`
  assert.deepEqual(await faults(bradford, manager, 'manager'), [])

  await leader.goto(`${briefing}/acts/ask-separate`)
  await send(leader)
  assert.deepEqual(await faults(bradford, leader, 'other-member'), [])
  await manager.goto(`${briefing}/acts/brief-separately`)
  await main(manager).getByLabel('Which group?').selectOption({ index: 1 })
  await manager.getByLabel('What was it told that the others were not?').fill('What the second lift costs.')
  await send(manager)
  assert.match(await said(manager), /clause 13\.3/, 'the same to each group')
  await manager.getByLabel('Why?').fill('They asked, and the others did not.')
  await send(manager)
  await office.goto('/notices')
  assert.match(await said(office), /brief/i)
  await office.goto('/groups/ledger')
  assert.deepEqual(await faults(bradford, office, 'monitoring-officer'), [])
})

test('an officer at a group’s meeting: exceptional, of a grade, and the Chief Executive is told', async () => {
  const [leader, chief, executive, other] = await at(existing, ['member', 'chief-officer', 'chief-executive', 'other-member'])
  await leader.goto('/groups/new')
  await leader.getByLabel('An officer at a meeting of the group').check()
  await leader.getByLabel('Which item of the Council’s business?').fill('Rents, Committee of 29 June')
  await leader.getByLabel('What do you ask?').fill('Please explain the options.')
  await leader.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
  await fillDay(leader, /When does the group meet/, ['11', '6', '2026'])
  await send(leader)
  assert.match(await said(leader), /clause 3\.5/, 'what is exceptional is asked')
  assert.deepEqual(await faults(existing, leader, 'member'), [])
  await leader.getByLabel('What is exceptional about it?').fill('It changes every rent.')
  await send(leader)
  const request = `/groups/${found(leader, 'GRP')}`
  await hidden(other, request)

  await chief.goto(`${request}/acts/agree`)
  await send(chief)
  await chief.goto(`${request}/acts/tell-chief-executive`)
  await send(chief)
  await executive.goto(request)
  assert.match(await said(executive), /Rents, Committee of 29 June/)
  await chief.goto(`${request}/acts/attend`)
  await fillDay(chief, /When did you attend/, ['11', '6', '2026'])
  await chief.getByLabel('What is it about?').fill('Ways to set rents')
  await chief.getByLabel('The facts and the advice').fill('Three ways, with what each costs.')
  await chief.getByLabel(/It is factual and professional/).check()
  await send(chief)
  assert.match(await said(chief), /Ways to set rents/)
  assert.deepEqual(await faults(existing, chief, 'chief-officer'), [])
  // A conclusion of the group is no decision: whoever acts on it is asked why (clause 3.7).
  await chief.goto(`${request}/acts/act-on-conclusion`)
  assert.match(await said(chief), /clause 3\.7/)
  await hidden(other, request)
})
