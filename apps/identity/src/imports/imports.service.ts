import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  abortUserImport,
  advanceUserImport,
  appendUserImport,
  Fault,
  getUserImport,
  type Input,
  openUserImport,
  type Output,
  refuse,
  startUserImport,
  type UserImport,
} from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { DuplicateKey, openFrom } from '@seatkeeper/mongo';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { ReachService } from '../reach/reach.service.js';
import { columnsOf, refuseHeader } from './columns.js';
import {
  IDLE_MS,
  progressOf,
  purgeDate,
  refuseAnother,
  rowId,
  SILENT_MS,
  toImport,
  toRow,
} from './imports.js';
import { ImportsRepository } from './imports.repository.js';
import type { StoredImport } from './imports.schema.js';
import { parseRow } from './rows.js';

const IMPORTS_A_ROUND = 100;

interface ImportSettings {
  USER_IMPORTS_KEPT_DAYS: number;
}

/** From the first byte of a file to the moment its rows are worked on. Nobody is invited before all are there. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly accounts: AccountsRepository,
    private readonly fields: CustomFieldChecksService,
    private readonly reach: ReachService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ImportSettings,
  ) {}

  @Handle(openUserImport)
  async open({
    accountId,
    importId,
    by,
    header,
    whenNoSeat,
  }: Input<typeof openUserImport>): Promise<UserImport> {
    const columns = columnsOf(header);
    refuse(refuseHeader(columns));
    refuse(refuseUnconfirmed(await this.accounts.get(accountId)));
    refuse(refuseAnother(await this.imports.countOpen(accountId, importId)));
    const now = this.clock.now();
    const fresh = {
      _id: importId,
      accountId,
      by,
      columns,
      whenNoSeat,
      state: 'receiving' as const,
      progress: progressOf({}),
      createdAt: now,
      lease: openFrom(now, SILENT_MS),
      purgeAt: purgeDate(now, this.settings.USER_IMPORTS_KEPT_DAYS),
    };
    try {
      return toImport(await this.imports.open(fresh));
    } catch (error) {
      const earlier = error instanceof DuplicateKey ? await this.imports.find(accountId, importId) : null;
      if (!earlier) throw error;
      return toImport(earlier);
    }
  }

  @Handle(appendUserImport)
  async append({
    accountId,
    importId,
    rows,
  }: Input<typeof appendUserImport>): Promise<Output<typeof appendUserImport>> {
    const { columns, state, purgeAt } = await this.imports.get(accountId, importId);
    if (state !== 'receiving') throw notReceiving(state);
    const isCustom = columns.some((column) => column.startsWith('custom:'));
    const fields = isCustom ? await this.fields.definitions(accountId) : [];
    await this.imports.addRows(
      rows.map(({ line, cells }) => ({
        _id: rowId(importId, line),
        accountId,
        importId,
        line,
        ...parseRow(columns, cells, fields),
        stage: 'invite',
        outcome: 'waiting',
        warnings: [],
        defects: 0,
        purgeAt,
      })),
    );
    await this.imports.hear(accountId, importId, this.later(SILENT_MS));
    return {};
  }

  @Handle(startUserImport)
  async start({ accountId, importId, total }: Input<typeof startUserImport>): Promise<UserImport> {
    const there = await this.imports.countRows(accountId, importId);
    const started = await this.imports.decide(accountId, importId, ({ state }) => {
      if (state === 'running' || state === 'finished') return null;
      if (state !== 'receiving') throw notReceiving(state);
      if (there !== total) throw new Fault('wrong-status', `Of ${total} rows ${there} have arrived.`);
      const progress = progressOf({ waiting: total });
      return { update: { set: { state: 'running', progress, lease: openFrom(this.clock.now(), IDLE_MS) } } };
    });
    if (started.state === 'running') await this.jobs.add(advanceUserImport, { accountId, importId });
    return toImport(started);
  }

  @Handle(abortUserImport)
  async abort({ accountId, importId }: Input<typeof abortUserImport>): Promise<UserImport> {
    const now = this.clock.now();
    const aborted = await this.imports.decide(accountId, importId, ({ state }) => {
      if (state === 'aborted') return null;
      if (state !== 'receiving') throw notReceiving(state);
      const set = { state: 'aborted' as const, progress: progressOf({}), finishedAt: now };
      return { update: { set, unset: ['lease'] } };
    });
    await this.imports.forgetRows(accountId, importId, now);
    return toImport(aborted);
  }

  @Handle(getUserImport)
  async get({
    accountId,
    importId,
    viewer,
    page,
  }: Input<typeof getUserImport>): Promise<Output<typeof getUserImport>> {
    const found = await this.imports.get(accountId, importId);
    // That of somebody else may be about anybody.
    if (found.by.id !== viewer?.userId && (await this.reach.of(accountId, viewer)) !== null)
      throw Fault.notFound('import');
    const { items, ...rest } = await this.imports.page(accountId, importId, page);
    return { ...toImport(found), rows: { items: items.map(toRow), ...rest } };
  }

  /**
   * Looks after imports that nobody works on or sends, true if there were any: asks again for the work of a running one,
   * for the queue may have lost it, and drops an upload that broke off.
   */
  async lookAfter(): Promise<boolean> {
    const left = await this.imports.abandoned(this.clock.now(), IMPORTS_A_ROUND);
    for (const each of left) {
      const { accountId, _id: importId, state } = each;
      if (!(await this.imports.handOver(each, this.later(IDLE_MS)))) continue;
      if (state === 'running') await this.jobs.add(advanceUserImport, { accountId, importId });
      else
        await this.abort({ accountId, importId }).catch((error: unknown) => {
          // It went on, or is gone, since it was read.
          if (!(error instanceof Fault)) throw error;
        });
    }
    return left.length > 0;
  }

  private later(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}

const notReceiving = (state: StoredImport['state']): Fault =>
  new Fault('wrong-status', `The import is ${state}: no rows can be added to it, and it cannot be dropped.`);
