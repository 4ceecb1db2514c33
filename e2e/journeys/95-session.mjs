// How a session ends. Last of all, because the link of an officer works once: whoever is signed out here stays out.

import assert from 'node:assert/strict';
import { answer, press, wanted, words } from '../hand.mjs';
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
    lacks: 'the sign-in page comes up as for a stranger, and what was typed is gone; 15 minutes without a page do it',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'prosecutor');
      await page.goto(`${browser.sandbox.url('FR-TJ')}/cases/new`);
      await answer(page, { label: 'Codename', write: 'half an hour of work' });
      const other = await page.context().newPage();
      await other.goto(browser.sandbox.url('FR-TJ'));
      await press(other, 'Sign out');
      browser.expectStatus(401);
      await press(page, 'Open the case');
      wanted(/Your session is over/.test(await words(page.getByRole('main'))), 'nothing says that the session is over');
      wanted((await page.content()).includes('half an hour of work'), 'what was typed is gone');
    },
  },
];
