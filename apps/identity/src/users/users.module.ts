import { Module } from '@nestjs/common';
import { UserCodesRepository } from './user-codes.repository.js';
import { UsersDirectory } from './users.directory.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** Who the users are; needs no other feature. */
@Module({
  providers: [UsersRepository, UserCodesRepository, UsersDirectory, UsersService],
  exports: [UsersRepository, UserCodesRepository, UsersDirectory],
})
export class UsersModule {}
