import { Module } from '@nestjs/common';
import { GroupsModule } from '../groups/groups.module.js';
import { UsersModule } from '../users/users.module.js';
import { UnitCreationService } from './unit-creation.service.js';
import { UnitMembersService } from './unit-members.service.js';
import { UnitNamesService } from './unit-names.service.js';
import { UnitSpreadService } from './unit-spread.service.js';
import { UnitsRepository } from './units.repository.js';
import { UnitsService } from './units.service.js';
import { UnitsSweeper } from './units.sweeper.js';

/** The offices, departments and seniorities of an account, and the users filed under them. */
@Module({
  imports: [UsersModule, GroupsModule],
  providers: [
    UnitsRepository,
    UnitCreationService,
    UnitMembersService,
    UnitNamesService,
    UnitSpreadService,
    UnitsService,
    UnitsSweeper,
  ],
  exports: [UnitNamesService],
})
export class OrganisationModule {}
