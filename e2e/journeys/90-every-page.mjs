// Every page that an officer can reach by links is whole: the same checks everywhere, for each member.

import assert from 'node:assert/strict';
import { checkPage } from '../page.mjs';
import { everyPage, kindOf } from '../walk.mjs';

/** Everybody who has a link; each walks alone, so that one long walk does not hide another. */
const SEATS = [
  ['COORD', 'desk'],
  ['FR-TJ', 'clerk'],
  ['FR-TJ', 'judge'],
  ['FR-TJ', 'police'],
  ['FR-TJ', 'prosecutor'],
  ['IE-CA', 'executor'],
  ['IE-PROV', 'legal'],
  ['NL-OVS', 'oversight'],
];

function walk(member, officer) {
  return {
    name: `every page within reach of ${officer} at ${member} is whole`,
    async run(browser) {
      const page = await browser.officer(member, officer);
      const titles = new Map();
      for await (const address of everyPage(page)) {
        await checkPage(browser, page);
        const title = await page.title();
        const kind = kindOf(address);
        const isNew = ![...titles.values()].includes(kind);
        const before = titles.get(title) ?? kind;
        assert.equal(before, kind, `two kinds of pages have the title \`${title}\``);
        titles.set(title, kind);
        if (isNew) await browser.shoot(page, `page ${member} ${officer} ${address}`);
      }
    },
  };
}

export default [
  {
    name: 'every officer has a walk of their own',
    async run(browser) {
      const linked = browser.sandbox.officers().map(({ member, officer }) => `${member} ${officer}`);
      assert.deepEqual(linked.toSorted(), SEATS.map((seat) => seat.join(' ')));
    },
  },
  ...SEATS.map(([member, officer]) => walk(member, officer)),
  {
    name: 'two pages of one kind have titles of their own',
    async run(browser) {
      const page = await browser.officer('FR-TJ', 'police');
      const titles = new Map();
      for await (const address of everyPage(page, { alikeMax: 2 })) {
        const title = await page.title();
        const before = titles.get(title) ?? address; // a list goes on under the same path
        assert.ok(before === address, `two pages have the title \`${title}\``);
        titles.set(title, address);
      }
    },
  },
];
