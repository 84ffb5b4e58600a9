import { Injectable } from '@nestjs/common';
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
import { DuplicateKey } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { columnsOf, refuseHeader } from './columns.js';
import { progressOf, purgeDate, rowId, toImport, toRow } from './imports.js';
import { ImportsRepository } from './imports.repository.js';
import type { StoredImport } from './imports.schema.js';
import { parseRow } from './rows.js';

/** An upload that nobody heard of for this long has broken off. */
const SILENT_MS = 3_600_000;
/** A running import that nobody worked on for this long may have lost its job. */
const IDLE_MS = 5_000;
const IMPORTS_A_ROUND = 100;

/** From the first byte of a file to the moment its rows are worked on. Nobody is invited before all are there. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
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
      heardAt: now,
      purgeAt: purgeDate(now),
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
    await this.imports.addRows(
      rows.map(({ line, cells }) => ({
        _id: rowId(importId, line),
        accountId,
        importId,
        line,
        ...parseRow(columns, cells),
        stage: 'invite',
        outcome: 'waiting',
        warnings: [],
        defects: 0,
        purgeAt,
      })),
    );
    await this.imports.hear(accountId, importId, this.clock.now());
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
      return { update: { set: { state: 'running', progress, heardAt: this.clock.now() } } };
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
      return { update: { set: { state: 'aborted', progress: progressOf({}), finishedAt: now } } };
    });
    await this.imports.forgetRows(accountId, importId, now);
    return toImport(aborted);
  }

  @Handle(getUserImport)
  async get({
    accountId,
    importId,
    page,
  }: Input<typeof getUserImport>): Promise<Output<typeof getUserImport>> {
    const found = await this.imports.get(accountId, importId);
    const { items, ...rest } = await this.imports.page(accountId, importId, page);
    return { ...toImport(found), rows: { items: items.map(toRow), ...rest } };
  }

  /** Asks again for the work of running imports, for the queue may have lost it; true if there was any. */
  async askAgain(): Promise<boolean> {
    const now = this.clock.now();
    const idleSince = new Date(now.getTime() - IDLE_MS);
    const idle = await this.imports.silent('running', idleSince, IMPORTS_A_ROUND);
    for (const { accountId, _id: importId } of idle) {
      await this.jobs.add(advanceUserImport, { accountId, importId });
      await this.imports.hear(accountId, importId, now);
    }
    return idle.length > 0;
  }

  async dropBrokenOff(): Promise<void> {
    const silentSince = new Date(this.clock.now().getTime() - SILENT_MS);
    for (const { accountId, _id: importId } of await this.imports.silent(
      'receiving',
      silentSince,
      IMPORTS_A_ROUND,
    ))
      await this.abort({ accountId, importId }).catch((error: unknown) => {
        // It went on, or is gone, since it was read.
        if (!(error instanceof Fault)) throw error;
      });
  }
}

const notReceiving = (state: StoredImport['state']): Fault =>
  new Fault('wrong-status', `The import is ${state}: no rows can be added to it, and it cannot be dropped.`);
