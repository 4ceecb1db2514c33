// Every page that an officer can reach by links is whole: the same checks everywhere, for each member.

import assert from 'node:assert/strict';
import { checkPage } from '../page.mjs';

/** Enough to meet every kind of page of a sandbox with one case; a list of a thousand cases would not add any. */
const PAGES_MAX = 25;

export default [
  {
    name: 'every page within reach is whole',
    async run(browser) {
      for (const { member, officer } of browser.sandbox.officers()) {
        const page = await browser.officer(member, officer);
        const titles = new Map();
        for await (const address of reach(page)) {
          await checkPage(browser, page);
          const title = await page.title();
          const before = titles.get(title);
          assert.ok(!before, `${address} and ${before} have the same title \`${title}\``);
          titles.set(title, address);
          await browser.shoot(page, `page ${member} ${officer} ${address}`);
        }
      }
    },
  },
];

/** Goes to each page within reach once, nearest first, and yields its address. */
async function* reach(page) {
  const home = new URL(page.url()).origin;
  const waiting = [page.url()];
  const seen = new Set(waiting);
  for (let n = 0; n < PAGES_MAX && waiting.length > 0; n += 1) {
    const address = waiting.shift();
    const answer = await page.goto(address);
    if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
    yield new URL(address).pathname;
    const links = await page.locator('a[href]:not([download])').evaluateAll((all) => all.map((a) => a.href));
    for (const link of links.map((l) => l.split('#')[0])) {
      if (new URL(link).origin === home && !seen.has(link) && !/download|sign-out/.test(link)) {
        seen.add(link);
        waiting.push(link);
      }
    }
  }
}
