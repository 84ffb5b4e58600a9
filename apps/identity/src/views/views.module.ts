import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../custom-fields/custom-fields.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { MissingValuesService } from './missing-values.service.js';
import { ViewsRepository } from './views.repository.js';
import { ViewsService } from './views.service.js';

/** Lists of people that somebody has saved, for themselves or for everybody. */
@Module({
  imports: [CustomFieldsModule, GroupsModule, OrganisationModule],
  providers: [MissingValuesService, ViewsRepository, ViewsService],
})
export class ViewsModule {}
