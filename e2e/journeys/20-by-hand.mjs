// The whole order by hand: from an empty case to a package that a court accepts, each step taken by the person whose
// step it is, in a browser and nothing else. The case is new, so the scripted journey before it proves nothing here.
//
// What a person cannot do because no button offers it is tried as well, with a form written by hand: a page that
// hides a button is no guard.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { answer, around, control, fact, follow, go, group, open, postAnyway } from '../hand.mjs';
import { press, section, untilSeen, words } from '../hand.mjs';
import { HIDDEN, answerTheLaw, answers, fill, fresh, openCase, openDraft, steps } from '../order.mjs';
import { checkPage, checkWhole } from '../page.mjs';

const CASE = fresh('wheels');
const FILE = `2026/${CASE}`;
const FOCUS = 'bicycles paid for and never sent';
const REFERENCE = new RegExp(`EPOC ${FILE}$`);

/** The data that the provider finds. */
const EVIDENCE = {
  name: 'connections.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('at,address\n2026-06-03T21:14:00Z,192.0.2.17\n2026-06-09T07:02:11Z,192.0.2.17\n'),
};

const { done, need } = steps();

const check = (browser, page, name) => checkWhole(browser, page, `by hand ${name}`);

/** How many leaves the ledger of the member has, as its page says. */
async function leaves(page) {
  await go(page, 'Ledger');
  return Number(await words(fact(page.getByRole('main'), /^Leaves$/)));
}

export default [
  {
    name: 'by hand: police open a case and see each fault of a draft beside its field with its article',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'police');
      done.leaves = await leaves(page);
      await go(page, 'Cases');
      await follow(page, page.getByRole('link', { name: 'Open a case' }));
      await check(browser, page, 'new case');
      await openCase(page, CASE, FOCUS);
      await check(browser, page, 'empty case');
      const main = page.getByRole('main');
      assert.match(await words(main.getByRole('heading', { level: 1 })), new RegExp(CASE));
      assert.equal(await words(fact(main, /^About$/)), FOCUS, 'the case does not say what it is about');
      await openDraft(page, async () => check(browser, page, 'new measure'));
      await check(browser, page, 'empty draft');

      const { A, ...others } = answers(FILE);
      await fill(page, { A });
      await faultsBesideTheirFields(page, [...Object.values(others)].flat());

      await wrongAnswers(browser, page);
      await fill(page, others);
      await checkPage(browser, page);
      assert.equal(await page.locator('.govuk-error-message').count(), 0, 'a complete draft still has faults');
      await follow(page, page.getByRole('link', { name: 'Check what each recipient will get' }));
      done.measure = new URL(page.url()).pathname.replace(/\/check$/, '');
    },
  },
  {
    name: 'by hand: the prosecutor is told by which article traffic data are not his to order',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'prosecutor');
      const measure = need('measure');
      await open(page, 'Desk', REFERENCE);
      await follow(page, page.getByRole('link', { name: 'Check what each recipient will get' }));
      await check(browser, page, 'check of the prosecutor');
      const issue = section(page, 'Issue');
      assert.equal(await issue.getByRole('button').count(), 0, 'the prosecutor is offered to issue');
      const said = await words(issue);
      for (const word of ['Your office may not do this by law', '4(2)', 'Judge']) {
        assert.ok(said.includes(word), `the refusal does not say ${word}:\n${said}`);
      }

      browser.expectStatus(403);
      const answer = await postAnyway(page, `${measure}/issue`, { seen: '1' });
      assert.equal(answer.status(), 403);
      await check(browser, page, 'prosecutor refused');
      const refusal = page.getByRole('main');
      assert.match(await words(fact(refusal, /^The law$/)), /4\(2\)/);
      assert.match(await words(refusal), /Nothing was changed/);
    },
  },
  {
    name: 'by hand: the judge sees the exact copy of each recipient, and issues both',
    async run(browser) {
      const measure = need('measure');
      const page = await browser.officer('FR-TJ', 'judge');
      await open(page, 'Desk', REFERENCE);
      await follow(page, page.getByRole('link', { name: 'Check what each recipient will get' }));
      await check(browser, page, 'check of the judge');
      const addressee = page.getByRole('article', { name: 'The addressee’s copy' });
      const enforcing = page.getByRole('article', { name: 'The enforcing authority’s copy' });
      for (const copy of [addressee, enforcing]) await digestIsOfTheBytes(copy);
      assert.match(await words(addressee), /Not in this copy/);
      for (const hidden of Object.values(HIDDEN)) {
        assert.ok(!(await addressee.textContent()).includes(hidden), `the addressee’s copy says: ${hidden}`);
        assert.ok((await words(enforcing)).includes(hidden), `the enforcing authority’s copy lacks: ${hidden}`);
      }

      await answer(page, { label: 'Why is the order necessary?', write: 'Nobody else knows who uses the account.' });
      browser.expectStatus(422);
      const incomplete = await press(page, 'Issue these copies');
      assert.equal(incomplete.status(), 422, 'an order is issued with questions of the law unanswered');
      assert.match(await words(page.getByRole('main')), /5\(2\)/);
      await check(browser, page, 'question not answered');

      await page.goto(`${browser.sandbox.url('FR-TJ')}${measure}/check`);
      await answerTheLaw(page);
      await press(page, 'Issue these copies');
      const main = page.getByRole('main');
      assert.match(await words(main.getByRole('status')), /Issued/);
      const receipted = section(page, 'Copies that left').getByText('Receipted', { exact: true });
      await untilSeen(page, receipted.nth(1));
      await check(browser, page, 'issued measure');
    },
  },
  {
    name: 'by hand: the provider finds the order with its deadline, and is told by which article the data must stay',
    async run(browser) {
      need('measure');
      const page = await browser.officer('IE-PROV', 'legal');
      await go(page, 'Desk');
      const row = page.getByRole('row', { name: new RegExp(FILE) });
      await untilSeen(page, row);
      await check(browser, page, 'desk of the provider');
      assert.match(await words(row), /\d+ days.*(GMT|IST)/s, 'the desk does not say how long and in which zone');
      await open(page, 'Desk', REFERENCE);
      done.order = new URL(page.url()).pathname;
      await check(browser, page, 'order at the provider');
      assert.match(await words(section(page, 'Is it genuine?')), /^.*Yes/s);
      assert.match(await words(section(page, 'By when?')), /10\(2\)/);
      const said = await words(page.getByRole('main'));
      for (const hidden of Object.values(HIDDEN)) assert.ok(!said.includes(hidden), `the provider reads: ${hidden}`);
      const handOver = section(page, 'Hand over');
      assert.equal(await handOver.getByRole('button').count(), 0, 'the hand-over is offered too early');
      assert.match(await words(handOver), /The data may not leave yet.*10\(2\)/s);

      browser.expectStatus(409);
      const refused = await postAnyway(page, `${done.order}/hand-over`);
      assert.equal(refused.status(), 409);
      await check(browser, page, 'hand-over refused');
      assert.match(await words(fact(page.getByRole('main'), /^The law$/)), /10\(2\)/);
    },
  },
  {
    name: 'by hand: the enforcing authority reads section M and raises no ground, with the keyboard alone',
    async run(browser) {
      need('order');
      const page = await browser.officer('IE-CA', 'executor');
      await open(page, 'Desk', REFERENCE);
      await check(browser, page, 'notified order');
      const said = await words(page.getByRole('main'));
      for (const hidden of Object.values(HIDDEN)) assert.ok(said.includes(hidden), `not shown: ${hidden}`);
      await tabTo(page, page.getByRole('button', { name: 'Send: no ground' }));
      await Promise.all([page.waitForURL(/done=cleared/), page.keyboard.press('Enter')]);
      assert.match(await words(page.getByRole('status')), /no ground/);
      await check(browser, page, 'no ground raised');
      done.cleared = true;
    },
  },
  {
    name: 'by hand: the provider takes a file in and hands it over',
    async run(browser) {
      need('cleared');
      const page = await browser.officer('IE-PROV', 'legal');
      await open(page, 'Desk', REFERENCE);
      const handOver = section(page, 'Hand over');
      await untilSeen(page, handOver.getByText('The data are owed now').or(handOver.getByText('The data may leave')));
      await control(page, 'File').setInputFiles(EVIDENCE);
      await press(page, 'Take the file in');
      await check(browser, page, 'evidence taken in');
      assert.match(await words(section(page, 'Evidence gathered')), new RegExp(EVIDENCE.name.replace('.', '\\.')));
      assert.ok((await digests(section(page, 'Evidence gathered'))).includes(sha256(EVIDENCE.buffer)));
      await press(page, 'Hand over these exhibits', { twice: true });
      assert.match(await words(page.getByRole('status')), /Handed over/);
      await untilSeen(page, section(page, 'Hand over').getByText('Handed over', { exact: true }));
      await check(browser, page, 'handed over');
      assert.equal(await page.getByRole('button', { name: 'Hand over these exhibits' }).count(), 0);
      done.handedOver = true;
    },
  },
  {
    name: 'by hand: the clerk exports what came, and a court verifies the file',
    async run(browser) {
      need('handedOver');
      const page = await browser.officer('FR-TJ', 'clerk');
      await open(page, 'Cases', CASE);
      const exhibits = section(page, 'Exhibits');
      await untilSeen(page, exhibits.getByText(/^(Accepted|Sealed)$/));
      await check(browser, page, 'case of the clerk');
      assert.ok((await digests(exhibits)).includes(sha256(EVIDENCE.buffer)), 'the digest changed on the way');
      await press(page, 'Export the case', { twice: true });
      await check(browser, page, 'package that waits');
      assert.equal(await page.getByText('Agreement still needed').count(), 0, 'a custodian needs nobody to agree');
      const link = page.getByRole('link', { name: 'Download the package' });
      await untilSeen(page, link);
      await check(browser, page, 'package');
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const file = path.join(browser.shots, `by-hand-${download.suggestedFilename()}`);
      await download.saveAs(file);
      const shown = await digests(page.getByRole('main'));
      assert.ok(shown.includes(sha256(await readFile(file))), 'the page shows another digest than the file has');
      const { policy } = browser.sandbox.report;
      const { stdout } = await promisify(execFile)(browser.verify, [file, '--policy', policy]);
      assert.match(stdout, /VERIFIED/i);
      done.exported = true;
    },
  },
  {
    name: 'by hand: a package that the judge asks for waits until somebody else agrees',
    async run(browser) {
      need('exported');
      const judge = await browser.officer('FR-TJ', 'judge');
      await open(judge, 'Cases', CASE);
      await press(judge, 'Export the case again');
      await check(browser, judge, 'package that waits for a second person');
      const address = judge.url().split('?')[0];
      assert.equal(await words(fact(judge.getByRole('main'), /^Agreement still needed$/)), '1');
      assert.equal(await judge.getByRole('button', { name: 'Agree to the package' }).count(), 0);

      const clerk = await browser.officer('FR-TJ', 'clerk');
      await open(clerk, 'Cases', CASE);
      const link = section(clerk, 'Packages').locator(`a[href$="${new URL(address).pathname}"]`);
      await follow(clerk, link);
      await check(browser, clerk, 'package of a second person');
      await press(clerk, 'Agree to the package');
      await check(browser, clerk, 'package agreed to');
      await untilSeen(clerk, clerk.getByRole('link', { name: 'Download the package' }));
      await judge.reload();
      await untilSeen(judge, judge.getByRole('link', { name: 'Download the package' }));
    },
  },
  {
    name: 'by hand: the ledger shows the leaves of all of it, and proves the newest',
    async run(browser) {
      need('exported');
      const page = await browser.officer('FR-TJ', 'clerk');
      const before = need('leaves');
      const after = await leaves(page);
      await check(browser, page, 'ledger');
      assert.ok(after > before, `the ledger had ${before} leaves before the case and has ${after} after it`);
      const events = new Set();
      for (;;) {
        for (const row of await section(page, 'Latest leaves').getByRole('row').all()) {
          const [, index, what] = /leaf (\d+)\s+(.*)/s.exec(await words(row)) ?? [];
          if (Number(index) >= before) events.add(what.split('\n')[0].trim());
        }
        const older = page.getByRole('link', { name: 'Older leaves' });
        if ((await older.count()) === 0) break;
        await follow(page, older);
      }
      const said = [...events].join('\n');
      const expected = ['case was registered', 'measure was issued', 'receipt', 'data arrived', 'package was sealed'];
      for (const event of expected) {
        assert.match(said, new RegExp(event, 'i'), `no leaf says ${event}; they say:\n${said}`);
      }
      await go(page, 'Ledger');
      await follow(page, section(page, 'Latest leaves').getByRole('link', { name: /^leaf/ }).first());
      await untilSeen(page, page.getByText(/^Proved under the checkpoint/));
      await check(browser, page, 'newest leaf');
    },
  },
  {
    name: 'by hand: after a ground that comes in time nothing of it leaves for a court any more',
    async run(browser) {
      need('exported');
      const authority = await browser.officer('IE-CA', 'executor');
      await open(authority, 'Desk', REFERENCE);
      await control(authority, 'Ground').selectOption({ index: 1 });
      await authority.getByLabel('The whole measure').check();
      await control(authority, 'Reasons').fill('The account belongs to the lawyer of the suspect.');
      const contacted = new Date().toISOString();
      await control(authority, 'Issuing authority contacted at').fill(contacted);
      await press(authority, 'Send: this ground');
      await check(browser, authority, 'ground raised');

      const judge = await browser.officer('FR-TJ', 'judge');
      await open(judge, 'Cases', CASE);
      await follow(judge, section(judge, 'Measures').getByRole('link').first());
      await untilSeen(judge, judge.getByText('What this measure brought may not be used'));
      await check(browser, judge, 'measure that may not be used');

      const clerk = await browser.officer('FR-TJ', 'clerk');
      await open(clerk, 'Cases', CASE);
      await follow(clerk, section(clerk, 'Packages').getByRole('link').first());
      browser.expectStatus(409);
      await follow(clerk, clerk.getByRole('link', { name: 'Download the package' }));
      assert.match(await words(clerk.getByRole('main')), /may not be used/);
      await open(clerk, 'Cases', CASE);
      browser.expectStatus(409);
      await press(clerk, /^Export the case/);
      assert.match(await words(clerk.getByRole('main')), /may not be used/);
    },
  },
];

/** Each question that must be answered and is not says so in its own frame, with the place in the law. */
async function faultsBesideTheirFields(page, questions) {
  const unanswered = questions.filter((question) => question.label !== 'Address of the addressee');
  const progress = await words(page.locator('.progress'));
  const n = Number(/(\d+)\D+answers are still missing/.exec(progress)?.[1]);
  assert.equal(n, unanswered.length, progress);
  for (const { label } of unanswered) {
    const said = await words(around(page, label));
    assert.match(said, /(asks for an answer here|At least one of these fields is needed).*(Article|Annex) /s, label);
    const ofControl = (await group(page, label).count()) > 0 ? group(page, label) : control(page, label);
    const described = await ofControl.first().getAttribute('aria-describedby');
    assert.match(described ?? '', /-error/, `${label}: its fault is not tied to it for those who hear the page`);
  }
}

/** An answer in the wrong form loses nothing; one that contradicts another is named with its article. */
async function wrongAnswers(browser, page) {
  browser.expectStatus(422);
  await answer(page, { label: 'Issuing authority', write: 'Tribunal judiciaire de Lyon, cabinet 4' });
  await answer(page, { label: 'Data from', write: '1 June 2026' });
  await answer(page, {
    label: 'Deadline',
    tick: ['At the latest within 10 days; no authority is notified'],
  });
  const refused = await press(page, 'Save');
  assert.equal(refused.status(), 422);
  await check(browser, page, 'answer in the wrong form');
  assert.match(await words(page.getByRole('alert')), /1 June 2026/);
  assert.equal(await control(page, 'Data from').inputValue(), '1 June 2026');
  assert.equal(await control(page, 'Issuing authority').inputValue(), 'Tribunal judiciaire de Lyon, cabinet 4');

  await answer(page, { label: 'Data from', write: '2026-06-01T00:00:00Z' });
  await press(page, 'Save');
  const alert = page.getByRole('alert');
  assert.match(await words(alert), /Deadline.*notification.*10\(2\)/s);
  assert.match(await words(around(page, 'Deadline')), /notification.*10\(2\)/s);
  await alert.getByRole('link', { name: 'Deadline' }).click();
  await checkPage(browser, page);
}

/** The digest over a copy is the SHA-256 of the bytes that the copy shows when they are unfolded. */
async function digestIsOfTheBytes(copy) {
  const bytes = await copy.locator('pre').textContent();
  const [shown] = await digests(copy);
  assert.equal(sha256(bytes), shown, 'the digest is not that of the bytes shown');
}

/** Every SHA-256 or BLAKE3 that stands on a part of a page, without the gaps that make it readable. */
async function digests(within) {
  const texts = await within.locator('.digest').allTextContents();
  return texts.map((text) => text.replaceAll(/\s/g, '')).filter((text) => /^[0-9a-f]{64}$/.test(text));
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** Goes through a page with the Tab key until the focus is where it should be. */
async function tabTo(page, target) {
  for (let stops = 0; stops < 200; stops += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`the Tab key does not lead to ${target}`);
}
