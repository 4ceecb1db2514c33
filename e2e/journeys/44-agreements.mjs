// An agreement from its draft to its end, by the officers of both parties: a court drafts it, a second officer and the
// provider sign what they read, the provider suspends it, an order of the court waits and its page says why, and goes when
// the suspension ends.

import assert from 'node:assert/strict';
import { answer, follow, go, group, open, postAnyway, press, section, untilSeen, words } from '../hand.mjs';
import { answerTheLaw, answers, fill, fresh, openCase, openDraft, steps } from '../order.mjs';
import { checkWhole } from '../page.mjs';

const TITLE = fresh('Traffic data of the mail service');
const CASE = fresh('ledgers');
const FILE = `2026/${CASE}`;

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const { done, need } = steps();

const check = (browser, page, name) => checkWhole(browser, page, `agreements ${name}`);

/** The same page from right to left. */
async function mirrored(browser, page, name) {
  const here = page.url().split('?')[0];
  await page.goto(`${here}?lang=zz-rtl`);
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  await check(browser, page, `${name} rtl`);
  await page.goto(`${here}?lang=en`);
}

/** The page of the agreement, from the navigation. */
async function openAgreement(page) {
  await go(page, 'Agreements');
  const link = page.getByRole('main').getByRole('link', { name: TITLE });
  await untilSeen(page, link);
  await follow(page, link);
}

/** Opens the form of an act, and answers it. */
async function act(page, name, questions) {
  // Whole: what ends something is part of what suspends it.
  const whole = new RegExp(`^[\\u2066-\\u2069]*${name}[\\u2066-\\u2069]*$`);
  await page.locator('summary', { hasText: whole }).click();
  const form = page.locator('form').filter({ has: page.getByRole('button', { name, exact: true }) });
  for (const { label, write, tick } of questions) {
    if (write) await form.getByLabel(label).fill(write);
    if (tick) await form.getByRole('radio').nth(tick - 1).check();
  }
  return press(page, name, { within: form });
}

async function sign(page) {
  await follow(page, page.getByRole('link', { name: 'Read the document and sign' }));
  return page;
}

export default [
  {
    name: 'agreements: a judge drafts one; what is missing is named, and nothing that was typed is lost',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'judge');
      await go(page, 'Agreements');
      await check(browser, page, 'list');
      await follow(page, page.getByRole('link', { name: 'Draft an agreement' }));
      await check(browser, page, 'draft');
      await mirrored(browser, page, 'draft');
      await answer(page, { label: 'Name', write: TITLE });
      browser.expectStatus(422);
      const refused = await press(page, 'Write it down');
      assert.equal(refused.status(), 422);
      assert.ok((await page.locator('.error-summary li').count()) >= 14, 'not each missing answer is named');
      assert.equal(await page.getByLabel('Name').inputValue(), TITLE);
      await check(browser, page, 'draft incomplete');
      await answer(page, { label: 'Legal basis', write: 'Article 35(1) of Directive (EU) 2016/680' });
      await group(page, 'Other parties').getByLabel(/^.?IE-PROV/).check();
      await answer(page, { label: 'Purposes', tick: ['Investigation'] });
      await group(page, 'Data').getByLabel('Traffic data', { exact: true }).check();
      await answer(page, { label: 'Who gives to whom', tick: ['Only the others to us'] });
      await group(page, 'Passing on to others').getByRole('radio').nth(1).check();
      await answer(page, { label: 'Days for which it may be kept', write: '365' });
      await group(page, 'May evidence of a pending case stay until that case has ended?').getByLabel('yes').check();
      await answer(page, { label: 'Safeguards', write: 'Encrypted at rest\nEvery read is on record' });
      await answer(page, { label: 'Where the impact assessment is found', write: 'DPIA 2026/4' });
      await answer(page, { label: 'Day on which it was last gone through', write: day(-60) });
      await answer(page, { label: 'Months between two reviews', write: '12' });
      await answer(page, { label: 'First day', write: day(-2) });
      await answer(page, { label: 'Last day', write: day(700) });
      await answer(page, {
        label: 'Reasons for which a party may suspend it',
        write: 'Data were used for another purpose\nA breach was not told',
      });
      await group(page, 'Do requests to keep data go on while it is suspended?').getByLabel('yes').check();
      await press(page, 'Write it down');
      done.agreement = new URL(page.url()).pathname;
      await check(browser, page, 'drafted');
      const said = await words(page.getByRole('main'));
      assert.match(said, /Whoever drafts|another officer|second/i, `nothing says that somebody else signs:\n${said}`);
      assert.equal(await page.getByRole('link', { name: 'Read the document and sign' }).count(), 0);
    },
  },
  {
    name: 'agreements: the prosecutor signs what is shown and nothing else, and the provider after him',
    async run(browser) {
      const agreement = need('agreement');
      const page = await browser.officer('FR-TJ', 'prosecutor');
      assert.match(await words(page.getByRole('main')), /waits for our signature/, 'the desk does not say it');
      await openAgreement(page);
      await sign(page);
      await check(browser, page, 'sign');
      await mirrored(browser, page, 'sign');
      browser.expectStatus(409);
      const other = await postAnyway(page, `${agreement}/sign`, { digest: '00'.repeat(32) });
      assert.equal(other.status(), 409);
      await check(browser, page, 'sign outdated');
      await press(page, 'Sign for my member');
      await check(browser, page, 'signed by one');
      const legal = await browser.officer('IE-PROV', 'legal');
      await openAgreement(legal);
      await sign(legal);
      await press(legal, 'Sign for my member');
      await untilSeen(page, page.getByText('In force', { exact: true }).first());
      await check(browser, page, 'in force');
      await mirrored(browser, page, 'in force');
      const signatures = await words(section(page, 'Signatures'));
      for (const unit of ['fr-tj/prosecutor', 'ie-prov/legal']) assert.ok(signatures.includes(unit), unit);
      done.inForce = true;
    },
  },
  {
    name: 'agreements: who may not draft is offered nothing, and a form written by hand is refused',
    async run(browser) {
      need('inForce');
      const page = await browser.officer('FR-TJ', 'clerk');
      await openAgreement(page);
      await check(browser, page, 'read only');
      assert.equal(await page.getByRole('main').locator('form').count(), 0, 'the clerk is offered a form');
      browser.expectStatus(403);
      const refused = await postAnyway(page, `${need('agreement')}/end`, { why: 'x' });
      assert.equal(refused.status(), 403);
      await check(browser, page, 'refused');
    },
  },
  {
    name: 'agreements: the provider suspends it, an order waits, and its page says because of what and who can end it',
    async run(browser) {
      need('inForce');
      const legal = await browser.officer('IE-PROV', 'legal');
      await openAgreement(legal);
      await act(legal, 'Suspend it', [
        { label: 'Reason of the document', tick: 1 },
        { label: 'What happened', write: 'The data of May were used in a tax case.' },
      ]);
      await check(browser, legal, 'suspended');
      const page = await browser.officer('FR-TJ', 'judge');
      await openAgreement(page);
      await untilSeen(page, page.getByText('Suspended', { exact: true }).first());
      // Who drafts an order does not issue it.
      const police = await browser.officer('FR-TJ', 'police');
      await openCase(police, CASE, 'false invoices');
      await openDraft(police);
      await fill(police, answers(FILE));
      await open(page, 'Desk', new RegExp(`EPOC ${FILE}$`));
      await follow(page, page.getByRole('link', { name: 'Check what each recipient will get' }));
      await answerTheLaw(page);
      await press(page, 'Issue these copies');
      done.measure = page.url().split('?')[0];
      const note = page.getByText('A letter about this waits because of an agreement');
      await untilSeen(page, note);
      const said = await words(page.getByRole('main'));
      assert.ok(said.includes(TITLE) && said.includes('Only IE-PROV can end this'), said);
      await check(browser, page, 'measure that waits');
      await mirrored(browser, page, 'measure that waits');
      await follow(page, page.getByRole('main').getByRole('link', { name: TITLE }).first());
      await check(browser, page, 'suspended by the other');
      await mirrored(browser, page, 'suspended by the other');
      await follow(page, page.getByRole('link', { name: 'One letter of ours waits' }).first());
      await check(browser, page, 'letters that wait');
      done.suspended = true;
    },
  },
  {
    name: 'agreements: the suspension ends, the order goes by itself, and the agreement is ended in the end',
    async run(browser) {
      need('suspended');
      const legal = await browser.officer('IE-PROV', 'legal');
      await openAgreement(legal);
      await act(legal, 'End our suspension', [{ label: 'Why it may go on', write: 'The file was taken out.' }]);
      const page = await browser.officer('FR-TJ', 'judge');
      await page.goto(need('measure'));
      await untilSeen(page, section(page, 'Copies that left').getByText('Receipted', { exact: true }).nth(1));
      const waits = page.getByText('A letter about this waits because of an agreement');
      assert.equal(await waits.count(), 0, 'the page still says that a letter waits');
      await openAgreement(page);
      await act(page, 'Record a review', [{ label: 'What was found', write: 'Report 2026/7: the terms are kept.' }]);
      await act(page, 'End it', [{ label: 'Why it ends', write: 'Another agreement follows it.' }]);
      await check(browser, page, 'ended');
      await open(legal, 'Agreements', TITLE);
      await untilSeen(legal, legal.getByText('Ended', { exact: true }).first());
    },
  },
];
