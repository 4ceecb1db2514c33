// What must be true of every page, whoever sees it: structure, names, reach by keyboard, width, and no
// finding of axe-core for WCAG 2.2 AA.

import assert from 'node:assert/strict';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A phone of the narrow kind. */
const NARROW = { width: 320, height: 640 };

/** Checks a page as it stands; scripts of the page need not run. */
export async function checkPage(browser, page) {
  const where = new URL(page.url()).pathname;
  assert.equal(await page.locator('h1').count(), 1, `${where}: one heading of the first level`);
  assert.equal(await page.locator('main').count(), 1, `${where}: one main part`);
  assert.ok((await page.title()).trim(), `${where}: a title`);
  assert.ok(await page.locator('html').getAttribute('lang'), `${where}: says its language`);
  const unnamed = page.locator('input:not([type=hidden]):not([type=submit]), select, textarea');
  for (const field of await unnamed.all()) {
    const name = await field.evaluate((e) => e.labels?.length || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'));
    assert.ok(name, `${where}: a field without a label: ${await field.getAttribute('name')}`);
  }
  await narrow(page, where);
  await axe(browser, page, where);
}

/** Nothing is wider than a narrow phone. */
async function narrow(page, where) {
  const size = page.viewportSize();
  await page.setViewportSize(NARROW);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.setViewportSize(size);
  assert.ok(wide <= 0, `${where}: ${wide} px wider than a screen of ${NARROW.width}`);
}

/** axe runs from outside the page, so the page's own policy on scripts stays as it is. */
async function axe(browser, page, where) {
  await page.evaluate(browser.axe);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
  const lines = found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target).join(', ')})`);
  assert.equal(lines.length, 0, `${where}:\n${lines.join('\n')}`);
}

/** The first stop of the Tab key leads past the navigation. */
export async function checkSkipLink(page) {
  await page.keyboard.press('Tab');
  const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  assert.match(href, /^#/, `${page.url()}: the first Tab stops at ${href || 'nothing'}, not at a skip link`);
}
