import { setTimeout as delay } from 'node:timers/promises';
import { median, quantile } from '../numbers.js';
import { Firm } from '../stack/firm.js';
import type { MeasuredStack } from '../stack/measured-stack.js';
import { untilOver } from '../stack/patience.js';
import { peakMegabytes } from './memory.js';

const LINES_A_FILE = 100_000;
/** Every hundredth line of a file says nothing that can be understood. */
const BAD_EVERY = 100;
const NEIGHBOURS_RECORDS = 100;
const NEIGHBOURS_RUNS = 5;
const BETWEEN_LOOKS_MS = 100;

export interface Imported {
  readonly perSecond: number;
  readonly failed: number;
  readonly wantedFailed: number;
  readonly megabytes: Readonly<Record<string, number>>;
}

export interface Moved {
  readonly perSecond: number;
  readonly megabytes: Readonly<Record<string, number>>;
}

/** What somebody else's run and pages take: alone, and beside a run of all those records. */
export interface Neighbour {
  readonly runMs: number;
  readonly pageP95Ms: number;
}

interface Progress {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly total: number; readonly done: number; readonly failed: number };
}

/** Somebody who has all those records, and somebody who has none: they change places with every move. */
export class RecordOwners {
  private constructor(
    readonly firm: Firm,
    private from: string,
    private to: string,
  ) {}

  static async of(stack: MeasuredStack): Promise<RecordOwners> {
    const firm = await Firm.signUp(stack);
    await firm.buy(1);
    return new RecordOwners(firm, firm.adminId, await firm.join(1));
  }

  get ownerId(): string {
    return this.from;
  }

  async register(count: number, badEvery = Infinity): Promise<Imported> {
    const begun = performance.now();
    let failed = 0;
    for (let first = 0; first < count; first += LINES_A_FILE) {
      const last = Math.min(count, first + LINES_A_FILE);
      const text = Array.from({ length: last - first }, (_, n) => this.line(first + n, badEvery)).join('\n');
      const file = { text, type: 'application/x-ndjson' };
      const { importId } = await this.firm.call<{ importId: string }>('POST', '/v1/records/import', file);
      failed += (await this.over(`/v1/records/imports/${importId}`)).progress.failed;
    }
    return {
      perSecond: count / ((performance.now() - begun) / 1_000),
      failed,
      wantedFailed: Math.floor(count / badEvery),
      megabytes: peakMegabytes(this.firm.stack, ['gateway', 'reassignment']),
    };
  }

  /** Moves everything to the other one. */
  async move(): Promise<Moved> {
    const begun = performance.now();
    const { id } = await this.firm.call<Progress>('POST', '/v1/reassignments', {
      json: { from: this.from, to: this.to },
    });
    const { progress } = await this.over(`/v1/reassignments/${id}`);
    const seconds = (performance.now() - begun) / 1_000;
    [this.from, this.to] = [this.to, this.from];
    return {
      perSecond: progress.done / seconds,
      megabytes: peakMegabytes(this.firm.stack, ['reassignment']),
    };
  }

  private line(n: number, badEvery: number): string {
    if (n % badEvery === badEvery - 1) return `{"type":"matter","externalId":"R-${n}"`;
    return JSON.stringify({
      type: ['contact', 'matter', 'task'][n % 3],
      externalId: `R-${String(n).padStart(8, '0')}`,
      title: `Willow Lumen agreement ${n}`,
      ownerId: this.from,
      tags: n % 2 === 0 ? ['urgent', '2026'] : ['2026'],
      closed: n % 5 === 0,
    });
  }

  private async over(path: string): Promise<Progress> {
    let last: Progress | undefined;
    await untilOver(path, async () => {
      last = await this.firm.call<Progress>('GET', path);
      return last.state === 'finished' ? null : `${last.state} ${JSON.stringify(last.progress)}`;
    });
    return last!;
  }
}

/** Runs of a hundred records, one after the other, and pages of them meanwhile. */
export async function neighbourBeside(owners: RecordOwners): Promise<Neighbour> {
  const runs: number[] = [];
  const pages: number[] = [];
  let over = false;
  const reading = (async () => {
    while (!over) {
      const begun = performance.now();
      await owners.firm.call('GET', '/v1/records?limit=50');
      pages.push(performance.now() - begun);
      await delay(BETWEEN_LOOKS_MS);
    }
  })();
  for (let run = 0; run < NEIGHBOURS_RUNS; run += 1) {
    const begun = performance.now();
    await owners.move();
    runs.push(performance.now() - begun);
  }
  over = true;
  await reading;
  return { runMs: median(runs), pageP95Ms: quantile(pages, 0.95) };
}

export async function neighbour(stack: MeasuredStack): Promise<RecordOwners> {
  const owners = await RecordOwners.of(stack);
  await owners.register(NEIGHBOURS_RECORDS);
  return owners;
}

export const withBadLines = (owners: RecordOwners, count: number): Promise<Imported> =>
  owners.register(count, BAD_EVERY);
