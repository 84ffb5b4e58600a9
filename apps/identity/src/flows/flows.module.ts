import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { InvitationIssuer } from '../invitations/invitation-issuer.js';
import { SeatDoubts } from '../reconciliation/seat-doubts.js';
import { ReportingLines } from '../users/reporting-lines.js';
import { UserCodes } from '../users/user-codes.js';
import { UsersModule } from '../users/users.module.js';
import { AdminRole } from './admin-role.js';
import { AdmitDriver } from './drivers/admit.driver.js';
import { BanDriver } from './drivers/ban.driver.js';
import { DepartureDriver } from './drivers/departure.driver.js';
import { InviteDriver } from './drivers/invite.driver.js';
import { ReactivateDriver } from './drivers/reactivate.driver.js';
import { ReconcileDriver } from './drivers/reconcile.driver.js';
import { ReplaceDriver } from './drivers/replace.driver.js';
import { SignUpDriver } from './drivers/sign-up.driver.js';
import { SucceedDriver } from './drivers/succeed.driver.js';
import { UpdateDriver } from './drivers/update.driver.js';
import { WaitListDriver } from './drivers/wait-list.driver.js';
import { FlowRunner } from './flow-runner.js';
import { FlowSweeper } from './flow.sweeper.js';
import { Flows } from './flows.service.js';
import { Records } from './records.js';
import { Seats } from './seats.js';
import { SignUpFlow } from './sign-up.flow.js';
import { Successors } from './successors.js';

const drivers = [
  AdmitDriver,
  BanDriver,
  DepartureDriver,
  InviteDriver,
  ReactivateDriver,
  ReconcileDriver,
  ReplaceDriver,
  SignUpDriver,
  SucceedDriver,
  UpdateDriver,
  WaitListDriver,
];

@Module({
  imports: [AccountsModule, UsersModule],
  providers: [
    ...drivers,
    FlowRunner,
    Flows,
    FlowSweeper,
    SignUpFlow,
    Seats,
    Records,
    AdminRole,
    Successors,
    InvitationIssuer,
    ReportingLines,
    SeatDoubts,
    UserCodes,
  ],
  exports: [Flows, SignUpFlow, Seats, Records, InvitationIssuer, ReportingLines, SeatDoubts, UserCodes],
})
export class FlowsModule {}
