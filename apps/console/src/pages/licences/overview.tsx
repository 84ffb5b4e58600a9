import type { Licence } from './licence-queries.js';
import { Forecast } from './forecast.js';
import { Reductions } from './reductions.js';
import { SeatSum } from './seat-sum.js';
import { UsageChart } from './usage-chart.js';

export function Overview({ licence }: { readonly licence: Licence }) {
  return (
    <div className="stack">
      <SeatSum licence={licence} />
      <UsageChart product={licence.product} />
      <div className="card-pair">
        <Reductions licence={licence} />
        <Forecast licence={licence} />
      </div>
    </div>
  );
}
