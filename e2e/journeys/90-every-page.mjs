// Every page that an officer can reach by links is whole: the same checks everywhere, for each member.

import assert from 'node:assert/strict';
import { checkPage } from '../page.mjs';
import { everyPage } from '../walk.mjs';

export default [
  {
    name: 'every page within reach is whole',
    async run(browser) {
      for (const { member, officer } of browser.sandbox.officers()) {
        const page = await browser.officer(member, officer);
        const titles = new Map();
        for await (const address of everyPage(page)) {
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
