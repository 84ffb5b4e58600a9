import { Injectable } from '@nestjs/common';
import { type MissingValue, NONE } from '@seatkeeper/contracts';
import { listedIn } from '@seatkeeper/text';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { customKeysIn, namedBy, NAMING, type Naming } from './views.js';
import type { StoredView } from './views.schema.js';

type Views = readonly Pick<StoredView, 'filter' | 'sort' | 'columns'>[];

/** What saved views ask for that is not there any more. It is looked up whenever they are shown, so nothing that goes has to know of views. */
@Injectable()
export class MissingValuesService {
  constructor(
    private readonly groups: GroupCatalogueService,
    private readonly units: UnitNamesService,
    private readonly fields: CustomFieldChecksService,
  ) {}

  /** Of each view, in the order of its filters. */
  async of(accountId: string, views: Views): Promise<MissingValue[][]> {
    const there = new Map<Naming, ReadonlySet<string>>();
    for (const filter of NAMING)
      there.set(filter, await this.known(accountId, filter, namedBy(views, filter)));
    const keys = await this.fieldKeys(accountId, views);
    return views.map((view) => [
      ...NAMING.flatMap((filter) =>
        listedIn(view.filter[filter] ?? '')
          .filter((value) => !there.get(filter)?.has(value))
          .map((value) => ({ filter, value })),
      ),
      ...customKeysIn(view)
        .filter((key) => !keys.has(key))
        .map((value) => ({ filter: 'custom' as const, value })),
    ]);
  }

  private async fieldKeys(accountId: string, views: Views): Promise<ReadonlySet<string>> {
    if (views.every((view) => customKeysIn(view).length === 0)) return new Set();
    return new Set((await this.fields.definitions(accountId)).map(({ key }) => key));
  }

  private async known(accountId: string, filter: Naming, values: string[]): Promise<ReadonlySet<string>> {
    if (values.length === 0) return new Set();
    if (filter !== 'group') return this.units.known(accountId, filter, values);
    const groups = await this.groups.findLiveOnes(accountId, values);
    return new Set([NONE, ...groups.map(({ _id }) => _id)]);
  }
}
