import { useIntl } from 'react-intl';
import { useMe } from '../api/me.js';

/** A time in the zone of the account; in UTC for whoever points at it. */
export function Moment({ at, withTime }: { readonly at: string; readonly withTime?: boolean }) {
  const { formatDate } = useIntl();
  const { account } = useMe();
  const said = formatDate(at, {
    timeZone: account.timeZone,
    dateStyle: 'medium',
    ...(withTime && { timeStyle: 'short' }),
  });
  return (
    <time dateTime={at} title={`${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`}>
      {said}
    </time>
  );
}
