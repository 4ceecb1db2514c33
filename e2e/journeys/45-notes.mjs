// What officers note for the yearly figures: a legal remedy is noted and counted, and struck and forgotten again.

import assert from 'node:assert/strict';
import { answer, control, follow, go, postAnyway, press, section, words } from '../hand.mjs';
import { steps } from '../order.mjs';
import { checkWhole } from '../page.mjs';

const REMEDY = 'Remedies sought in the issuing state';
const ON_FILE = 'Tribunal judiciaire de Lyon, 27/00412';
/** Today in UTC has begun wherever the court lies, east of there. */
const TODAY = new Date().toISOString().slice(0, 10);
const { done, need } = steps();

const check = (browser, page, name) => checkWhole(browser, page, `notes ${name}`);

const main = (page) => page.getByRole('main');

/** What the figures of the year say of remedies for content data; nothing if no row is about them. */
async function counted(page) {
  await follow(page, main(page).getByRole('link', { name: /^Figures of/ }));
  const row = main(page).getByRole('row').filter({ hasText: REMEDY }).filter({ hasText: 'Content data' });
  return (await row.count()) === 0 ? null : words(row.getByRole('cell').last());
}

async function notes(page) {
  await go(page, 'Figures');
  await follow(page, main(page).getByRole('link', { name: 'What was noted for these figures' }));
}

export default [
  {
    name: 'notes: a form without answers says beside each what is missing, and nothing is noted',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'judge');
      await notes(page);
      assert.match(await words(section(page, 'What happened')), /Nothing is noted/);
      await check(browser, page, 'none');
      await follow(page, main(page).getByRole('link', { name: REMEDY }));
      await check(browser, page, 'form');
      browser.expectStatus(422);
      const refused = await press(page, 'Note it');
      assert.equal(refused.status(), 422);
      assert.equal(await page.locator('form#note .govuk-form-group--error').count(), 3, 'a missing answer has no fault beside it');
      await check(browser, page, 'incomplete');
      await follow(page, page.locator('.languages').getByRole('link').last());
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl', 'another language loses the figure');
      await check(browser, page, 'form rtl');
    },
  },
  {
    name: 'notes: what has not happened yet is refused and keeps what was typed; what has is noted and counted',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'judge');
      await notes(page);
      await follow(page, main(page).getByRole('link', { name: REMEDY }));
      await answer(page, { label: 'How many', write: '2' });
      await answer(page, { label: 'Day it happened', write: '2199-01-01' });
      await answer(page, { label: 'Data', pick: 'Content data' });
      await answer(page, { label: 'Where it is on file', write: ON_FILE });
      browser.expectStatus(422);
      const refused = await press(page, 'Note it');
      assert.equal(refused.status(), 422);
      assert.match(await words(main(page)), /this has not happened yet/);
      assert.equal(await control(page, 'Where it is on file').inputValue(), ON_FILE);
      await check(browser, page, 'future');
      await answer(page, { label: 'Day it happened', write: TODAY });
      await press(page, 'Note it');
      const noted = section(page, 'What happened');
      assert.match(await words(noted), /Remedies sought.*28\(2\)\(h\).*Content data.*27\/00412/s);
      await check(browser, page, 'noted');
      await page.goto(`${page.url().split('&done')[0]}&lang=zz-rtl`);
      await check(browser, page, 'noted rtl');
      await page.goto(page.url().replace('&lang=zz-rtl', ''));
      assert.equal(await counted(page), '2');
      await check(browser, page, 'figures');
      done.noted = true;
    },
  },
  {
    name: 'notes: a note is struck with a reason, stays readable, and the figure forgets it',
    async run(browser) {
      need('noted');
      const page = await browser.officer('FR-TJ', 'judge');
      await notes(page);
      const folded = section(page, 'What happened').locator('details');
      await folded.locator('summary').click();
      browser.expectStatus(422);
      const refused = await press(page, 'Strike the note', { within: folded });
      assert.equal(refused.status(), 422);
      await check(browser, page, 'no reason');
      await answer(folded, { label: 'Why it is struck', write: 'The remedy was withdrawn before it was registered.' });
      const form = await folded.locator('form').getAttribute('action');
      await press(page, 'Strike the note', { within: folded });
      const struck = section(page, 'What happened');
      assert.match(await words(struck), /Struck.*27\/00412.*withdrawn before it was registered/s);
      assert.equal(await struck.locator('form').count(), 0, 'what is struck can be struck again');
      await check(browser, page, 'struck');
      assert.equal(await counted(page), null);
      // Whoever writes drafts answers for no figures.
      const police = await browser.officer('FR-TJ', 'police');
      browser.expectStatus(404);
      const nothing = await postAnyway(police, form);
      assert.equal(nothing.status(), 404);
    },
  },
];
