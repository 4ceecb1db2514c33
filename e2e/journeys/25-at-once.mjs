// Two people at the same thing, and one person too fast: nobody's words are lost, nobody decides about what they have
// not seen, and what is done twice happens once.

import assert from 'node:assert/strict';
import { answer, around, control, follow, go, press, section, untilSeen, words } from '../hand.mjs';
import { answerTheLaw, answers, fill, fresh, openCase, openDraft } from '../order.mjs';
import { checkPage } from '../page.mjs';

const CASE = fresh('twofold');
const FILE = `2026/${CASE}`;
const REFERENCE = new RegExp(`EPOC ${FILE}$`);

/** How often two saves are sent at the same instant: a race shows itself only now and then. */
const ROUNDS = 3;

/** Where the draft lives, once the first journey has written it. */
const done = {};

/** The draft as an officer has it open; another context is another window, or another officer. */
async function draft(browser, officer) {
  const page = await browser.officer('FR-TJ', officer);
  assert.ok(done.measure, 'the first journey of this file failed, or was filtered away');
  await page.goto(browser.sandbox.url('FR-TJ') + done.measure);
  return page;
}

export default [
  {
    name: 'at once: of two officers who save one draft the second is told, and loses nothing of what he typed',
    async run(browser) {
      const police = await browser.officer('FR-TJ', 'police');
      await openCase(police, CASE, 'one thing for two', ['fr-tj/judge', 'fr-tj/prosecutor']);
      await openDraft(police);
      await fill(police, answers(FILE));
      done.measure = new URL(police.url()).pathname;

      const other = await draft(browser, 'prosecutor');
      await answer(police, { label: 'Telephone', write: '+33 4 11 11 11 11' });
      await answer(other, { label: 'Post held', write: 'Vice-président chargé de l’instruction' });
      await press(police, 'Save');
      browser.expectStatus(409);
      const refused = await press(other, 'Save');
      assert.equal(refused.status(), 409, 'the second save overwrote the first');
      await checkPage(browser, other);
      await browser.shoot(other, 'at once second save');
      assert.match(await words(other.getByRole('alert')), /changed this since/);
      const kept = await control(other, 'Post held').inputValue();
      assert.equal(kept, 'Vice-président chargé de l’instruction', 'what the second typed is lost');
      const stored = await draft(browser, 'police');
      assert.equal(await control(stored, 'Telephone').inputValue(), '+33 4 11 11 11 11');
      assert.equal(await control(stored, 'Post held').inputValue(), 'Juge d’instruction', 'half of a save was taken');
    },
  },
  {
    name: 'at once: the second officer sees what the first changed before he saves over it',
    async run(browser) {
      const first = await draft(browser, 'police');
      const second = await draft(browser, 'prosecutor');
      await answer(first, { label: 'Telephone', write: '+33 4 22 22 22 22' });
      await press(first, 'Save');
      await answer(second, { label: 'Post held', write: 'Juge des enfants' });
      browser.expectStatus(409);
      await press(second, 'Save');
      const said = await words(around(second, 'Telephone'));
      const kept = await control(second, 'Telephone').inputValue();
      assert.ok(`${said} ${kept}`.includes('22 22 22 22'), 'nothing on the form says what the first officer wrote');
    },
  },
  {
    name: 'at once: of two saves at the same instant one is taken and one is told',
    async run(browser) {
      browser.expectStatus(409);
      for (let round = 0; round < ROUNDS; round += 1) {
        const pages = [await draft(browser, 'police'), await draft(browser, 'prosecutor')];
        const typed = pages.map((_, n) => `+33 4 33 33 ${round}${n}`);
        for (const [n, page] of pages.entries()) await answer(page, { label: 'Telephone', write: typed[n] });
        const answered = await Promise.all(pages.map((page) => press(page, 'Save')));
        const statuses = answered.map((response) => response.status());
        assert.deepEqual(statuses.toSorted(), [200, 409], `both saves were answered with ${statuses}`);
        const stored = await draft(browser, 'police');
        assert.equal(await control(stored, 'Telephone').inputValue(), typed[statuses.indexOf(200)]);
        await browser.closeContexts();
      }
    },
  },
  {
    name: 'at once: a judge does not issue what changed after he read it',
    async run(browser) {
      const judge = await draft(browser, 'judge');
      await follow(judge, judge.getByRole('link', { name: 'Check what each recipient will get' }));
      await answerTheLaw(judge);
      const police = await draft(browser, 'police');
      await answer(police, { label: 'Telephone', write: '+33 4 44 44 44 44' });
      await press(police, 'Save');
      browser.expectStatus(409);
      const refused = await press(judge, 'Issue these copies');
      assert.equal(refused.status(), 409);
      await checkPage(browser, judge);
      await browser.shoot(judge, 'at once issue of an older draft');
      assert.match(await words(judge.getByRole('main')), /changed.*Nothing was changed/s);
      assert.match(await words((await draft(browser, 'judge')).getByRole('heading', { level: 1 })), /^Draft/);
    },
  },
  {
    name: 'at once: a double click issues once',
    async run(browser) {
      const judge = await draft(browser, 'judge');
      await follow(judge, judge.getByRole('link', { name: 'Check what each recipient will get' }));
      await answerTheLaw(judge);
      const late = await draft(browser, 'judge');
      await follow(late, late.getByRole('link', { name: 'Check what each recipient will get' }));
      await answerTheLaw(late);

      await press(judge, 'Issue these copies', { twice: true });
      await judge.waitForURL(/done=issued/);
      const copies = section(judge, 'Copies that left').getByText('Receipted', { exact: true });
      await untilSeen(judge, copies.nth(1));
      assert.equal(await copies.count(), 2, 'more than one copy for each recipient left');
      const happened = section(judge, 'What happened').getByText('The measure was issued', { exact: true });
      assert.equal(await happened.count(), 1, 'it was issued more than once');
      for (const [member, officer] of [['IE-PROV', 'legal'], ['IE-CA', 'executor']]) {
        const page = await browser.officer(member, officer);
        await go(page, 'Desk');
        const order = page.getByRole('link', { name: REFERENCE });
        await untilSeen(page, order);
        assert.equal(await order.count(), 1, `${member} has the order more than once`);
      }

      browser.expectStatus(409);
      const refused = await press(late, 'Issue these copies');
      assert.equal(refused.status(), 409, 'what was issued in one window could be issued again in another');
      await checkPage(browser, late);
      await browser.shoot(late, 'at once issued before');
      assert.match(await words(late.getByRole('main')), /issued/);
    },
  },
  {
    name: 'at once: who takes no part in the case finds nothing of it',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      assert.ok(!(await page.content()).includes(CASE), 'the desk names an order of the case');
      await go(page, 'Cases');
      assert.ok(!(await page.content()).includes(CASE), 'the list of cases names it');
      browser.expectStatus(404);
      await page.goto(browser.sandbox.url('FR-TJ') + done.measure);
      await checkPage(browser, page);
      assert.ok(!(await page.content()).includes(CASE), 'the page of what is not there names the case');
    },
  },
];
