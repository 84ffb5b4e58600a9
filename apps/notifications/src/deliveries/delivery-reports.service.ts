import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type MailReport, type Output, takeMailReports } from '@seatkeeper/contracts';
import { Clock, logger, metrics, SETTINGS } from '@seatkeeper/service';
import { oneLine } from '../mail/outcome.js';
import { readReturned } from '../returned-mails/returned-mail.js';
import { deliveryIdOf } from '../sender.js';
import type { NotificationsSettings } from '../settings.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { Report } from './deliveries.schema.js';
import { reported } from './delivery-reports.js';

const taken = metrics.counter('mail_reports_total', 'Reports of mails that came back or were complained of', [
  'kind',
]);

/**
 * Takes what is said of mails after they were handed over. Whoever reports names the Message-ID, which only who got the mail
 * knows; the address is the one that the mail went to, so that nobody has another one put on a list.
 */
@Injectable()
export class DeliveryReportsService {
  private readonly log = logger('mail-reports');

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<NotificationsSettings, 'DELIVERIES_KEPT_DAYS'>,
  ) {}

  /** One that cannot be noted now fails all: who reports does so again, and what was noted is known. */
  @Handle(takeMailReports)
  async take({ reports }: Input<typeof takeMailReports>): Promise<Output<typeof takeMailReports>> {
    const known = await Promise.all(reports.map((report) => this.note(report)));
    const noted = known.filter(Boolean).length;
    return { noted, ignored: reports.length - noted };
  }

  private async note(given: MailReport): Promise<boolean> {
    const now = this.clock.now();
    const read = toReport(given, now);
    const id = read && deliveryIdOf(read.messageId);
    const found = id ? await this.deliveries.findAnywhere(id) : null;
    taken.inc({ kind: found && read ? read.report.kind : 'ignored' });
    if (!found || !read) return false;
    const { DELIVERIES_KEPT_DAYS: keptDays } = this.settings;
    await this.deliveries.settle(found, (current) => reported(current, read.report, now, keptDays));
    const { accountId, userId, kind } = found;
    this.log.info('A mail was reported', { delivery: id, accountId, userId, kind, report: read.report.kind });
    return true;
  }
}

function toReport(given: MailReport, now: Date): { messageId: string; report: Report } | null {
  if (!('returned' in given)) {
    const { messageId, kind, words = '', at } = given;
    return { messageId, report: { kind, words: oneLine(words), at: at === undefined ? now : new Date(at) } };
  }
  const read = readReturned(given.returned);
  if (!read) return null;
  const { messageId, kind, words, at } = read;
  return { messageId, report: { kind, words: oneLine(words), at: at ?? now } };
}
