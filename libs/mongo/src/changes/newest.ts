/** For `push`: adds `entries` at the end of an array that keeps its newest `kept`. */
export const amongNewest = <E>(kept: number, ...entries: readonly E[]) => ({
  $each: [...entries],
  $slice: -kept,
});
