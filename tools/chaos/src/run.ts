import type { AttachedStack } from '@seatkeeper/stack';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Away } from './books/mails.js';
import { Chance } from './chance.js';
import { Company } from './company.js';
import { VISITED_BY_ACTS } from './crash-points/visits.js';
import { type Fault, type Part, partsOf, type PlannedFault, titleOf } from './faults/faults.js';
import { planCrashes, planFaults, planPairs } from './faults/plan.js';
import { prepare, processOf, strike, untilBack, untilCrashed } from './strikes/strikes.js';
import { Inspection } from './inspection.js';
import type { Options } from './options.js';
import type { Report } from './report/report.js';
import type { Receiver } from './work/receiver.js';
import { untilRest } from './rest/rest.js';
import { withMongo } from './rest/servers.js';
import { unfinished } from './rest/unfinished.js';

const WARM_UP_MS = 6_000;
const QUIET_MS = 3_000;
/** How long is looked for work that needs the part which is to be hit. */
const WORK_WITHIN_MS = 20_000;
const BACK_WITHIN_MS = 60_000;
/** What is not at rest much later than it should be is not waited for any longer. */
const PATIENCE_MS = 60_000;
/** Who sends mails, takes them, or writes down that they were sent. */
const MAILING: readonly Part[] = ['notifications', 'mail', 'mongodb', 'redis'];

/** Chaos in one stack: work, faults, and after each fault a look into the books. */
export class Run {
  private readonly inspection: Inspection;
  private readonly company: Company;
  private readonly plan: Iterator<PlannedFault>;
  private readonly faults: Fault[] = [];
  private readonly away: Away[] = [];

  constructor(
    private readonly stack: AttachedStack,
    private readonly options: Options,
    receiver: Receiver,
    private readonly note: (what: string) => void,
  ) {
    const chance = new Chance(options.seed);
    const faults = (options.pairs ? planPairs : planFaults)(chance.branch(), options.replicas);
    const { crashPoints } = options;
    this.plan = crashPoints === undefined ? faults : planCrashes(Object.keys(VISITED_BY_ACTS), crashPoints);
    this.inspection = new Inspection(stack, receiver, note);
    this.company = new Company(stack, this.inspection, receiver, options.hands, chance);
  }

  async run(): Promise<Report> {
    const { options, inspection, company } = this;
    await company.open(options.seed);
    const quietRestMs = await this.quiet();
    const end = performance.now() + options.minutes * 60_000;
    const isOver = () =>
      performance.now() > end ||
      this.faults.length >= options.faults ||
      (options.stopAtFirst && inspection.found.size > 0);
    while (!isOver()) {
      const { value, done } = this.plan.next();
      if (done) break;
      await this.fault(value);
    }
    return {
      ...{ seed: options.seed, minutes: options.minutes, replicas: options.replicas },
      ...{ restWithinMs: options.restMs, quietRestMs, faults: this.faults, totals: inspection.totals },
      answers: Object.fromEntries([...company.traffic.answers].sort()),
      violations: [...inspection.found.values()],
    };
  }

  /** Work without a fault: that the books are right then, and how long rest takes anyhow. */
  private async quiet(): Promise<number> {
    this.inspection.now = 'work without a fault';
    await this.work(WARM_UP_MS);
    return this.work(QUIET_MS);
  }

  private async work(ms: number): Promise<number> {
    const { crew, firms, traffic } = this.company;
    crew.start();
    await delay(ms);
    await crew.pause();
    const { at, unrest } = await untilRest(this.stack, PATIENCE_MS);
    if (at === null) throw new Error(`Nothing was hit yet, and there is no rest: ${unrest.join(', ')}`);
    await this.inspection.audit(firms, this.away);
    return Math.round(Math.max(0, at - traffic.lastAnswerAt));
  }

  private async fault(planned: PlannedFault): Promise<void> {
    const { company, inspection, stack } = this;
    const { crew, firms, traffic } = company;
    const process = processOf(stack, planned);
    inspection.now = `${this.faults.length + 1}, ${titleOf({ ...planned, process })}`;
    await prepare(stack, planned);
    company.favourites = VISITED_BY_ACTS[planned.point ?? ''] ?? [];
    const begun = Date.now();
    crew.start();
    await delay(planned.afterMs);
    const hit = await (planned.kind === 'crash' ? untilCrashed(stack, planned) : this.underWay(planned.part));
    const [at, struckAt] = [Date.now(), performance.now()];
    await strike(stack, planned);
    const isBack = await untilBack(stack, planned, BACK_WITHIN_MS);
    const backAt = performance.now();
    if (partsOf(planned).some((part) => MAILING.includes(part)))
      this.away.push({ from: begun, to: Date.now() });
    await crew.pause();
    const from = Math.max(backAt, traffic.lastAnswerAt);
    const { at: restAt, unrest } = await untilRest(stack, PATIENCE_MS);
    const fault: Fault = {
      ...{ ...planned, process, at, hit, unrest, load: loadavg()[0] ?? 0 },
      awayMs: isBack ? Math.round(backAt - struckAt) : null,
      restMs: restAt === null ? null : Math.max(0, Math.round(restAt - from)),
    };
    this.faults.push(fault);
    this.judge(fault);
    await inspection.audit(firms, this.away);
    this.note(
      `${titleOf(fault)}: hit ${hit.length}, away ${fault.awayMs} ms, at rest after ${fault.restMs} ms, load ${fault.load.toFixed(1)}`,
    );
  }

  /** Waits for work that needs a part, so that the next line strikes in the middle of it. */
  private async underWay(part: Part): Promise<string[]> {
    const end = performance.now() + WORK_WITHIN_MS;
    for (;;) {
      const info = this.stack.info();
      const left = await withMongo(info, (mongo) => unfinished(mongo, info));
      const inDocuments = left.filter(({ parts }) => parts.includes(part)).map(({ what }) => what);
      const hit = [...this.company.traffic.through(part), ...inDocuments];
      if (hit.length > 0 || performance.now() > end) return hit;
      await delay(10);
    }
  }

  private judge({ kind, point, hit, awayMs, restMs, unrest }: Fault): void {
    const { inspection } = this;
    const most = this.options.restMs;
    const nothing = kind === 'crash' ? `nobody came by ${point}` : 'nobody needed it';
    if (hit.length === 0)
      inspection.violate({ law: 'a fault hits work under way', what: `${inspection.now}: ${nothing}` });
    if (awayMs === null)
      inspection.violate({
        law: 'what was hit comes back',
        what: `${inspection.now}: not within ${BACK_WITHIN_MS / 1_000} s`,
      });
    const rest = restMs === null ? `never: ${unrest.join(', ')}` : `after ${restMs / 1_000} s`;
    if (restMs === null || restMs > most)
      inspection.violate({ law: `at rest within ${most / 1_000} s`, what: `${inspection.now}: ${rest}` });
  }
}
