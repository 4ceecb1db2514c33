// A sandbox that goes on running after its journey: started, read, stopped.
//
// It reads what every tool may read: progress and one-time sign-in links as JSON lines on standard error,
// the report as a line of standard output.

import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

export class Sandbox {
  /** Starts the sandbox and waits for its report and its links. */
  static async start(comity, dir) {
    const child = spawn(comity, ['sandbox', '--json', '--dir', dir], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    const links = [];
    const talk = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      talk.push(line);
      const event = parse(line);
      if (event?.event === 'link') links.push(event);
    });
    const report = new Promise((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const object = parse(line);
        if (object?.journey) resolve(object);
      });
    });
    const first = await Promise.race([report, ended]);
    if (typeof first !== 'object' || first === null) {
      throw new Error(`the sandbox ended with ${first}:\n${talk.slice(-10).join('\n')}`);
    }
    return new Sandbox(child, ended, first, links, dir);
  }

  constructor(child, ended, report, links, dir) {
    this.dir = dir;
    this.child = child;
    this.ended = ended;
    this.report = report;
    this.links = links;
    this.used = new Set();
  }

  /** The portal of a member. */
  url(member) {
    const node = this.report.nodes.find((node) => node.member === member);
    if (!node) throw new Error(`the report names no ${member}`);
    return node.url;
  }

  /** Every officer who has a link: `{ member, officer, office, url }`. */
  officers() {
    return this.links;
  }

  /** A link nobody has used; each works once. */
  takeLink(member, officer) {
    const link = this.links.find((l) => l.member === member && l.officer === officer && !this.used.has(l.url));
    if (!link) throw new Error(`there is no unused link for ${officer} at ${member}`);
    this.used.add(link.url);
    return link.url;
  }

  /** A token for somebody whose link was used: the node's folder holds the digest of each, and the login. */
  async freshToken(member, officer) {
    const token = randomUUID();
    const name = createHash('sha256').update(token).digest('hex');
    await writeFile(path.join(this.dir, member, 'sign-in', name), officer);
    return token;
  }

  async stop() {
    this.child.kill('SIGINT');
    await this.ended;
  }
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null; // a line for people
  }
}
