import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Affiliate,
  createAffiliate,
  Fault,
  type Input,
  listAffiliates,
  moveAffiliate,
  type Output,
  refuse,
  releaseAffiliate,
} from '@seatkeeper/contracts';
import { decodeCursor, encodeCursor, fingerprint } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { movedEvents } from '../accounts/hierarchy-events.js';
import { LineageService } from '../accounts/lineage.service.js';
import { SignUpService } from '../sign-up/sign-up.service.js';
import { DetachingService } from './detaching.service.js';
import { compareKeys, refuseTooDeep, refuseTooMany, sortKeyOf, toAffiliate } from './hierarchy.js';
import { type Lines, PlacingService } from './placing.service.js';

/** What an account does with those below it. */
@Injectable()
export class AffiliatesService {
  constructor(
    private readonly lineage: LineageService,
    private readonly placing: PlacingService,
    private readonly detaching: DetachingService,
    private readonly signUps: SignUpService,
    private readonly clock: Clock,
  ) {}

  @Handle(listAffiliates)
  async list({
    accountId,
    tree,
    page,
  }: Input<typeof listAffiliates>): Promise<Output<typeof listAffiliates>> {
    const list = fingerprint(['affiliates', accountId, tree]);
    const start = page.cursor === undefined ? null : decodeCursor(list, 3, page.cursor);
    const below = await this.lineage.below(accountId, tree ? undefined : 1);
    const rows = below
      .map((placed) => ({ placed, key: sortKeyOf(placed) }))
      .toSorted((one, other) => compareKeys(one.key, other.key));
    const after = start && 'key' in start ? (start.key as (string | number)[]) : null;
    const left = after ? rows.filter(({ key }) => compareKeys(key, after) > 0) : rows;
    const items = left.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items: items.map(({ placed }) => toAffiliate(placed)),
      nextCursor: last && left.length > items.length ? encodeCursor(list, last.key) : null,
      total: rows.length,
    };
  }

  /** Asked again with the same ids and the same password, it answers with the account that is there. */
  @Handle(createAffiliate)
  async create(request: Input<typeof createAffiliate>): Promise<Output<typeof createAffiliate>> {
    const { accountId, by, affiliateId, ...signUp } = request;
    const line = await this.lineage.up(accountId);
    const [parent, top] = [line[0], line.at(-1)];
    if (!parent || !top) throw Fault.notFound('account');
    refuse(refuseTooDeep(line.length, 0));
    refuse(refuseTooMany((await this.lineage.below(top._id)).length, 1));
    return this.signUps.openBelow(parent, by, { ...signUp, accountId: affiliateId });
  }

  /** By its own account or one above it. */
  @Handle(moveAffiliate)
  async move({ accountId, by, affiliateId, under }: Input<typeof moveAffiliate>): Promise<Affiliate> {
    const before = await this.lineage.affiliate(accountId, affiliateId);
    await this.refuseOutside(accountId, under);
    if (before.branch.parentId !== under)
      await this.placing.place({
        accountId: affiliateId,
        under,
        refuse: (lines) => refuseOthers(accountId, lines),
        write:
          ({ own: [, from], above: [to] }) =>
          (account) => {
            // It has gone elsewhere while its line was read: read it again.
            if (!from || !to || account.parentId === under) return null;
            const now = this.clock.now();
            return {
              update: { set: { parentId: to._id, parentSince: now } },
              events: movedEvents(account, from, to, { by, home: accountId, now }),
            };
          },
      });
    return toAffiliate(await this.lineage.affiliate(accountId, affiliateId));
  }

  @Handle(releaseAffiliate)
  async release({
    accountId,
    by,
    affiliateId,
  }: Input<typeof releaseAffiliate>): Promise<Output<typeof releaseAffiliate>> {
    await this.detaching.detach(affiliateId, 'released', { by, home: accountId }, async () => {
      const { line } = await this.lineage.affiliate(accountId, affiliateId);
      return line;
    });
    return {};
  }

  /** Nothing is put below an account that is neither the own one nor below it. */
  private async refuseOutside(accountId: string, under: string): Promise<void> {
    if (under === accountId) return;
    const isBelow = await this.lineage.affiliate(accountId, under).then(
      () => true,
      () => false,
    );
    if (!isBelow) throw elsewhere();
  }
}

/** Once nobody else can place the account: both places still have to be of who moves it. */
function refuseOthers(accountId: string, { own, above }: Lines): void {
  if (!own.slice(1).some(({ _id }) => _id === accountId)) throw Fault.notFound('affiliate');
  if (!above.some(({ _id }) => _id === accountId)) throw elsewhere();
}

const elsewhere = () =>
  new Fault('validation-failed', {
    errors: [{ path: 'under', message: 'Say the own account, or one below it' }],
  });
