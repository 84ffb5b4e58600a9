import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  admitMailSender,
  changeMailSender,
  Fault,
  getMailSender,
  type Input,
  type MailSenderView,
  type Output,
  refuse,
  removeMailSender,
  sendThroughOwnServer,
  tellMailSenderState,
} from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock } from '@seatkeeper/service';
import { changed, isHandedOver, refuseSender, removed, touched } from './mail-senders.js';
import { MailSendersRepository } from './mail-senders.repository.js';
import { toMailSenderView } from './mail-senders.view.js';
import { OwnServersClient } from './own-servers.client.js';
import { SenderSecretsService } from './sender-secrets.service.js';

/** Which mail server of its own an account has. */
@Injectable()
export class MailSendersService {
  constructor(
    private readonly senders: MailSendersRepository,
    private readonly secrets: SenderSecretsService,
    private readonly servers: OwnServersClient,
    private readonly jobs: Jobs,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  @Handle(getMailSender)
  async get({ accountId }: Input<typeof getMailSender>): Promise<MailSenderView> {
    return toMailSenderView(await this.senders.find(accountId));
  }

  @Handle(changeMailSender)
  async change({
    accountId,
    by,
    sender: wanted,
    ifVersion,
  }: Input<typeof changeMailSender>): Promise<MailSenderView> {
    const actor = by;
    const found = await this.senders.find(accountId);
    const isAdmitted = isHandedOver(touched(found?.server, wanted));
    if (isAdmitted) await this.bus.request(admitMailSender, { accountId, by });
    const after = await this.senders.change(accountId, (current) => {
      if (ifVersion !== undefined && ifVersion !== current.revision) throw new Fault('precondition-failed');
      refuse(refuseSender(current.server, wanted, this.servers.allowed));
      // What was admitted was a change of the server as it was then.
      if (!isAdmitted && isHandedOver(touched(current.server, wanted)))
        throw new Fault('precondition-failed');
      return changed(
        current,
        wanted,
        (password, server) => this.secrets.seal(password, accountId, server),
        actor,
        this.clock.now(),
      );
    });
    await this.look(accountId);
    return toMailSenderView(after);
  }

  @Handle(removeMailSender)
  async remove({ accountId, by }: Input<typeof removeMailSender>): Promise<Output<typeof removeMailSender>> {
    let isThere = false;
    await this.senders.decide(accountId, (current) => {
      const change = removed(current, by, this.clock.now());
      isThere = change !== null;
      return change;
    });
    if (!isThere) throw Fault.notFound('mail server');
    await this.look(accountId);
    return {};
  }

  @Handle(tellMailSenderState)
  async tell({ accountId }: Input<typeof tellMailSenderState>): Promise<Output<typeof tellMailSenderState>> {
    const found = await this.senders.find(accountId);
    if (!found?.server || !found.isVerified) return { sender: null };
    const { server, failing } = found;
    return {
      sender: {
        host: server.host,
        whenFailing: server.whenFailing,
        failing: failing ? { since: failing.since.toISOString(), answer: failing.answer ?? '' } : null,
      },
    };
  }

  /** What waits may have another way now. */
  private async look(accountId: string): Promise<void> {
    await this.jobs.add(sendThroughOwnServer, { accountId });
  }
}
