// How a session ends. Last of all, because the link of an officer works once: whoever is signed out here needs another.

import assert from 'node:assert/strict';
import { answer, control, press, words } from '../hand.mjs';
import { checkPage } from '../page.mjs';

export default [
  {
    name: 'signing out ends the session in every window, and says so',
    async run(browser) {
      const page = await browser.officer('COORD', 'desk');
      const other = await page.context().newPage();
      await other.goto(browser.sandbox.url('COORD'));
      await press(page, 'Sign out');
      await checkPage(browser, page);
      assert.match(await words(page.getByRole('main')), /You are signed out/);
      browser.expectStatus(401);
      const answered = await other.reload();
      assert.equal(answered.status(), 401);
      await checkPage(browser, other);
    },
  },
  {
    name: 'a form sent after the session ended is not lost, and the page says what happened',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'prosecutor');
      await page.goto(`${browser.sandbox.url('FR-TJ')}/cases/new`);
      await answer(page, { label: 'Codename', write: 'half an hour of work' });
      const other = await page.context().newPage();
      await other.goto(browser.sandbox.url('FR-TJ'));
      await press(other, 'Sign out');
      browser.expectStatus(401);
      await press(page, 'Open the case');
      await checkPage(browser, page);
      assert.match(await words(page.getByRole('main')), /Your session is over/);
      assert.ok(!(await page.content()).includes('half an hour of work'), 'whoever sits here next reads it');

      await answer(page, { label: 'One-time token', write: await browser.sandbox.freshToken('FR-TJ', 'prosecutor') });
      await press(page, 'Sign in');
      await checkPage(browser, page);
      assert.match(await words(page.getByRole('status')), /Nothing was done yet/);
      assert.equal(await control(page, 'Codename').inputValue(), 'half an hour of work');
      await press(page, 'Open the case');
      assert.match(await words(page.getByRole('heading', { level: 1 })), /half an hour of work/);
    },
  },
];
