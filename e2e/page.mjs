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

/** More stops than a page has before its form; a form of a hundred questions need not be walked to its end. */
const STOPS_MAX = 40;

/**
 * From the first link of the page on the Tab key walks in the order of the page, shows where it is, stops at nothing
 * that cannot be seen, and leaves the page at its end.
 */
export async function checkKeyboard(page) {
  const where = new URL(page.url()).pathname;
  await page.evaluate(() => {
    window.walkedTo = document.querySelector('a');
    window.walkedTo.focus();
  });
  for (let n = 0; n < STOPS_MAX; n += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const now = document.activeElement;
      const last = window.walkedTo;
      window.walkedTo = now;
      if (now === document.body) return null; // past the last stop, where the browser's own begin
      const box = now.getBoundingClientRect();
      const style = getComputedStyle(now);
      return {
        name: `${now.tagName.toLowerCase()} ${now.id || now.textContent.trim().slice(0, 40)}`,
        // A date is one control with several stops inside.
        follows: last === now || Boolean(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING),
        marked: (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none',
        seen: now.checkVisibility() && box.width > 1 && box.height > 1,
      };
    });
    if (!stop) return;
    assert.ok(stop.follows, `${where}: the Tab key goes back to ${stop.name}`);
    assert.ok(stop.seen, `${where}: the Tab key stops at ${stop.name}, which is not to be seen`);
    assert.ok(stop.marked, `${where}: nothing shows that the focus is on ${stop.name}`);
  }
}

/** The whole of a page: what must hold on every page, that it can be walked through with the Tab key, and its picture. */
export async function checkWhole(browser, page, name) {
  await checkPage(browser, page);
  await checkKeyboard(page);
  await browser.shoot(page, name);
}
