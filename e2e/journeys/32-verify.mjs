// A package in the hands of somebody who has no account: whole, and with one byte changed.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { follow, go } from '../hand.mjs';
import { checkPage } from '../page.mjs';

/** The package of the played case, as its clerk gets it. */
async function packageOf(browser) {
  const page = await browser.officer('FR-TJ', 'clerk');
  await go(page, 'Cases');
  await follow(page, page.getByRole('main').getByRole('table').getByRole('link', { name: 'amber-stall' }));
  await follow(page, page.getByRole('link', { name: /package/i }).first());
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /download/i }).click(),
  ]);
  const file = path.join(browser.shots, `verify-${download.suggestedFilename()}`);
  await download.saveAs(file);
  return file;
}

async function check(page, file) {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('#verify button').click();
}

export default [
  {
    name: 'a stranger checks a package at a node that has nothing to do with it',
    async run(browser) {
      const whole = await packageOf(browser);
      const page = await browser.visitor();
      await page.goto(`${browser.sandbox.url('NL-OVS')}/sign-in`);
      await page.getByRole('link', { name: 'Check a file that you were given' }).click();
      await checkPage(browser, page);
      await check(page, whole);
      await page.getByText('Everything holds').waitFor();
      await checkPage(browser, page);
      await browser.shoot(page, 'verify holds');
      const bytes = await readFile(whole);
      bytes[Math.floor(bytes.length / 2)] ^= 1;
      const broken = whole.replace('verify-', 'verify-broken-');
      await writeFile(broken, bytes);
      await check(page, broken);
      await page.getByText('It does not hold').waitFor();
      await checkPage(browser, page);
      browser.expectStatus(400);
      await page.locator('#verify button').click();
      await page.getByText('Choose a file.').first().waitFor();
      await checkPage(browser, page);
    },
  },
  {
    name: 'the same in Arabic',
    async run(browser) {
      const whole = await packageOf(browser);
      const page = await browser.visitor();
      await page.goto(`${browser.sandbox.url('IE-PROV')}/verify?lang=ar`);
      await check(page, whole);
      await page.locator('.note-good').waitFor();
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      await checkPage(browser, page);
      await browser.shoot(page, 'verify holds ar');
    },
  },
];
