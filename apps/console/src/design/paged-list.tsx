import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSay } from '../words/words.js';
import { Button } from './buttons.js';
import { ProblemNote } from './problems.js';
import { Skeleton } from './states.js';

type List = Pick<
  UseInfiniteQueryResult,
  'error' | 'isPending' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
>;

/** What stands around a list that comes page by page: what went wrong, bones until the first is there, the way to the next. */
export function PagedList({
  list,
  lines,
  children,
}: {
  readonly list: List;
  /** About as many as the first page has. */
  readonly lines: number;
  readonly children: ReactNode;
}) {
  return (
    <>
      {list.error && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={lines} />}
      {children}
      <ShowMore list={list} />
    </>
  );
}

/** Asks for the next page, as long as there is one. */
export function ShowMore({ list }: { readonly list: Omit<List, 'error' | 'isPending' | 'refetch'> }) {
  const say = useSay();
  return (
    list.hasNextPage && (
      <div className="row show-more">
        <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {say('shell.more')}
        </Button>
      </div>
    )
  );
}
