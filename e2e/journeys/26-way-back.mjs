// What goes wrong while somebody fills in a form: nothing typed is lost, each fault stands beside its field in the
// words of the form, and what was set by mistake can be taken back.

import assert from 'node:assert/strict';
import { answer, around, control, follow, group, open, press, section, untilSeen, words } from '../hand.mjs';
import { answerTheLaw, answers, fill, fresh, openCase, openDraft } from '../order.mjs';
import { checkPage } from '../page.mjs';

const CASE = fresh('mistake');
const FILE = `2026/${CASE}`;
const done = {};

async function draft(browser, officer) {
  const page = await browser.officer('FR-TJ', officer);
  assert.ok(done.measure, 'the first journey of this file failed, or was filtered away');
  await page.goto(browser.sandbox.url('FR-TJ') + done.measure);
  return page;
}

export default [
  {
    name: 'way back: a case without a codename is asked for it, and keeps the rest',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'police');
      browser.expectStatus(422);
      await openCase(page, '', 'what a mistake costs', ['fr-tj/judge']);
      await checkPage(browser, page);
      assert.match(await words(around(page, 'Codename')), /an answer is needed/);
      assert.equal(await control(page, 'What it is about').inputValue(), 'what a mistake costs');
      assert.ok(await group(page, 'Who else takes part').getByLabel('fr-tj/judge').isChecked());
      await answer(page, { label: 'Codename', write: CASE });
      await press(page, 'Open the case');
      await openDraft(page);
      await fill(page, answers(FILE));
      done.measure = new URL(page.url()).pathname;
    },
  },
  {
    name: 'way back: answers in the wrong form are named beside their fields, in the words of the form',
    async run(browser) {
      const page = await draft(browser, 'police');
      await answer(page, { label: 'Data from', write: '1 June 2026' });
      await answer(page, { label: 'Maximum penalty', write: 'ten years' });
      browser.expectStatus(422);
      await press(page, 'Save');
      assert.equal(await control(page, 'Data from').inputValue(), '1 June 2026');
      for (const label of ['Data from', 'Maximum penalty']) {
        assert.ok((await around(page, label).locator('.govuk-error-message').count()) > 0, `nothing beside ${label}`);
      }
      const said = await words(page.getByRole('alert'));
      assert.ok(!/time_range_from|penalty_max/.test(said), `the form says: ${said}`);
    },
  },
  {
    name: 'way back: a round button that was set by mistake can be taken back',
    async run(browser) {
      const page = await draft(browser, 'police');
      const question = group(page, 'The data were preserved on an earlier request');
      const none = question.getByLabel('Not answered');
      assert.ok((await none.count()) === 1, 'there is nothing to choose but an answer');
    },
  },
  {
    name: 'way back: the Enter key in a line saves, and stays in its section',
    async run(browser) {
      const page = await draft(browser, 'police');
      await control(page, 'Preferred means').press('Enter');
      await page.waitForURL(/done=saved/);
      assert.ok(!page.url().endsWith('#section-A'), 'it leads to the first section');
    },
  },
  {
    name: 'way back: whoever saves a section in the middle sees that it is saved',
    async run(browser) {
      const page = await draft(browser, 'police');
      await page.emulateMedia({ reducedMotion: 'reduce' }); // the page comes back where it stays
      await press(page, 'Save', { within: page.getByRole('region', { name: /Conditions$/ }) });
      const status = page.getByRole('status');
      assert.match(await words(status), /\nSaved\.$/); // below the title of the banner
      const inView = await status.evaluate((e) => e.getBoundingClientRect().bottom > 0);
      assert.ok(inView, 'what was done is said where nobody looks');
    },
  },
  {
    name: 'way back: a judge who left a question open keeps the reasons already written',
    async run(browser) {
      const page = await draft(browser, 'judge');
      await follow(page, page.getByRole('link', { name: 'Check what each recipient will get' }));
      await answer(page, { label: 'Why is the order necessary?', write: 'Nobody else knows who uses the account.' });
      browser.expectStatus(422);
      await press(page, 'Issue these copies');
      const kept = page.getByText('Nobody else knows who uses the account.');
      assert.ok((await kept.count()) === 1, 'the reasons are gone');
    },
  },
  {
    name: 'way back: an authority whose ground lacks a word keeps what it chose',
    async run(browser) {
      const judge = await draft(browser, 'judge');
      await follow(judge, judge.getByRole('link', { name: 'Check what each recipient will get' }));
      await answerTheLaw(judge);
      await press(judge, 'Issue these copies');
      const page = await browser.officer('IE-CA', 'executor');
      await open(page, 'Desk', new RegExp(FILE));
      await control(page, 'Ground').selectOption({ index: 1 });
      const extent = page.getByLabel('Nothing is stopped, but the data may be used under conditions only');
      await extent.check();
      browser.expectStatus(422);
      await press(page, 'Send: this ground');
      await checkPage(browser, page);
      assert.ok((await control(page, 'Ground').inputValue()) !== '', 'the ground has to be chosen again');
      assert.ok(await extent.isChecked(), 'the extent has to be chosen again');
      const alert = await words(page.getByRole('alert'));
      assert.ok(/Conditions/.test(alert) && /Reasons/.test(alert), 'it does not say which answers are needed');
    },
  },
  {
    name: 'way back: a ground goes with its reasons, once the issuing authority was contacted',
    async run(browser) {
      const page = await browser.officer('IE-CA', 'executor');
      await open(page, 'Desk', new RegExp(FILE));
      await control(page, 'Ground').selectOption({ index: 1 });
      await page.getByLabel('The whole measure').check();
      await control(page, 'Reasons').fill('The account belongs to the lawyer of the suspect.');
      browser.expectStatus(422);
      await press(page, 'Send: this ground');
      assert.match(await words(page.getByRole('main')), /issuing authority/);
      await control(page, 'Issuing authority contacted at').fill(new Date().toISOString());
      await press(page, 'Send: this ground');
      assert.match(await words(page.getByRole('status')), /ground/);
      await checkPage(browser, page);
      const judge = await draft(browser, 'judge');
      await untilSeen(judge, judge.getByText('The account belongs to the lawyer of the suspect.').first());
      const acts = await words(section(judge, 'What others did'));
      assert.match(acts, /The account belongs to the lawyer of the suspect\./);
      assert.match(acts, /We were contacted at/);
    },
  },
  {
    name: 'way back: a judge learns before he mends a draft that he cannot issue it then, and by whose rule',
    async run(browser) {
      const police = await browser.officer('FR-TJ', 'police');
      await open(police, 'Cases', CASE);
      await openDraft(police);
      await fill(police, answers(fresh(FILE)));
      const judge = await browser.officer('FR-TJ', 'judge');
      await judge.goto(police.url());
      const before = await words(judge.getByRole('main'));
      await answer(judge, { label: 'Telephone', write: '+33 4 55 55 55 55' });
      await press(judge, 'Save');
      await follow(judge, judge.getByRole('link', { name: 'Check what each recipient will get' }));
      const after = await words(section(judge, 'Issue'));
      assert.match(after, /Somebody else must do this/);
      assert.ok(/(cannot|may not) issue/.test(before), 'the judge is not warned');
      assert.ok(!after.includes('Article 4(2)'), 'a rule of the house is given as the law');
    },
  },
  {
    name: 'way back: an order asks for some data',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'police');
      await open(page, 'Cases', CASE);
      await follow(page, page.getByRole('link', { name: 'Draft a measure' }));
      await page.getByLabel('European Production Order Certificate').check();
      await answer(page, { label: 'Who must perform it', pick: 'IE-PROV · Harbour Mail Ireland (ie-prov/legal)' });
      browser.expectStatus(422);
      const answered = await press(page, 'Open the draft');
      assert.ok(answered.status() === 422, 'an order for nothing was opened');
    },
  },
  {
    name: 'way back: the desk of a provider does not say that it owes what it handed over',
    async run(browser) {
      const page = await browser.officer('IE-PROV', 'legal');
      const rows = page.getByRole('row').filter({ hasText: 'Handed over' });
      assert.ok((await rows.count()) > 0, 'nothing was handed over before this journey');
      assert.ok(!/owed/.test(await words(rows.first())), 'it is still owed');
    },
  },
  {
    name: 'way back: at the issuer the right of an authority ends with its word',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      await open(page, 'Cases', 'amber-stall');
      await follow(page, section(page, 'Measures').getByRole('link').first());
      assert.match(await words(section(page, 'What others did')), /raises no ground/);
      assert.ok(!/Right may be used/.test(await words(section(page, 'Periods'))), 'the right may still be used');
    },
  },
];
