import './progress.css';
import { ProgressBar } from 'react-aria-components';
import { useIntl } from 'react-intl';

/** How far something is, said in words and drawn. */
export function Progress({
  words,
  done,
  total,
}: {
  readonly words: string;
  readonly done: number;
  readonly total: number;
}) {
  const { formatNumber } = useIntl();
  const said = `${formatNumber(done)} / ${formatNumber(total)}`;
  return (
    <ProgressBar
      value={done}
      maxValue={Math.max(1, total)}
      className="progress"
      valueLabel={said}
      aria-label={words}
    >
      {({ percentage }) => (
        <>
          <span className="row">
            <span className="spread">{words}</span>
            <span className="numbers">{said}</span>
          </span>
          <progress className="progress-track" max={100} value={percentage ?? 0} aria-hidden="true" />
        </>
      )}
    </ProgressBar>
  );
}
