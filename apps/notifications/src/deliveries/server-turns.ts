import type { Tries } from '../mail-senders/sender-health.js';
import type { Attempted, Outcome } from '../mail/outcome.js';

/** What the attempts of one turn say of the server: noted once, however many they were. */
export class ServerTurn implements Tries {
  answered = false;
  failed = 0;
  answer = '';

  /** After a failure that is the server's no other mail is tried in this turn. */
  get isOver(): boolean {
    return this.failed > 0;
  }

  note({ outcome, isOfServer }: Attempted): void {
    if (!isOfServer) this.answered = true;
    else {
      this.failed += 1;
      this.answer = outcome.answer;
    }
  }
}

/** A server that takes nothing from its own sender refuses no single mail: all of them wait until somebody has mended it. */
export const ofMail = ({ outcome, isOfServer }: Attempted): Outcome =>
  isOfServer && outcome.kind === 'refused'
    ? { kind: 'later', answer: outcome.answer, reached: outcome.reached }
    : outcome;
