import { Module } from '@nestjs/common';
import { AffiliatedListsRepository } from './affiliated-lists.repository.js';
import { AudiencesRepository } from './audiences.repository.js';
import { DigestCountsRepository } from './digest-counts.repository.js';
import { InvitationListsRepository } from './invitation-lists.repository.js';
import { PlannedLinesRepository } from './planned-lines.repository.js';
import { PlannedUsersRepository } from './planned-users.repository.js';
import { ProvisionedUsersRepository } from './provisioned-users.repository.js';
import { SeatHoldersRepository } from './seat-holders.repository.js';
import { UnsecuredUsersRepository } from './unsecured-users.repository.js';
import { UserCodesRepository } from './user-codes.repository.js';
import { UserListsRepository } from './user-lists.repository.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';
import { WaitListsRepository } from './wait-lists.repository.js';

/** Who the users are; needs no other feature. */
@Module({
  providers: [
    AffiliatedListsRepository,
    AudiencesRepository,
    DigestCountsRepository,
    InvitationListsRepository,
    PlannedLinesRepository,
    PlannedUsersRepository,
    ProvisionedUsersRepository,
    SeatHoldersRepository,
    UnsecuredUsersRepository,
    UsersRepository,
    UserListsRepository,
    UserCodesRepository,
    UsersService,
    WaitListsRepository,
  ],
  exports: [
    AffiliatedListsRepository,
    AudiencesRepository,
    DigestCountsRepository,
    InvitationListsRepository,
    PlannedLinesRepository,
    PlannedUsersRepository,
    ProvisionedUsersRepository,
    SeatHoldersRepository,
    UnsecuredUsersRepository,
    UsersRepository,
    UserListsRepository,
    UserCodesRepository,
    WaitListsRepository,
  ],
})
export class UsersModule {}
