// The digests that the portal's script computes: BLAKE3 of a part and SHA-256 over parts, before a browser relies on them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import vm from 'node:vm';

/** Of the published vectors of BLAKE3, whose input counts 0 to 250 again and again: lengths on both sides of each seam. */
const BLAKE3 = new Map([
  [0, 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
  [1, '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213'],
  [1024, '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7'],
  [1025, 'd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444'],
  [31744, '62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47'],
  [102400, 'bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085'],
]);

async function digests() {
  const file = new URL('../../crates/portal/src/upload.js', import.meta.url);
  const context = vm.createContext({ setTimeout });
  vm.runInContext(await readFile(file, 'utf8'), context);
  return context.digests;
}

export default [
  {
    name: 'digests: the script computes what everybody else computes',
    async run() {
      const { blake3, Sha256, breathe } = await digests();
      for (const [length, expected] of BLAKE3) {
        const bytes = Uint8Array.from({ length }, (_, n) => n % 251);
        assert.equal(await blake3(bytes, breathe), expected, `BLAKE3 of ${length} bytes`);
        for (const piece of [1, 63, 64, 777, length + 1]) {
          const sha256 = new Sha256();
          for (let at = 0; at < length; at += piece) sha256.push(bytes.subarray(at, at + piece));
          const whole = createHash('sha256').update(bytes).digest('hex');
          assert.equal(sha256.finish(), whole, `SHA-256 of ${length} bytes in pieces of ${piece}`);
        }
      }
    },
  },
];
