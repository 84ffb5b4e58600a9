import '../../design/line-table.css';
import './organisation.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PageHead } from '../../design/page-head.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';
import { FieldsPart } from './fields-part.js';
import { PARTS } from './organisation-search.js';
import { UnitsPart } from './units-part.js';

const route = getRouteApi('/app/organisation');

/** What the people of an account are filed under, and the fields that it gives them. */
export function OrganisationPage() {
  const say = useSay();
  const { part = 'office' } = route.useSearch();
  return (
    <div className="organisation">
      <PageHead title={say('organisation.title')}>{say('organisation.text')}</PageHead>
      <Tabs label={say('organisation.parts')} current={part}>
        {PARTS.map((one) => (
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
      {part === 'field' ? <FieldsPart /> : <UnitsPart key={part} kind={part} />}
    </div>
  );
}
