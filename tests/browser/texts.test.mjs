// The council’s own text from its document to the page that everybody reads: read in, looked through,
// corrected, saved, corrected again without importing, compared, and changed by an amendment whose draft
// shows text and provisions together; as democratic services and as a member, without scripts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { browser, demo, faultsOf, main, press, said, visitor } from './house.mjs'

const DOCUMENT = readFileSync(new URL('../../crates/documents/tests/golden/oddities.md', import.meta.url))
const BASE = '/protocol/cambridge-updated/2026-proposed'

let house, chrome
before(async () => { house = await demo(40); chrome = await browser() })
after(async () => { await chrome?.close(); await house?.end() })

const faults = (page, persona, width) => faultsOf(chrome, house.base, page, persona, width)

/** Opens one of the folded forms by which a clause is corrected. */
async function correct (page, place, clause, what) {
  await page.goto(`${BASE}/${place}?clause=${clause}`)
  await main(page).locator('summary').filter({ hasText: new RegExp(`^\\s*${what}\\s*$`) }).click()
}

for (const width of [390, 1280]) {
  test(`a text is read in, corrected, saved, corrected again, compared and drafted on, at ${width}`, async () => {
    const keeper = await visitor(chrome, house.base, 'democratic-services', { width, scripts: false })
    const member = await visitor(chrome, house.base, 'member', { width, scripts: false })
    await keeper.goto(`${BASE}/import`)
    await press(keeper, 'Read it')
    assert.match(await said(keeper), /choose the document’s file/i)
    await keeper.getByLabel('The protocol’s document').setInputFiles({ name: 'protocol.md', mimeType: 'text/markdown', buffer: DOCUMENT })
    await press(keeper, 'Read it')
    assert.match(await said(keeper), /The file holds 2 protocols/)
    assert.deepEqual(await faults(keeper, 'democratic-services', width), [])
    await correct(keeper, 'import/check', '2.1', 'Its number')
    await keeper.getByLabel('Its number', { exact: true }).fill('2.2')
    await press(keeper, 'Change the number')
    assert.match(await said(keeper), /There is already a clause/, 'a number stands once')
    await keeper.goto(`${BASE}/import/check`)
    assert.match(await said(keeper), /A footnote that was not read/, 'footnotes are corrected, too')
    await main(keeper).getByRole('button', { name: /^Settle/ }).first().click()
    assert.match(await said(keeper), /1 settled/)
    await press(keeper, 'Save this text')
    await member.goto(BASE)
    assert.match(await said(member), /The council’s own text, imported from/)
    assert.deepEqual(await faults(member, 'member', width), [])

    await correct(keeper, 'correct', '2.2', 'Its words')
    await keeper.getByLabel('What the document says, a line for each paragraph').fill(`Members should look in the register ${width} before they ask.`)
    await press(keeper, 'Change the words')
    assert.deepEqual(await faults(keeper, 'democratic-services', width), [])
    await keeper.getByLabel('Why is it corrected?').fill('The reader joined two lines.')
    await press(keeper, 'Save the corrected text')
    await member.goto(`${BASE}/2.2`)
    assert.match(await said(member), new RegExp(`register ${width}`))
    assert.match(await said(member), /Other wordings/, 'what stood there before is kept')
    assert.equal((await member.goto(`${BASE}/correct`)).status(), 403)

    await member.goto(`/protocol/compare?from=bradford-4c/part-4c&to=cambridge-updated/2026-proposed`)
    assert.match(await said(member), /Wardroom’s summaries/, 'the other council’s text is not saved')
    assert.deepEqual(await faults(member, 'member', width), [])

    await keeper.goto('/amendments/new')
    await keeper.getByLabel('What should change, in a few words?').fill(`Look in the register ${width}`)
    await keeper.getByLabel('Why?').fill('The website has moved.')
    await press(keeper, 'Suggest a change of the protocol')
    const amendment = new URL(keeper.url()).pathname
    await keeper.goto(`${amendment}/acts/draft-change`)
    await keeper.getByLabel('A clause is worded anew').check()
    await keeper.getByLabel('Which clause?').fill('2.2')
    await press(keeper, 'Draft a change')
    assert.match(await said(keeper), /has no words as it would stand/, 'text and provisions are drafted together')
    await keeper.getByLabel('The words of the text as they would stand').fill(`Members should look in the register ${width} first.`)
    await press(keeper, 'Draft a change')
    await keeper.goto(`${amendment}/acts/draft-change`)
    await keeper.getByLabel('A heading reads otherwise, or a new section begins').check()
    await keeper.getByLabel('Which section or footnote?').fill('2')
    await keeper.getByLabel('The words of the text as they would stand').fill('Members’ enquiries')
    await press(keeper, 'Draft a change')
    await keeper.goto(`${amendment}/draft`)
    assert.match(await said(keeper), /1 reworded/)
    assert.match(await said(keeper), /Heading of section 2/)
    assert.match((await main(keeper).locator('ins').allInnerTexts()).join('|'), /Members’.*first/)
    assert.deepEqual(await faults(keeper, 'democratic-services', width), [])
    await keeper.goto(`${amendment}/acts/make-version`)
    await keeper.getByLabel('What is the version called?').fill(`draft-${width}`)
    await press(keeper, 'Make the draft a version')
    await member.goto(`/protocol/cambridge-updated/draft-${width}?read=both`)
    assert.match((await main(member).locator('ins').allInnerTexts()).join('|'), /Members’.*first/)
    assert.deepEqual(await faults(member, 'member', width), [])
    await member.goto(`/protocol/cambridge-updated/draft-${width}?read=before`)
    assert.match(await said(member), /before they ask/)
  })
}
