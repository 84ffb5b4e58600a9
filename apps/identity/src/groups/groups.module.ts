import { Module } from '@nestjs/common';
import { GroupDirectory } from './group-directory.js';
import { GroupRepository } from './group.repository.js';

@Module({ providers: [GroupRepository, GroupDirectory], exports: [GroupRepository, GroupDirectory] })
export class GroupsModule {}
