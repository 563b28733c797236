// The main job from the first word to the answer, as member, officer and manager, on a phone's width and a
// desk's, with the site's scripts and without any. Then what people do wrong.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, demo, main, press, violations, visitor } from './house.mjs'

let house, chrome
before(async () => { house = await demo(); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

/** Raises an enquiry and returns its number. */
async function raise (page, title) {
  await page.goto('/')
  await press(page, 'Raise an enquiry')
  await page.getByLabel('What is it about?').fill(title)
  await page.getByLabel('What do you ask?').fill('The tenant’s child has asthma. When will it be treated? <b>Please</b>')
  await page.getByLabel('Which service deals with it?').selectOption({ label: 'Housing repairs' })
  await press(page, 'Continue')
  await page.getByRole('heading', { name: 'Check before you send' }).waitFor()
  await page.getByLabel('Files').setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('A letter.') })
  await press(page, 'Send the enquiry')
  await page.getByRole('heading', { name: 'The enquiry is sent' }).waitFor()
  return (await page.locator('.govuk-panel__body strong').innerText()).trim()
}

const act = (page, reference, kind) => page.goto(`/enquiries/${reference}/acts/${kind}`)

async function fillDay (page, label, [day, month, year]) {
  const group = page.getByRole('group', { name: label })
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Month').fill(month)
  await group.getByLabel('Year').fill(year)
}

for (const width of [390, 1280]) {
  for (const scripts of [true, false]) {
    const how = { width, scripts }
    test(`an enquiry from the first word to the answer at ${width}, scripts ${scripts ? 'on' : 'blocked'}`, async () => {
      const member = await visitor(chrome, house.base, 'member', how)
      const officer = await visitor(chrome, house.base, 'officer', how)

      const reference = await raise(member, 'Black mould in a flat')
      assert.match(reference, /^ENQ-/)
      assert.match(await main(member).innerText(), /Answer by Thursday 18 June/)
      assert.match(await main(member).innerText(), /clause 7\.6/)

      await officer.goto(`/enquiries/${reference}`)
      assert.match(await main(officer).innerText(), /<b>Please<\/b>/, 'markup is shown as it was typed')
      await press(officer, 'Take it on')
      await officer.getByText('You have it now.').waitFor()

      await act(officer, reference, 'note')
      assert.match(await main(officer).innerText(), /will not see this/, 'who reads it is said before it is typed')
      await officer.getByLabel('Your note').fill('Rang the surveyor.')
      await press(officer, 'Keep the note')
      await officer.getByText('Rang the surveyor.').waitFor()

      await act(officer, reference, 'hold')
      await officer.getByLabel('Why is there no answer yet?').fill('The survey is booked.')
      await officer.getByLabel('What is being done?').fill('A surveyor comes on Monday.')
      await fillDay(officer, /By when will the full answer follow/, ['31', '2', '2027'])
      await press(officer, 'Send the holding reply')
      assert.match(await main(officer).innerText(), /There is a problem/)
      assert.equal(await officer.getByLabel('What is being done?').inputValue(), 'A surveyor comes on Monday.', 'words are kept')
      await fillDay(officer, /By when will the full answer follow/, ['26', '6', '2026'])
      await press(officer, 'Send the holding reply')
      await officer.getByText('Your holding reply is sent.').waitFor()

      await member.goto(`/enquiries/${reference}`)
      const seen = await main(member).innerText()
      assert.match(seen, /Held until Friday 26 June/)
      assert.doesNotMatch(seen, /Rang the surveyor/, 'an internal note stays with officers')
      await press(member, 'Agree to the date')
      await member.getByText('You have agreed to the date.').waitFor()

      await act(officer, reference, 'answer')
      await officer.getByLabel('Your answer').fill('The wall was treated today.')
      await officer.getByLabel('Answered in full').check()
      await press(officer, 'Send the answer')
      await officer.getByText('Your answer is sent.').waitFor()

      await member.goto(`/enquiries/${reference}`)
      await member.getByText('The wall was treated today.').waitFor()
      await act(member, reference, 'close')
      await member.getByLabel('It was answered').check()
      await press(member, 'Close it')
      await member.getByText('It is closed.', { exact: true }).waitFor()
      assert.deepEqual([...member.faults, ...officer.faults], [])
      await member.context().close()
      await officer.context().close()
    })

    test(`a manager sees the team and its figures at ${width}, scripts ${scripts ? 'on' : 'blocked'}`, async () => {
      const manager = await visitor(chrome, house.base, 'manager', how)
      await manager.getByRole('table', { name: 'Open enquiries by officer' }).waitFor()
      await manager.goto('/performance?by=service')
      const number = main(manager).locator('td.number a').first()
      const shown = Number(await number.innerText())
      await number.click()
      const count = await main(manager).locator('p[role=status]').innerText()
      assert.match(count, new RegExp(`^${shown} `), 'a number opens exactly its cases')
      await manager.context().close()
    })
  }
}

test('a form that another has overtaken shows what changed and keeps the words', async () => {
  const member = await visitor(chrome, house.base, 'member')
  const one = await visitor(chrome, house.base, 'officer')
  const two = await visitor(chrome, house.base, 'manager')
  const reference = await raise(member, 'Condensation on windows')
  await act(one, reference, 'send-message')
  await act(two, reference, 'note')
  await two.getByLabel('Your note').fill('Do not lose these words.')
  await one.getByLabel('Your message').fill('We are looking into it.')
  await press(one, 'Send')
  await one.getByText('Your message is sent.').waitFor()
  await press(two, 'Keep the note')
  await two.getByText('This has changed').waitFor()
  assert.match(await main(two).innerText(), /We are looking into it\./)
  assert.equal(await two.getByLabel('Your note').inputValue(), 'Do not lose these words.')
  assert.deepEqual(await violations(two), [])
  await press(two, 'Keep the note')
  await two.getByText('Your note is kept.').waitFor()
})

test('the same form sent twice is one act', async () => {
  const member = await visitor(chrome, house.base, 'member')
  const reference = await raise(member, 'Dripping overflow pipe')
  await act(member, reference, 'send-message')
  const token = await member.locator('main input[name="act-token"]').first().getAttribute('value')
  const form = { 'act-token': token, words: 'Only once, please.' }
  const address = `${house.base}/enquiries/${reference}/acts/send-message`
  for (let n = 0; n < 2; n++) {
    const answer = await member.context().request.post(address, { form, headers: { origin: house.base } })
    assert.equal(answer.status(), 200)
  }
  await member.goto(`/enquiries/${reference}`)
  assert.equal(await member.getByText('Only once, please.').count(), 1)
})

test('another member learns nothing of an enquiry, not even that it is there', async () => {
  const member = await visitor(chrome, house.base, 'member')
  const reference = await raise(member, 'Private matter of one resident')
  const other = await visitor(chrome, house.base, 'other-member')
  const absent = await (await other.goto('/enquiries/ENQ-0000-000')).text()
  const answer = await other.goto(`/enquiries/${reference}`)
  assert.equal(answer.status(), 404)
  assert.equal(await answer.text(), absent, 'absent and forbidden are the same to the byte')
  await other.goto('/search?q=private+matter+resident')
  assert.doesNotMatch(await main(other).innerText(), /Private matter of one resident/)
  const wrong = reference.slice(0, -1) + (reference.endsWith('0') ? '1' : '0')
  await other.goto(`/enquiries/${wrong}`)
  assert.match(await main(other).innerText(), /one character is mistyped/)
})

test('what cannot be taken is said beside the field, and nothing typed is lost', async () => {
  const member = await visitor(chrome, house.base, 'member')
  await member.goto('/enquiries/new')
  await press(member, 'Continue')
  await member.getByText('There is a problem').waitFor()
  assert.deepEqual(await violations(member), [])
  const odd = '\u202Eright to left\u202C 🏚️ <script>alert(1)</script>'
  await member.getByLabel('What is it about?').fill(odd)
  await member.getByLabel('What do you ask?').fill('x'.repeat(20_001))
  await press(member, 'Continue')
  await member.getByText('There is a problem').waitFor()
  assert.match(await member.getByLabel('What is it about?').inputValue(), /<script>/)
  await member.getByLabel('What do you ask?').fill('What is planned?')
  await press(member, 'Continue')
  await member.getByRole('heading', { name: 'Check before you send' }).waitFor()
  await member.getByLabel('Files').setInputFiles({ name: 'tool.pdf', mimeType: 'application/pdf', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]) })
  await press(member, 'Send the enquiry')
  await member.getByText('of a kind that is not taken').first().waitFor()
  assert.deepEqual(await violations(member), [])
  assert.deepEqual(member.faults, [])
})
