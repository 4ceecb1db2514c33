// What each side finds in its portal after the case was played: the order from both ends, what is hidden
// from whom, the package a court gets, the ledger and who watches it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import path from 'node:path';
import { follow, go } from '../hand.mjs';
import { checkPage } from '../page.mjs';
import { everyPage } from '../walk.mjs';

/** Everything an officer can read in a portal, in one text. */
async function allWords(browser, member, officer) {
  const page = await browser.officer(member, officer);
  const texts = [];
  for await (const _ of everyPage(page, { alikeMax: 12 })) texts.push(await page.content());
  return texts.join('\n');
}

export default [
  {
    name: 'the enforcing authority reads what is for it alone, the provider does not',
    async run(browser) {
      const { canaries } = browser.sandbox.report;
      assert.ok(canaries.length > 0, 'the sandbox planted no words');
      const executor = await allWords(browser, 'IE-CA', 'executor');
      for (const word of canaries) assert.ok(executor.includes(word), `IE-CA does not see ${word}`);
      const provider = await allWords(browser, 'IE-PROV', 'legal');
      for (const word of canaries) assert.ok(!provider.includes(word), `IE-PROV sees ${word}`);
    },
  },
  {
    name: 'the clerk downloads the package and a court verifies it',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      await go(page, 'Cases');
      await follow(page, page.getByRole('main').getByRole('table').getByRole('link', { name: 'amber-stall' }));
      await browser.shoot(page, 'case of the clerk');
      await follow(page, page.getByRole('link', { name: /package/i }).first());
      await checkPage(browser, page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /download/i }).click(),
      ]);
      const file = path.join(browser.shots, download.suggestedFilename());
      await download.saveAs(file);
      const { policy } = browser.sandbox.report;
      const { stdout } = await promisify(execFile)(browser.verify, [file, '--policy', policy]);
      assert.match(stdout, /VERIFIED/i);
    },
  },
  {
    name: 'the ledger names both witnesses, and a leaf has a proof',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      await go(page, 'Ledger');
      await checkPage(browser, page);
      const words = await page.getByRole('main').innerText();
      for (const witness of ['nl-ovs', 'coord']) assert.match(words, new RegExp(witness), `no ${witness}`);
      await follow(page, page.getByRole('link', { name: /leaf/i }).first());
      await checkPage(browser, page);
      assert.match(await page.getByRole('main').innerText(), /tlog-proof/);
    },
  },
  {
    name: 'where pages run from right to left, bytes still begin at their beginning',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      await page.goto(`${browser.sandbox.url('FR-TJ')}/ledger/leaves/0?lang=zz-rtl`);
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      const hidden = await page.locator('.scroll > pre').evaluateAll((all) => {
        const left = (element) => element.getBoundingClientRect().left;
        return all.map((bytes) => left(bytes.parentElement) - left(bytes));
      });
      assert.ok(hidden.length > 0, 'the page shows no bytes');
      assert.ok(Math.max(...hidden) <= 0, `${Math.max(...hidden)} px of the beginning are out of sight`);
    },
  },
  {
    name: 'the older leaves of a ledger have a title of their own',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      await go(page, 'Ledger');
      const title = await page.title();
      await follow(page, page.getByRole('link', { name: 'Older leaves' }));
      assert.ok((await page.title()) !== title, 'the older leaves are called as the newest');
    },
  },
  {
    name: 'oversight sees the ledgers of the others',
    async run(browser) {
      const page = await browser.officer('NL-OVS', 'oversight');
      await go(page, 'Oversight');
      await checkPage(browser, page);
      const words = await page.getByRole('main').innerText();
      for (const member of ['fr-tj', 'ie-prov', 'ie-ca']) assert.match(words.toLowerCase(), new RegExp(member));
    },
  },
  {
    name: 'what one may not see is not found, not forbidden',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'clerk');
      browser.expectStatus(404);
      const answer = await page.goto(`${browser.sandbox.url('FR-TJ')}/cases/01900000-0000-7000-8000-000000000000`);
      assert.equal(answer.status(), 404);
      await checkPage(browser, page);
    },
  },
  {
    name: 'the pages need no script',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'judge', { javaScriptEnabled: false });
      let n = 0;
      for await (const address of everyPage(page)) {
        n += 1;
        // A passkey needs one; its page says how to come in without.
        const own = new URL(address, page.url()).pathname === '/passkeys' ? 1 : 0;
        assert.equal(await page.locator('script').count(), own, `${address} has a script`);
        assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, `${address} has no heading`);
      }
      assert.ok(n > 1, 'nothing can be reached without a script');
    },
  },
];
