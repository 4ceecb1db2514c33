// The law of a node, read by somebody who is not signed in.

import assert from 'node:assert/strict';
import { checkPage } from '../page.mjs';

export default [
  {
    name: 'a stranger reads the law and finds a way from one state to another',
    async run(browser) {
      const page = await browser.visitor();
      await page.goto(`${browser.sandbox.url('IE-PROV')}/sign-in`);
      await page.getByRole('link', { name: 'Law' }).click();
      await checkPage(browser, page);
      await page.getByRole('link', { name: /2023\/1543/ }).click();
      await checkPage(browser, page);
      const gate = page.getByRole('row').filter({ hasText: 'eu-e-evidence/produce-notified' });
      assert.match(await gate.innerText(), /10.? days/u); // a number in a sentence is isolated
      await page.getByRole('link', { name: 'Law' }).first().click();
      await page.getByRole('link', { name: /which way/i }).click();
      await page.getByRole('button', { name: /show the ways/i }).click();
      await checkPage(browser, page);
      await page.getByText('Choose the state that asks.').first().waitFor();
      await page.getByLabel('State that asks').selectOption('FR');
      await page.getByLabel('State of the receiver').selectOption('JP');
      await page.getByLabel('What for').selectOption('production');
      await page.getByLabel('Subscriber data').check();
      await page.getByRole('button', { name: /show the ways/i }).click();
      await checkPage(browser, page);
      await page.getByRole('heading', { name: /France.*Japan/ }).waitFor();
      // Japan does not take orders for subscriber information, and the page says by which reservation.
      await page.getByText('A reservation excludes it').first().waitFor();
      await browser.shoot(page, 'ways FR JP');
    },
  },
];
