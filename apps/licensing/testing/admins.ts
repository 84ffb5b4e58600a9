import { Controller, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import { type Input, listActiveAdmins, type Output } from '@seatkeeper/contracts';
import { testService, type World } from '@seatkeeper/testing';

/** Stands for identity, which knows who administers an account. */
@Controller()
export class AdminsPeer {
  private readonly of = new Map<string, string[]>();

  /** Says who the active global admins of an account are. */
  name(accountId: string, ...userIds: string[]): void {
    this.of.set(accountId, userIds);
  }

  @Handle(listActiveAdmins)
  list({ accountId }: Input<typeof listActiveAdmins>): Promise<Output<typeof listActiveAdmins>> {
    return Promise.resolve({ userIds: this.of.get(accountId) ?? [] });
  }
}

@Module({ controllers: [AdminsPeer] })
export class AdminsModule {}

export interface Admins extends Pick<AdminsPeer, 'name'> {
  close(): Promise<void>;
}

/** One for a world in which nobody else is identity. */
export async function startAdmins(world: World): Promise<Admins> {
  const imports = [BusModule.forRoot({ part: true }), AdminsModule];
  const service = await testService({ name: 'identity', world, imports });
  return {
    name: (accountId, ...userIds) => service.get(AdminsPeer).name(accountId, ...userIds),
    close: () => service.close(),
  };
}
