// After the case was played: something made from an exhibit, a copy for the defence that keeps one exhibit back, a single
// entry of a record disclosed in part, and what a court's verifier says of the files.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { answer, follow, open, press, untilSeen, words } from '../hand.mjs';
import { steps } from '../order.mjs';
import { checkWhole } from '../page.mjs';

const CASE = 'amber-stall';
const { done, need } = steps();

const check = (browser, page, name) => checkWhole(browser, page, `copies ${name}`);

/** What the court's program says of a file that somebody downloaded here. */
async function judged(browser, page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const file = path.join(browser.shots, download.suggestedFilename());
  await download.saveAs(file);
  const { stdout } = await promisify(execFile)(browser.verify, [file, '--policy', browser.sandbox.report.policy]);
  return stdout;
}

/** The same page from right to left. */
async function mirrored(browser, page, name) {
  const here = page.url();
  await page.goto(`${here.split('?')[0]}?lang=zz-rtl`);
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  await check(browser, page, `${name} rtl`);
  await page.goto(`${here.split('?')[0]}?lang=en`);
}

export default [
  {
    name: 'copies: what is made from an exhibit says from which, and a form without answers says what is missing',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'police');
      await open(page, 'Cases', CASE);
      await follow(page, page.getByRole('link', { name: 'What is kept, held and destroyed in this case' }));
      await follow(page, page.getByRole('link', { name: 'Make an exhibit from others' }));
      await check(browser, page, 'derive');
      await mirrored(browser, page, 'derive');
      browser.expectStatus(422);
      const refused = await press(page, 'Record it as an exhibit');
      assert.equal(refused.status(), 422);
      assert.ok((await page.locator('form#derive .govuk-form-group--error').count()) >= 6, 'not each missing answer has its fault');
      await check(browser, page, 'derive incomplete');
      await page.locator('form#derive').getByRole('checkbox').last().check();
      await answer(page, { label: 'What was done', tick: ['Something left out or covered for a reader'] });
      await answer(page, { label: 'Tool', write: 'redact' });
      await answer(page, { label: 'Version', write: '2.4.1' });
      await answer(page, { label: 'How it was made', write: 'Lines with names of uninvolved persons were taken out.' });
      await answer(page, { label: 'What is not in it, or is not as it was', write: 'Eleven lines; nothing else.' });
      const file = { name: 'redacted.txt', mimeType: 'text/plain', buffer: Buffer.from('what may be read\n') };
      await page.getByLabel('The file').setInputFiles(file);
      await press(page, 'Record it as an exhibit');
      await check(browser, page, 'derived');
      assert.match(await words(page.getByRole('main')), /-D1/);
      done.derived = true;
    },
  },
  {
    name: 'copies: the record of an exhibit says what will be asked about it, and fields of one entry are disclosed',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      await open(page, 'Cases', CASE);
      await follow(page, page.getByRole('main').getByRole('link', { name: /^X-1/ }).last());
      await check(browser, page, 'exhibit');
      await mirrored(browser, page, 'exhibit');
      await follow(page, page.getByRole('link', { name: /^Fields of entry/ }).first());
      await check(browser, page, 'disclose');
      browser.expectStatus(422);
      const refused = await press(page, 'Record and download');
      assert.equal(refused.status(), 422);
      await check(browser, page, 'disclose incomplete');
      await answer(page, { label: 'To whom', write: 'The expert of the court' });
      await page.locator('form#disclose select').selectOption({ index: 1 });
      await answer(page, { label: 'On which basis', write: 'Order of the court of 3 March' });
      await page.locator('form#disclose').getByRole('checkbox').first().check();
      const said = await judged(browser, page, page.getByRole('button', { name: 'Record and download' }));
      assert.match(said, /^VERIFIED: entry \d+ of .* is shown in part/);
    },
  },
  {
    name: 'copies: the defence gets a copy that proves of what it is a part and names what a judge let be kept back',
    async run(browser) {
      const clerk = await browser.officer('FR-TJ', 'clerk');
      await open(clerk, 'Cases', CASE);
      await press(clerk, 'Export the case again');
      await untilSeen(clerk, clerk.getByRole('link', { name: 'Download the package' }));
      await follow(clerk, clerk.getByRole('link', { name: 'Make a copy with fewer exhibits' }));
      await check(browser, clerk, 'copy');
      await mirrored(browser, clerk, 'copy');
      browser.expectStatus(422);
      const refused = await press(clerk, 'Ask for the copy');
      assert.equal(refused.status(), 422);
      await check(browser, clerk, 'copy incomplete');
      await answer(clerk, { label: 'Who gets it', tick: ['The defence'] });
      await answer(clerk, { label: 'For whom, in words', write: 'The defence of the accused' });
      const back = { label: 'Kept back: threatens the life or fundamental rights of another person' };
      await clerk.locator('form#copy select').first().selectOption(back);
      await press(clerk, 'Ask for the copy');
      await check(browser, clerk, 'copy awaits');
      done.copy = new URL(clerk.url()).pathname;
      const judge = await browser.officer('FR-TJ', 'judge');
      await judge.goto(`${browser.sandbox.url('FR-TJ')}${done.copy}`);
      await check(browser, judge, 'copy to agree');
      await press(judge, 'Agree to the package');
      await clerk.goto(`${browser.sandbox.url('FR-TJ')}${done.copy}`);
      const link = clerk.getByRole('link', { name: 'Download the package' });
      await untilSeen(clerk, link);
      await check(browser, clerk, 'copy ready');
      await mirrored(browser, clerk, 'copy ready');
      const said = await judged(browser, clerk, link);
      assert.match(said, /^VERIFIED/m);
      assert.match(said, /exhibits are here; kept back: 1/);
      assert.match(said, /threaten/);
    },
  },
  {
    name: 'copies: the keys of the log and what the log lost have pages that are whole',
    async run(browser) {
      need('copy');
      const page = await browser.officer('FR-TJ', 'judge');
      await page.goto(`${browser.sandbox.url('FR-TJ')}/ledger/keys`);
      await check(browser, page, 'log keys');
      await mirrored(browser, page, 'log keys');
    },
  },
];
