// What a person does on a page: finds a control by what is written beside it, answers it, loads a page again
// until something new stands on it.

import assert from 'node:assert/strict';

/** The product does not have what a journey marked `lacks` looks for; whatever else goes wrong there is a fault. */
export class Lacking extends Error {}
Lacking.prototype.name = 'Lacking';

/** What a journey marked `lacks` is about. */
export function wanted(holds, otherwise) {
  if (!holds) throw new Lacking(otherwise);
}

/** Letters, receipts and packages take seconds; after this they do not come any more. */
const NEWS_MS_MAX = 60_000;

/** Letters that only say in which direction a text runs; nobody types them. */
const DIRECTION = '[\\u2066-\\u2069]';

/** Behind a label stands whether an answer is required, or on which condition. */
function labelled(label) {
  return new RegExp(`^${DIRECTION}*${escape(label)}${DIRECTION}*( required.*| not asked for.*)?$`);
}

function escape(text) {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A line, an area or a list to choose from. */
export function control(page, label) {
  return page.getByLabel(labelled(label));
}

/** Several controls under one question. */
export function group(page, label) {
  return page.getByRole('group', { name: labelled(label) });
}

/**
 * Answers one question of a form: `write` goes into its line or area, `pick` is chosen from its list, `lines` go
 * into its repeated lines, `tick` names the boxes or the one round button to set.
 */
export async function answer(page, { label, write, pick, lines, tick }) {
  if (write !== undefined) await control(page, label).fill(write);
  if (pick !== undefined) await control(page, label).selectOption({ label: pick });
  for (const [n, line] of (lines ?? []).entries()) {
    await group(page, label).getByRole('textbox').nth(n).fill(line);
  }
  for (const name of tick ?? []) await group(page, label).getByLabel(name, { exact: true }).check();
}

/** Everything the form has to say about one question: what frames label, help, faults and control. */
export function around(page, label) {
  const framed = page.locator('.field');
  return framed.filter({ has: page.locator('label, legend', { hasText: labelled(label) }) });
}

/** Follows a link, and stands on the page it leads to. */
export function follow(page, link) {
  return answerOf(page, () => link.click());
}

/** Follows the services at the top of the page. */
export function go(page, service) {
  return follow(page, page.getByRole('navigation', { name: 'Services' }).getByRole('link', { name: service }));
}

/** Opens a case or an order by what the lists call it. */
export async function open(page, service, name) {
  await go(page, service);
  const link = page.getByRole('main').getByRole('table').getByRole('link', { name });
  await untilSeen(page, link);
  await follow(page, link);
}

/**
 * Loads the page again until `what` stands on it. No page changes by itself, and each says at its foot that this is how
 * one sees what is new.
 */
export async function untilSeen(page, what) {
  const end = performance.now() + NEWS_MS_MAX;
  while ((await what.count()) === 0) {
    if (performance.now() > end) assert.fail(`${page.url()} still does not show ${what}`);
    await page.reload();
  }
}

/** What a part of the page says, without the letters that only say in which direction a text runs. */
export async function words(within) {
  return (await within.innerText()).replaceAll(new RegExp(DIRECTION, 'g'), '');
}

/** The section of a page under a heading. */
export function section(page, heading) {
  return page.getByRole('region', { name: heading, exact: true });
}

/** The value that a list of facts on a part of the page names so. */
export function fact(within, name) {
  const row = within.locator('dl > div').filter({ has: within.page().locator('dt', { hasText: name }) });
  return row.locator('dd').first();
}

/** Presses the button that posts its form, of several that do the same the last; waits for the page that answers. */
export async function press(page, button, { within = page, twice = false } = {}) {
  const target = within.getByRole('button', { name: button, exact: true }).last();
  return answerOf(page, () => (twice ? target.dblclick() : target.click()));
}

/** The page that an act leads to, behind the redirects. */
async function answerOf(page, act) {
  const isPage = (response) => response.request().isNavigationRequest() && !isRedirect(response);
  const [answer] = await Promise.all([page.waitForResponse(isPage), act()]);
  await answer.finished();
  await page.waitForLoadState();
  return answer;
}

function isRedirect(response) {
  return response.status() >= 300 && response.status() < 400;
}

/**
 * Posts what no button of the page posts, with the token that every form of the session has: what somebody could
 * send who writes forms by hand. The node must say no by itself and not only hide a button.
 */
export async function postAnyway(page, action, fields = {}) {
  const post = ({ action, fields }) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = action;
    const csrf = document.querySelector('input[name=csrf]').value;
    for (const [name, value] of Object.entries({ csrf, once: crypto.randomUUID(), ...fields })) {
      const input = document.createElement('input');
      input.type = 'hidden';
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  };
  return answerOf(page, () => page.evaluate(post, { action, fields }));
}
