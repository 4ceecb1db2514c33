// What a case keeps, after it was played: a hold that stands above every reason to destroy, two officers who order a
// destruction, the certificate, and a package that says what is missing from it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { answer, follow, open, postAnyway, press, section, untilSeen, words } from '../hand.mjs';
import { steps } from '../order.mjs';
import { checkWhole } from '../page.mjs';

const CASE = 'amber-stall';
/** Three months ahead, and far from the end of the longest hold. */
const DAY = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
const WHY = 'The appeal of the accused is pending; Article 10 of the order on exhibits.';
const { done, need } = steps();

const check = (browser, page, name) => checkWhole(browser, page, `keeping ${name}`);

async function keeping(page) {
  await open(page, 'Cases', CASE);
  await follow(page, page.getByRole('link', { name: 'What is kept, held and destroyed in this case' }));
}

/** A form that is folded away until somebody wants it. */
async function unfold(page, title) {
  const folded = page.locator('details', { has: page.locator('summary', { hasText: title }) });
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click();
  return folded.locator('form');
}

export default [
  {
    name: 'keeping: a form without answers says beside each what is missing, and nothing is held',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'judge');
      await keeping(page);
      await check(browser, page, 'empty');
      browser.expectStatus(422);
      const empty = await unfold(page, 'Place a hold');
      const refused = await press(page, 'Place the hold', { within: empty });
      assert.equal(refused.status(), 422);
      await check(browser, page, 'incomplete');
      const faults = page.locator('form#hold .govuk-form-group--error');
      assert.equal(await faults.count(), 3, 'not each of the three answers has its fault beside it');
      await keeping(page);
      assert.match(await words(section(page, 'Holds')), /No hold lasts now/);
    },
  },
  {
    name: 'keeping: a hold is placed, and a destruction that is proposed waits for its end',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'judge');
      await keeping(page);
      const hold = await unfold(page, 'Place a hold');
      await hold.getByRole('checkbox').first().check();
      await answer(hold, { label: 'Last day of the hold', write: DAY });
      await answer(hold, { label: 'Why', write: WHY });
      await press(page, 'Place the hold', { within: hold });
      await check(browser, page, 'held');
      assert.match(await words(section(page, 'Holds')), /The appeal of the accused/);
      const erase = await unfold(page, 'Propose to destroy content');
      await erase.getByRole('checkbox').first().check();
      await erase.getByLabel('It may not be kept any longer', { exact: true }).check();
      await answer(erase, { label: 'Why', write: 'The period of the act is over.' });
      await press(page, 'Propose it to another officer', { within: erase });
      done.erasure = new URL(page.url()).pathname;
      assert.match(await words(page.getByRole('main')), /another officer must decide/);
      await check(browser, page, 'proposed');
      // Whoever proposed it cannot agree, whatever is posted.
      browser.expectStatus(403);
      const refused = await postAnyway(page, `${done.erasure}/approve`);
      assert.equal(refused.status(), 403);
    },
  },
  {
    name: 'keeping: while the hold lasts nobody can agree, whatever is posted',
    async run(browser) {
      need('erasure');
      const page = await browser.officer('FR-TJ', 'prosecutor');
      await page.goto(`${browser.sandbox.url('FR-TJ')}${done.erasure}`);
      await check(browser, page, 'on hold');
      assert.equal(await page.getByRole('button', { name: 'Agree: destroy it for ever' }).count(), 0);
      browser.expectStatus(409);
      const refused = await postAnyway(page, `${done.erasure}/approve`);
      assert.equal(refused.status(), 409);
      assert.match(await words(page.getByRole('main')), /A hold lasts, so nothing is destroyed/);
    },
  },
  {
    name: 'keeping: the hold is ended, another officer agrees, and the certificate says what is gone',
    async run(browser) {
      need('erasure');
      const why = { label: 'Why it ends early', write: 'The appeal was withdrawn.' };
      // Whoever proposed the destruction does not end what stands in its way.
      const judge = await browser.officer('FR-TJ', 'judge');
      await keeping(judge);
      const theirs = await unfold(judge, 'End this hold early');
      await answer(theirs, why);
      browser.expectStatus(403);
      const refused = await press(judge, 'End the hold', { within: theirs });
      assert.equal(refused.status(), 403);
      const clerk = await browser.officer('FR-TJ', 'clerk');
      await keeping(clerk);
      const lift = await unfold(clerk, 'End this hold early');
      await answer(lift, why);
      await press(clerk, 'End the hold', { within: lift });
      assert.match(await words(section(clerk, 'Holds')), /No hold lasts now/);
      // Another exhibit is held from now on; a court must be able to check a package with it.
      const another = await unfold(clerk, 'Place a hold');
      await another.getByRole('checkbox').last().check();
      await answer(another, { label: 'Last day of the hold', write: DAY });
      await answer(another, { label: 'Why', write: WHY });
      await press(clerk, 'Place the hold', { within: another });
      const page = await browser.officer('FR-TJ', 'prosecutor');
      await page.goto(`${browser.sandbox.url('FR-TJ')}${done.erasure}`);
      await check(browser, page, 'to decide');
      await press(page, 'Agree: destroy it for ever');
      await untilSeen(page, page.getByRole('heading', { name: 'Certificate of destruction' }));
      await check(browser, page, 'certificate');
      const said = await words(page.getByRole('main'));
      assert.match(said, /That no copy is left outside this node/);
      const opened = page.locator('td[data-label="Keys that still opened"]').last();
      assert.equal(await words(opened), 'none');
      await page.goto(`${page.url().split('?')[0]}?lang=zz-rtl`);
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      await check(browser, page, 'certificate rtl');
      done.gone = true;
    },
  },
  {
    name: 'keeping: the package that held it is gone, and the next one says what is missing from it',
    async run(browser) {
      need('gone');
      const page = await browser.officer('FR-TJ', 'clerk');
      await open(page, 'Cases', CASE);
      await follow(page, page.getByRole('link', { name: /package/i }).first());
      await check(browser, page, 'package gone');
      assert.match(await words(page.getByRole('main')), /was destroyed/);
      assert.equal(await page.getByRole('link', { name: /download/i }).count(), 0);
      await open(page, 'Cases', CASE);
      await press(page, 'Export the case again');
      await untilSeen(page, page.getByRole('link', { name: /download/i }));
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /download/i }).click(),
      ]);
      const file = path.join(browser.shots, download.suggestedFilename());
      await download.saveAs(file);
      const { policy } = browser.sandbox.report;
      const { stdout } = await promisify(execFile)(browser.verify, [file, '--policy', policy]);
      assert.match(stdout, /^VERIFIED/m);
    },
  },
];
