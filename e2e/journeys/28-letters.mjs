// Letters about an order, written in a browser: the provider says that the order is faulty and its duty rests, the
// issuer reads it and takes the order back, and nobody can write what the law does not give them now.

import assert from 'node:assert/strict';
import { answer, fact, follow, go, open, press, section, untilSeen, words } from '../hand.mjs';
import { answerTheLaw, answers, fill, fresh, openCase, openDraft, steps } from '../order.mjs';
import { checkWhole } from '../page.mjs';

const CASE = fresh('letters');
const FILE = `2026/${CASE}`;
const REFERENCE = new RegExp(`EPOC ${FILE}$`);
const EXPLANATION = 'The order names an account that was closed before the period it asks about.';
const QUESTION = 'Which of the two accounts is meant?';
const WHY = 'The account was confused with another one.';

const { done, need } = steps();

const check = (browser, page, name) => checkWhole(browser, page, `letters ${name}`);

export default [
  {
    name: 'letters: the provider writes that the order is faulty, each missing answer beside its field',
    async run(browser) {
      const police = await browser.officer('FR-TJ', 'police');
      await openCase(police, CASE, 'an order that names the wrong account');
      await openDraft(police);
      await fill(police, answers(FILE));
      const judge = await browser.officer('FR-TJ', 'judge');
      await open(judge, 'Desk', REFERENCE);
      await follow(judge, judge.getByRole('link', { name: 'Check what each recipient will get' }));
      await answerTheLaw(judge);
      await press(judge, 'Issue these copies');
      done.measure = new URL(judge.url()).pathname;

      const page = await browser.officer('IE-PROV', 'legal');
      await go(page, 'Desk');
      await untilSeen(page, page.getByRole('row', { name: new RegExp(FILE) }));
      await open(page, 'Desk', REFERENCE);
      done.order = new URL(page.url()).pathname;
      await follow(page, section(page, 'Letters').getByRole('link', { name: /impossib/i }));
      await check(browser, page, 'empty');
      const file = page.getByLabel(/^File number of the issuing authority/);
      assert.equal(await file.inputValue(), FILE, 'the letter asks for what the order says already');
      assert.match(await words(section(page, 'What follows when you send it')), /rests.*10\(6\)/s);

      await page.getByRole('checkbox', { name: 'The certificate is incomplete' }).check();
      browser.expectStatus(422);
      const refused = await press(page, 'Sign and send');
      assert.equal(refused.status(), 422, 'a letter leaves with answers missing');
      await check(browser, page, 'incomplete');
      const said = await words(page.getByRole('main'));
      for (const label of ['Explanation', 'Information or clarification asked for', 'Authorised person']) {
        assert.ok(said.includes(label), `the list of faults does not name ${label}`);
      }
      assert.ok(await page.getByRole('checkbox', { name: 'The certificate is incomplete' }).isChecked(), 'an answer was lost');

      await page.getByLabel('Production order', { exact: true }).check();
      for (const question of [
        { label: 'Date of issue of the certificate', write: '2026-11-20' },
        { label: 'Receipt of the certificate', write: '2026-11-20T14:05:00Z' },
        { label: 'Explanation', write: `[en] ${EXPLANATION}` },
        { label: 'Information or clarification asked for', write: `[en] ${QUESTION}` },
        { label: 'Preservation of the data', tick: ['Kept until they are produced or the issuing authority says otherwise'] },
        { label: 'E-mail', write: 'legal@harbour-mail.example' },
        { label: 'Authorised person', write: 'The lawyer on duty' },
        { label: 'Date', write: '2026-11-21' },
      ]) {
        await answer(page, question);
      }
      await press(page, 'Sign and send');
      assert.match(await words(page.getByRole('status')), /signed and on its way/);
      assert.match(await words(section(page, 'Letters')), /We wrote/);
      assert.match(await words(section(page, 'Hand over')), /The data must stay for now|The data may not leave yet/);
      await check(browser, page, 'said');
      done.said = true;
    },
  },
  {
    name: 'letters: the judge reads it and takes the order back, and both recipients know',
    async run(browser) {
      need('said');
      const page = await browser.officer('FR-TJ', 'judge');
      await page.goto(`${browser.sandbox.url('FR-TJ')}${need('measure')}`);
      await untilSeen(page, page.getByText('IE-PROV: says', { exact: false }));
      const heard = await words(page.getByRole('main'));
      for (const text of [EXPLANATION, QUESTION, 'The certificate is incomplete']) {
        assert.ok(heard.includes(text), `the judge does not read what the provider wrote: ${text}`);
      }
      await check(browser, page, 'heard');
      const more = section(page, 'More');
      await more.getByText('Take the measure back').click();
      browser.expectStatus(422);
      const refused = await press(page, 'Send: withdrawn');
      assert.equal(refused.status(), 422, 'an order is taken back without a reason');

      assert.match(await words(more), /an answer is needed/);
      await answer(page, { label: 'Why', write: WHY });
      await press(page, 'Send: withdrawn');
      assert.match(await words(page.getByRole('status')), /withdrawn/);
      assert.match(await words(fact(page.getByRole('main'), /^State$/)), /Withdrawn/);
      await check(browser, page, 'withdrawn');

      const provider = await browser.officer('IE-PROV', 'legal');
      await provider.goto(`${browser.sandbox.url('IE-PROV')}${need('order')}`);
      await untilSeen(provider, provider.getByText(WHY));
      assert.equal(await section(provider, 'Letters').getByRole('link').count(), 0, 'a letter about what has ended is offered');
      await check(browser, provider, 'withdrawn at the provider');
    },
  },
  {
    name: 'letters: a measure under another law starts with that law’s kinds',
    async run(browser) {
      need('measure');
      const page = await browser.officer('FR-TJ', 'police');
      await open(page, 'Cases', new RegExp(CASE));
      await follow(page, page.getByRole('link', { name: 'Draft a measure' }));
      await page.getByText('Another law').click();
      await check(browser, page, 'laws');
      await follow(page, page.getByRole('link', { name: /2022\/2065|Digital Services Act/ }));
      await page.getByLabel('Order to act against illegal content').check();
      await answer(page, { label: 'Who must perform it', pick: 'IE-PROV · Harbour Mail Ireland (ie-prov/legal)' });
      await press(page, 'Open the draft');
      assert.match(await words(page.getByRole('main')), /illegal content/i);
      await check(browser, page, 'draft under another law');
    },
  },
];
