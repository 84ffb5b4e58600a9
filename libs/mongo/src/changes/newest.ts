/** For `push`: adds `entries` at the end of an array that keeps its newest `kept`. */
export const amongNewest = <E>(kept: number, ...entries: readonly E[]) => ({
  $each: [...entries],
  $slice: -kept,
});

/** For `push`: adds all of the `entries`, in their order, at the end of an array. */
export const atTheEnd = <E>(...entries: readonly E[]) => ({ $each: [...entries] });
