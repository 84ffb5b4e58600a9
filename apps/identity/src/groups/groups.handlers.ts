import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  createGroup,
  deleteGroup,
  getGroup,
  type Group,
  type Input,
  listGroups,
  type Page,
  updateGroup,
} from '@seatkeeper/contracts';
import { GroupsService } from './groups.service.js';

@Controller()
export class GroupsHandlers {
  constructor(private readonly groups: GroupsService) {}

  @Handle(getGroup)
  get(request: Input<typeof getGroup>): Promise<Group> {
    return this.groups.get(request);
  }

  @Handle(listGroups)
  list(request: Input<typeof listGroups>): Promise<Page<Group>> {
    return this.groups.list(request);
  }

  @Handle(createGroup)
  create(request: Input<typeof createGroup>): Promise<Group> {
    return this.groups.create(request);
  }

  @Handle(updateGroup)
  update(request: Input<typeof updateGroup>): Promise<Group> {
    return this.groups.update(request);
  }

  @Handle(deleteGroup)
  async delete(request: Input<typeof deleteGroup>): Promise<Record<string, never>> {
    await this.groups.delete(request);
    return {};
  }
}
