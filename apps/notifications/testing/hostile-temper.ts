import type { Temper } from './scripted-mail-server.js';

const share = (of: number): boolean => Math.random() < of;

/** Of all mails, so many are refused for now, refused for good, or have their connection closed once they are there. */
const [FOR_NOW, FOR_GOOD, DROPPED] = [0.3, 0.01, 0.05];
/** So many are thought about for up to half a minute, the others for less than a second. */
const SLOW = 0.1;

/** A mail server that does all that servers do on bad days, and counts how often it had a mail and hung up without a word. */
export class HostileTemper implements Temper {
  drops = 0;
  refusals = 0;

  recipient(): string | undefined {
    if (share(FOR_NOW)) return '451 4.7.1 Come back later';
    if (!share(FOR_GOOD)) return undefined;
    this.refusals += 1;
    return '550 5.7.1 Not wanted here';
  }

  mail(): { answer?: string; afterMs: number } {
    const afterMs = Math.random() * (share(SLOW) ? 30_000 : 300);
    if (!share(DROPPED)) return { afterMs };
    this.drops += 1;
    return { answer: 'hang up', afterMs };
  }
}
