import '../../design/line-table.css';
import './organisation.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { AffiliatesPart } from './affiliates-part.js';
import { SharedItemsPart } from '../shared-items/shared-items-part.js';
import { FieldsPart } from './fields-part.js';
import { type Part, PARTS } from './organisation-search.js';
import { UnitsPart } from './units-part.js';

const route = getRouteApi('/app/organisation');

/** What the people of an account are filed under, the fields that it gives them, and the accounts below it. */
export function OrganisationPage() {
  const say = useSay();
  const may = useMay();
  const { part = 'office' } = route.useSearch();
  return (
    <div className="organisation">
      <PageHead title={say('organisation.title')}>{say('organisation.text')}</PageHead>
      <Tabs label={say('organisation.parts')} current={part}>
        {PARTS.filter((one) => one !== 'affiliate' || may('accounts.affiliates')).map((one) => (
          <Link
            key={one}
            to="/organisation"
            search={one === 'office' ? {} : { part: one }}
            {...tabProps(one === part)}
          >
            {say(`organisation.${one}`)}
          </Link>
        ))}
      </Tabs>
      <Shown part={part} />
    </div>
  );
}

function Shown({ part }: { readonly part: Part }) {
  const may = useMay();
  if (part === 'field') return <FieldsPart />;
  if (part === 'shared-item') return <SharedItemsPart />;
  if (part !== 'affiliate') return <UnitsPart key={part} kind={part} />;
  return may('accounts.affiliates') ? (
    <AffiliatesPart />
  ) : (
    <MissingPermission permission="accounts.affiliates" />
  );
}
