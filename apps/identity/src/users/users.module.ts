import { Module } from '@nestjs/common';
import { UserDirectory } from './user-directory.js';
import { UserQueries } from './user-queries.js';
import { UserQueriesHandlers } from './user-queries.handlers.js';
import { UserRepository } from './user.repository.js';

/** Who the users are; needs no other feature. What changes them is in UserCommandsModule. */
@Module({
  controllers: [UserQueriesHandlers],
  providers: [UserRepository, UserDirectory, UserQueries],
  exports: [UserRepository, UserDirectory],
})
export class UsersModule {}
