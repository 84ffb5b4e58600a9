import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { acting } from '../../api/acting.js';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { whyQuery } from '../seats/why.js';
import type { Licence } from './licence-queries.js';
import type { Doing } from './licence-search.js';

const route = getRouteApi('/app/licences');

/** To buy, and to book that seats go. Why neither can be done here is known by the rules that would refuse it. */
export function LicenceActs({ licence: { product } }: { readonly licence: Licence }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const navigate = route.useNavigate();
  const { data } = useQuery({ ...whyQuery(product, 'reduce', 1), enabled: may('seats.purchase') });
  const refusal = data?.refusal?.code;
  const missing = whyNot('seats.purchase');
  const elsewhere = refusal === 'billed-elsewhere' ? say('licences.elsewhere') : null;
  const nothing =
    refusal === 'not-subscribed'
      ? say('licences.reduce.notSubscribed')
      : refusal === 'validation-failed'
        ? say('licences.reduce.nothingLeft')
        : null;
  const begin = (doing: Doing) =>
    void navigate({ search: ({ order: _order, seats: _seats, ...rest }) => ({ ...rest, do: doing }) });
  // The account orders for itself.
  if (acting.read() !== null) return null;
  return (
    <>
      <Button refusal={missing ?? elsewhere ?? nothing} onPress={() => begin('reduce')}>
        {say('licences.reduce')}
      </Button>
      <Button look="main" refusal={missing ?? elsewhere} onPress={() => begin('buy')}>
        {say('licences.buy')}
      </Button>
    </>
  );
}
