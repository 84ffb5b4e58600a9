import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Account,
  type EndpointContract,
  getAccount,
  listCatalog,
  listUsers,
} from '@seatkeeper/contracts';
import { type Paper, Press } from '@seatkeeper/papers';
import { Shutdown } from '@seatkeeper/service';
import { inAccount, seenBy } from '../calls/by.js';
import { type Call, Reply } from '../http/call.js';
import { LimitsService } from '../limits/limits.service.js';
import { type SoldNames, soldNames } from './sold-names.js';

/** As many users as a page of the list has. */
const NAMES_AT_ONCE = 100;

type Caller = Pick<Call<EndpointContract>, 'caller' | 'request'>;

/** Answers as papers. How many an account has made is limited before anything is asked for them. */
@Injectable()
export class PapersService {
  private readonly press = new Press();

  constructor(
    private readonly bus: Bus,
    private readonly limits: LimitsService,
    shutdown: Shutdown,
  ) {
    shutdown.on('work', 'papers', () => this.press.close());
  }

  /** The file `name`, in the language of the account. */
  async reply(
    call: Caller,
    make: (account: Account) => Promise<{ paper: Paper; name: string }>,
  ): Promise<Reply> {
    await this.limits.admitPaper(call.caller, call.request);
    const { paper, name } = await make(await this.bus.request(getAccount, inAccount(call)));
    const printed = await this.press.print(paper, call.caller.accountId);
    return new Reply(200, Buffer.from(printed), {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.pdf"`,
    });
  }

  /** How what is sold is called: now, or in the version of the catalogue that something was bought from. */
  async sold(version?: number): Promise<SoldNames> {
    return soldNames(await this.bus.request(listCatalog, { version }));
  }

  /** How people are called, by id, as far as the caller may see them. */
  async names(call: Caller, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    if (!call.caller.asManager && !call.caller.permissions.includes('users.read')) return names;
    for (let from = 0; from < ids.length; from += NAMES_AT_ONCE) {
      const id = ids.slice(from, from + NAMES_AT_ONCE).join(',');
      const page = { limit: NAMES_AT_ONCE };
      const found = await this.bus.request(listUsers, { ...seenBy(call), filter: { id }, page });
      for (const user of found.items) names.set(user.id, `${user.firstName} ${user.lastName}`);
    }
    return names;
  }
}
