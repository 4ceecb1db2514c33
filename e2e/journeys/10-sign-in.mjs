// Signing in by a one-time link, as an officer of each member.

import assert from 'node:assert/strict';
import { checkPage, checkSkipLink } from '../page.mjs';

export default [
  {
    name: 'every officer signs in by link and meets a whole page',
    async run(browser) {
      for (const { member, officer } of browser.sandbox.officers()) {
        const page = await browser.officer(member, officer);
        await checkPage(browser, page);
        await browser.shoot(page, `desk ${member} ${officer}`);
      }
    },
  },
  {
    name: 'the first stop of the keyboard is a skip link',
    async run(browser) {
      const [{ member, officer }] = browser.sandbox.officers();
      const page = await browser.officer(member, officer);
      await checkSkipLink(page);
    },
  },
  {
    name: 'a link works once',
    async run(browser) {
      const [{ member, officer, url }] = browser.sandbox.officers();
      await browser.officer(member, officer);
      const stranger = await browser.visitor();
      browser.expectStatus(401, 403, 404, 410);
      const answer = await stranger.goto(url);
      const button = stranger.getByRole('button', { name: /sign in/i });
      const second = (await button.count()) > 0 ? await clicked(stranger, button) : answer;
      assert.ok(second.status() >= 400, `the second use was answered with ${second.status()}`);
    },
  },
  {
    name: 'without a session the desk is not shown',
    async run(browser) {
      const [{ member }] = browser.sandbox.officers();
      browser.expectStatus(401, 403);
      const page = await browser.visitor();
      await page.goto(`${browser.sandbox.url(member)}/desk`);
      await checkPage(browser, page);
      assert.equal(await page.getByRole('table').count(), 0, 'a stranger sees a list');
    },
  },
];

async function clicked(page, button) {
  const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
  return answer;
}
